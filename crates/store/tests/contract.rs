//! What every backend of the store must keep, run on SQLite.

use jiff::Timestamp;
use meshery_model::{DesignId, UserId};
use meshery_store::{
    DesignFilter, DesignSort, Direction, Error, NewDesign, NewVersion, Page, SqliteStore, Store,
};
use uuid::Uuid;

const FIRST: Page = Page { number: 0, size: 10 };

fn owner() -> UserId {
    UserId(Uuid::from_u128(1))
}

fn version(name: &str, document: &str, second: i64) -> NewVersion {
    NewVersion {
        author: owner(),
        message: String::new(),
        name: name.to_owned(),
        version: "0.0.1".to_owned(),
        content_hash: format!("hash of {document}"),
        component_count: 2,
        relationship_count: 1,
        document: document.to_owned(),
        at: Timestamp::from_second(second).expect("time"),
    }
}

fn design(number: u128, name: &str, second: i64) -> NewDesign {
    NewDesign {
        id: DesignId(Uuid::from_u128(number)),
        owner: owner(),
        visibility: "private".to_owned(),
        source_type: "Kubernetes Manifest".to_owned(),
        source_name: Some("app.yaml".to_owned()),
        source: Some(b"kind: Pod\r\n".to_vec()),
        first: version(name, "{}", second),
    }
}

async fn store() -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().expect("temporary folder");
    let store = SqliteStore::open(&folder.path().join("meshery.db")).await.expect("store");
    (folder, store)
}

async fn add(store: &SqliteStore, design: NewDesign) -> Result<(), Error> {
    let mut unit = store.begin().await?;
    unit.add_design(design).await?;
    unit.commit().await
}

