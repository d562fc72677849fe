//! What belongs to SQLite alone: files of earlier versions, files of later ones, and addresses.

use std::path::{Path, PathBuf};

use meshery_model::DesignId;
use meshery_store::{
    DesignFilter, DesignRecord, DesignSort, DesignVersion, Direction, Error, SqliteStore, Store,
};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqlStr, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{FIRST, at, user, user_id, version};

/// The first migration, as the first version of the server ran it.
const DESIGNS: &str = include_str!("../../migrations/sqlite/0001_designs.sql");
const DOCUMENT: &str = r#"{"name":"guestbook","components":[]}"#;

fn file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let file = folder.path().join("meshery.db");
    (folder, file)
}

async fn connect(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    SqliteConnection::connect_with(&options).await
}

fn migration(number: i64, sql: &'static str) -> Migration {
    Migration::new(number, "designs".into(), MigrationType::Simple, SqlStr::from_static(sql), false)
}

/// Leaves a file as version 1 did, with design 7 in it, saved twice.
async fn version_1(file: &Path) -> Result<(), Error> {
    let mut connection = connect(file).await?;
    let migrator = Migrator::with_migrations(vec![migration(1, DESIGNS)]);
    migrator.run_direct(None, &mut connection, false).await.expect("migrated");
    let (id, owner) = (Uuid::from_u128(7), user_id(1).0);
    let compressed = |text: &str| zstd::encode_all(text.as_bytes(), 3).expect("compressed");
    sqlx::query(
        "INSERT INTO designs VALUES ($1, $2, 'guestbook', 'private', 'Kubernetes Manifest', 'app.yaml', \
         '0.0.2', 2, 'hash 2', 3, 1, 100000000, 200000001)",
    )
    .bind(id)
    .bind(owner)
    .execute(&mut connection)
    .await?;
    for (revision, document) in [(1, "{}"), (2, DOCUMENT)] {
        sqlx::query(
            "INSERT INTO design_versions VALUES ($1, $2, $3, 'why', '0.0.' || $2, 'hash ' || $2, $4, \
             $2 * 100000000)",
        )
        .bind(id)
        .bind(revision)
        .bind(owner)
        .bind(compressed(document))
        .execute(&mut connection)
        .await?;
    }
    let query = sqlx::query("INSERT INTO design_sources VALUES ($1, $2)").bind(id);
    query.bind(compressed("kind: Pod\r\n")).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// Returns every statement that made something in a file, and the version it is at.
async fn schema(file: &Path) -> Result<(Vec<String>, i64), Error> {
    let mut connection = connect(file).await?;
    let statements = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name";
    let statements = sqlx::query_scalar(statements).fetch_all(&mut connection).await?;
    let version = "SELECT max(version) FROM _sqlx_migrations";
    let version = sqlx::query_scalar(version).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok((statements, version))
}

#[tokio::test]
async fn designs_of_version_1_are_read_after_an_upgrade() -> Result<(), Error> {
    let (_folder, file) = file();
    version_1(&file).await?;
    let store = SqliteStore::open(&file).await?;
    let id = DesignId(Uuid::from_u128(7));
    let record = DesignRecord {
        id,
        owner: user_id(1),
        name: "guestbook".to_owned(),
        visibility: "private".to_owned(),
        source_type: "Kubernetes Manifest".to_owned(),
        source_name: Some("app.yaml".to_owned()),
        version: "0.0.2".to_owned(),
        revision: 2,
        content_hash: "hash 2".to_owned(),
        component_count: 3,
        relationship_count: 1,
        created_at: at(100),
        updated_at: jiff::Timestamp::from_microsecond(200_000_001).expect("time"),
    };
    let mut reader = store.read().await?;
    assert_eq!(reader.lookup_design(id).await?.as_ref(), Some(&record));
    assert_eq!(reader.design_document(id).await?.as_deref(), Some(DOCUMENT));
    assert_eq!(reader.design_document_at(id, 1).await?.as_deref(), Some("{}"));
    assert_eq!(reader.design_source(id).await?.as_deref(), Some(b"kind: Pod\r\n".as_slice()));
    let first = reader.design_versions(id).await?.pop().expect("first version");
    let expected = DesignVersion {
        revision: 1,
        author: user_id(1),
        message: "why".to_owned(),
        version: "0.0.1".to_owned(),
        content_hash: "hash 1".to_owned(),
        created_at: at(100),
    };
    assert_eq!(first, expected);
    let all = DesignFilter { owner: user_id(1), ..DesignFilter::default() };
    let (list, total) = reader.list_designs(&all, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!((list, total), (vec![record], 1));
    Ok(())
}

#[tokio::test]
async fn a_file_of_version_1_takes_what_is_new() -> Result<(), Error> {
    let (_folder, file) = file();
    version_1(&file).await?;
    let store = SqliteStore::open(&file).await?;
    let id = DesignId(Uuid::from_u128(7));
    let mut unit = store.begin().await?;
    let saved = unit.add_design_version(id, version("renamed", "[]", 300)).await?.expect("design");
    assert_eq!(saved.revision, 3);
    unit.add_user(&user(1, "ada")).await?;
    unit.commit().await?;
    store.close().await;
    let store = SqliteStore::open(&file).await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.design_document(id).await?.as_deref(), Some("[]"));
    assert_eq!(reader.lookup_user(user_id(1)).await?, Some(user(1, "ada")));
    Ok(())
}

#[tokio::test]
async fn an_upgraded_file_is_made_like_a_new_one() -> Result<(), Error> {
    let ((_old_folder, old), (_new_folder, new)) = (file(), file());
    version_1(&old).await?;
    assert_eq!(schema(&old).await?.1, 1);
    for file in [&old, &new] {
        SqliteStore::open(file).await?.close().await;
    }
    assert_eq!(schema(&old).await?, schema(&new).await?);
    Ok(())
}

/// A file remembers what ran in it: after any change of a migration, servers refuse the files that had it.
#[test]
fn the_first_migration_is_never_edited() {
    let checksum: String = migration(1, DESIGNS).checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(checksum.starts_with("51e48c54d321ac19ef07d64e4dc3fe0c"), "{checksum}");
}

#[tokio::test]
async fn a_file_of_a_later_version_is_refused_and_left_alone() -> Result<(), Error> {
    let (_folder, file) = file();
    SqliteStore::open(&file).await?.close().await;
    let mut connection = connect(&file).await?;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'later', TRUE, x'00', 1)",
    )
    .execute(&mut connection)
    .await?;
    connection.close().await?;
    let before = schema(&file).await?;
    let error = SqliteStore::open(&file).await.expect_err("later version");
    assert!(matches!(error, Error::Migrate { .. }), "{error:?}");
    assert_eq!(schema(&file).await?, before);
    Ok(())
}