#[tokio::test]
async fn what_was_added_is_found_again() -> Result<(), Error> {
    let (_folder, store) = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let mut reader = store.read().await?;
    let record = reader.lookup_design(DesignId(Uuid::from_u128(7))).await?.expect("design");
    assert_eq!((record.name.as_str(), record.revision, record.component_count), ("guestbook", 1, 2));
    assert_eq!(record.created_at, Timestamp::from_second(100).expect("time"));
    assert_eq!(reader.design_document(record.id).await?.as_deref(), Some("{}"));
    assert_eq!(reader.design_source(record.id).await?.as_deref(), Some(b"kind: Pod\r\n".as_slice()));
    Ok(())
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_nothing() -> Result<(), Error> {
    let (_folder, store) = store().await;
    let mut unit = store.begin().await?;
    unit.add_design(design(7, "guestbook", 100)).await?;
    drop(unit);
    assert_eq!(store.read().await?.lookup_design(DesignId(Uuid::from_u128(7))).await?, None);
    Ok(())
}

#[tokio::test]
async fn every_version_is_kept() -> Result<(), Error> {
    let (_folder, store) = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let id = DesignId(Uuid::from_u128(7));
    let mut unit = store.begin().await?;
    let record = unit.add_design_version(id, version("renamed", r#"{"a":1}"#, 200)).await?.expect("design");
    unit.commit().await?;
    assert_eq!((record.name.as_str(), record.revision), ("renamed", 2));
    let mut reader = store.read().await?;
    assert_eq!(reader.design_document(id).await?.as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(reader.design_document_at(id, 1).await?.as_deref(), Some("{}"));
    let revisions: Vec<_> =
        reader.design_versions(id).await?.iter().map(|version| version.revision).collect();
    assert_eq!(revisions, [2, 1]);
    Ok(())
}

#[tokio::test]
async fn removing_takes_the_history_along() -> Result<(), Error> {
    let (_folder, store) = store().await;
    add(&store, design(7, "guestbook", 100)).await?;
    let id = DesignId(Uuid::from_u128(7));
    let mut unit = store.begin().await?;
    assert!(unit.remove_design(id).await?);
    assert!(!unit.remove_design(id).await?);
    assert_eq!(unit.add_design_version(id, version("x", "{}", 1)).await?, None);
    unit.commit().await?;
    let mut reader = store.read().await?;
    assert_eq!(reader.design_document(id).await?, None);
    assert_eq!(reader.design_source(id).await?, None);
    Ok(())
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() -> Result<(), Error> {
    let (_folder, store) = store().await;
    for (number, name) in [(1, "beta"), (2, "Alpha"), (3, "gamma 100%"), (4, "alpha")] {
        add(&store, design(number, name, i64::try_from(number).expect("small") * 10)).await?;
    }
    let mut other = design(5, "foreign", 500);
    other.owner = UserId(Uuid::from_u128(2));
    add(&store, other).await?;

    let mut reader = store.read().await?;
    let all = DesignFilter { owner: owner(), ..DesignFilter::default() };
    assert_eq!(reader.count_designs(&all).await?, 4);
    let names = |records: Vec<meshery_store::DesignRecord>| -> Vec<String> {
        records.into_iter().map(|record| record.name).collect()
    };
    let (by_name, total) = reader.list_designs(&all, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!(total, 4);
    assert_eq!(names(by_name), ["Alpha", "alpha", "beta", "gamma 100%"]);
    let (newest, _) = reader.list_designs(&all, DesignSort::UpdatedAt, Direction::Descending, FIRST).await?;
    assert_eq!(names(newest), ["alpha", "gamma 100%", "Alpha", "beta"]);
    let second = Page { number: 1, size: 3 };
    let (page, total) =
        reader.list_designs(&all, DesignSort::CreatedAt, Direction::Ascending, second).await?;
    assert_eq!((names(page), total), (vec!["alpha".to_owned()], 4));
    let beyond = Page { number: 9, size: 3 };
    let (page, total) =
        reader.list_designs(&all, DesignSort::CreatedAt, Direction::Ascending, beyond).await?;
    assert_eq!((page.len(), total), (0, 4), "a page beyond the end still knows the end");

    let percent = DesignFilter { search: Some("100%".to_owned()), ..all.clone() };
    let (found, _) = reader.list_designs(&percent, DesignSort::Name, Direction::Ascending, FIRST).await?;
    assert_eq!(names(found), ["gamma 100%"]);
    let none = DesignFilter { visibility: vec!["published".to_owned()], ..all.clone() };
    assert_eq!(reader.count_designs(&none).await?, 0);
    let late = DesignFilter { updated_after: Some(Timestamp::from_second(20).expect("time")), ..all };
    assert_eq!(reader.count_designs(&late).await?, 2);
    Ok(())
}

#[tokio::test]
async fn readers_do_not_wait_for_a_writer() -> Result<(), Error> {
    let (_folder, store) = store().await;
    add(&store, design(1, "one", 1)).await?;
    let mut unit = store.begin().await?;
    unit.add_design(design(2, "two", 2)).await?;
    let all = DesignFilter { owner: owner(), ..DesignFilter::default() };
    assert_eq!(store.read().await?.count_designs(&all).await?, 1);
    unit.commit().await?;
    assert_eq!(store.read().await?.count_designs(&all).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_database_is_opened_again_with_what_was_in_it() -> Result<(), Error> {
    let (folder, store) = store().await;
    add(&store, design(1, "one", 1)).await?;
    store.close().await;
    let url = format!("sqlite:{}", folder.path().join("meshery.db").display());
    let again = SqliteStore::open_url(&url).await?;
    assert!(again.read().await?.lookup_design(DesignId(Uuid::from_u128(1))).await?.is_some());
    again.check().await
}

#[tokio::test]
async fn an_unknown_kind_of_database_is_named_without_its_credentials() {
    let error = SqliteStore::open_url("mysql://root:secret@host/db").await.expect_err("unsupported");
    assert_eq!(error.to_string(), "the database address `mysql:…` is not supported, use `sqlite:<path>`");
}