#[tokio::test]
async fn an_address_names_a_file() -> Result<(), Error> {
    let (_folder, file) = file();
    let url = format!("sqlite:{}", file.display());
    let store = SqliteStore::open_url(&url).await?;
    store.check().await?;
    assert!(file.exists());
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_and_left_alone() -> Result<(), Error> {
    let (folder, file) = file();
    let text = "a diary of many pages ".repeat(50);
    std::fs::write(&file, &text).expect("file");
    let nowhere = folder.path().join("missing").join("meshery.db");
    for path in [&file, &nowhere] {
        let error = SqliteStore::open(path).await.expect_err("no database");
        assert_eq!(error.to_string(), format!("the database `{}` can't be opened", path.display()));
    }
    assert_eq!(std::fs::read_to_string(&file).expect("file"), text);
    Ok(())
}

#[tokio::test]
async fn an_unknown_kind_of_database_is_named_without_its_credentials() {
    let error = SqliteStore::open_url("mysql://root:secret@host/db").await.expect_err("unsupported");
    assert_eq!(error.to_string(), "the database address `mysql:…` is not supported, use `sqlite:<path>`");
}

#[tokio::test]
async fn an_address_without_a_file_is_refused() {
    for url in ["sqlite::memory:", "sqlite://:memory:", "sqlite:", "sqlite://", "sqlite:a.db?mode=memory"] {
        let error = SqliteStore::open_url(url).await.expect_err(url);
        assert!(matches!(error, Error::UnsupportedDatabase { .. }), "{url}: {error:?}");
    }
    let left = ["sqlx-in-memory-0", "file:sqlx-in-memory-0", "a.db"];
    assert!(left.iter().all(|file| !Path::new(file).exists()), "nothing was made");
}
