//! SQL of designs. Values are bound, sort orders are chosen from constants.

use meshery_model::{DesignId, UserId};
use serde::Deserialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{signed, time, unsigned};
use crate::{
    DesignFilter, DesignReader, DesignRecord, DesignSort, DesignVersion, DesignWriter, Direction, Error,
    NewDesign, NewVersion, Page, async_trait,
};

/// Compression level of documents: level 3 is within a few percent of higher ones on JSON and fast.
const COMPRESSION: i32 = 3;

const COLUMNS: &str = "id, owner, name, visibility, source_type, source_name, version, revision, content_hash, \
                       component_count, relationship_count, created_at_us, updated_at_us";

/// The same columns as JSON has them, in the order of [`Fields`].
const FIELDS: &str = "hex(id), hex(owner), name, visibility, source_type, source_name, version, revision, \
                      content_hash, component_count, relationship_count, created_at_us, updated_at_us";

/// A record as one row of JSON.
#[derive(Deserialize)]
struct Fields(
    Uuid,
    Uuid,
    String,
    String,
    String,
    Option<String>,
    String,
    u32,
    String,
    usize,
    usize,
    i64,
    i64,
);

impl From<Fields> for DesignRecord {
    fn from(fields: Fields) -> Self {
        Self {
            id: DesignId(fields.0),
            owner: UserId(fields.1),
            name: fields.2,
            visibility: fields.3,
            source_type: fields.4,
            source_name: fields.5,
            version: fields.6,
            revision: fields.7,
            content_hash: fields.8,
            component_count: fields.9,
            relationship_count: fields.10,
            created_at: time(fields.11),
            updated_at: time(fields.12),
        }
    }
}

/// Adds the filter of lists and counts. Only what is asked for stands in the statement: a parameter that may
/// be null would have SQLite plan the query anew each time.
fn push_filter(query: &mut QueryBuilder<Sqlite>, filter: &DesignFilter) {
    if filter.shared {
        query.push("(owner = ").push_bind(filter.owner.0).push(" OR visibility <> 'private')");
    } else {
        query.push("owner = ").push_bind(filter.owner.0);
    }
    if let Some(search) = &filter.search {
        query.push(" AND instr(lower(name), lower(").push_bind(search.clone()).push(")) > 0");
    }
    if !filter.visibility.is_empty() {
        query.push(" AND visibility IN (");
        let mut values = query.separated(", ");
        filter.visibility.iter().for_each(|visibility| {
            values.push_bind(visibility.clone());
        });
        query.push(")");
    }
    if let Some(time) = filter.updated_after {
        query.push(" AND updated_at_us > ").push_bind(time.as_microsecond());
    }
}

#[async_trait]
impl DesignReader for SqliteUnit {
    async fn lookup_design(&mut self, id: DesignId) -> Result<Option<DesignRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM designs WHERE id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.0).fetch_optional(self.connection()).await?;
        row.map(|row| record(&row)).transpose()
    }

    async fn design_document(&mut self, id: DesignId) -> Result<Option<String>, Error> {
        let sql = "SELECT document FROM design_versions WHERE design_id = $1 ORDER BY revision DESC LIMIT 1";
        let row = sqlx::query(sql).bind(id.0).fetch_optional(self.connection()).await?;
        row.map(|row| document(id, row.try_get("document")?)).transpose()
    }

    async fn design_document_at(&mut self, id: DesignId, revision: u32) -> Result<Option<String>, Error> {
        let sql = "SELECT document FROM design_versions WHERE design_id = $1 AND revision = $2";
        let row = sqlx::query(sql).bind(id.0).bind(revision).fetch_optional(self.connection()).await?;
        row.map(|row| document(id, row.try_get("document")?)).transpose()
    }

    async fn design_source(&mut self, id: DesignId) -> Result<Option<Vec<u8>>, Error> {
        let sql = "SELECT content FROM design_sources WHERE design_id = $1";
        let row = sqlx::query(sql).bind(id.0).fetch_optional(self.connection()).await?;
        row.map(|row| decompress(id, row.try_get("content")?)).transpose()
    }

    async fn design_versions(&mut self, id: DesignId) -> Result<Vec<DesignVersion>, Error> {
        let sql = "SELECT revision, author, message, version, content_hash, created_at_us \
                   FROM design_versions WHERE design_id = $1 ORDER BY revision DESC";
        let rows = sqlx::query(sql).bind(id.0).fetch_all(self.connection()).await?;
        rows.iter().map(version).collect()
    }

    async fn list_designs(
        &mut self,
        filter: &DesignFilter,
        sort: DesignSort,
        direction: Direction,
        page: Page,
    ) -> Result<(Vec<DesignRecord>, usize), Error> {
        let order = match (sort, direction) {
            (DesignSort::Name, Direction::Ascending) => "name COLLATE NOCASE ASC, id ASC",
            (DesignSort::Name, Direction::Descending) => "name COLLATE NOCASE DESC, id DESC",
            (DesignSort::CreatedAt, Direction::Ascending) => "created_at_us ASC, id ASC",
            (DesignSort::CreatedAt, Direction::Descending) => "created_at_us DESC, id DESC",
            (DesignSort::UpdatedAt, Direction::Ascending) => "updated_at_us ASC, id ASC",
            (DesignSort::UpdatedAt, Direction::Descending) => "updated_at_us DESC, id DESC",
        };
        // One row for page and total: each row is a message from the connection's thread, which costs more
        // than reading it.
        let mut query = QueryBuilder::new("SELECT (SELECT count(*) FROM designs WHERE ");
        push_filter(&mut query, filter);
        query.push(format_args!(
            ") AS total, json_group_array(json_array({FIELDS})) AS page FROM (SELECT {COLUMNS} FROM designs WHERE "
        ));
        push_filter(&mut query, filter);
        query.push(format_args!(" ORDER BY {order} LIMIT ")).push_bind(page.limit());
        query.push(" OFFSET ").push_bind(page.offset()).push(")");
        let row = query.build().fetch_one(self.connection()).await?;
        let fields: Vec<Fields> = serde_json::from_str(row.try_get("page")?)
            .map_err(|source| sqlx::Error::Decode(source.into()))?;
        Ok((fields.into_iter().map(DesignRecord::from).collect(), unsigned(row.try_get("total")?)))
    }

    async fn count_designs(&mut self, filter: &DesignFilter) -> Result<usize, Error> {
        let mut query = QueryBuilder::new("SELECT count(*) FROM designs WHERE ");
        push_filter(&mut query, filter);
        let count: i64 = query.build_query_scalar().fetch_one(self.connection()).await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}

#[async_trait]
impl DesignWriter for SqliteUnit {
    async fn add_design(&mut self, design: NewDesign) -> Result<DesignRecord, Error> {
        let first = &design.first;
        let record = DesignRecord {
            id: design.id,
            owner: design.owner,
            name: first.name.clone(),
            visibility: design.visibility,
            source_type: design.source_type,
            source_name: design.source_name,
            version: first.version.clone(),
            revision: 1,
            content_hash: first.content_hash.clone(),
            component_count: first.component_count,
            relationship_count: first.relationship_count,
            created_at: first.at,
            updated_at: first.at,
        };
        let sql = format!(
            "INSERT INTO designs ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(record.id.0)
            .bind(record.owner.0)
            .bind(&record.name)
            .bind(&record.visibility)
            .bind(&record.source_type)
            .bind(&record.source_name)
            .bind(&record.version)
            .bind(record.revision)
            .bind(&record.content_hash)
            .bind(signed(record.component_count))
            .bind(signed(record.relationship_count))
            .bind(record.created_at.as_microsecond())
            .bind(record.updated_at.as_microsecond())
            .execute(self.connection())
            .await?;
        self.insert_version(record.id, 1, first).await?;
        if let Some(source) = design.source {
            let content = compress(record.id, &source)?;
            sqlx::query("INSERT INTO design_sources (design_id, content) VALUES ($1, $2)")
                .bind(record.id.0)
                .bind(content)
                .execute(self.connection())
                .await?;
        }
        Ok(record)
    }

    async fn add_design_version(
        &mut self,
        id: DesignId,
        version: NewVersion,
    ) -> Result<Option<DesignRecord>, Error> {
        let Some(current) = self.lookup_design(id).await? else { return Ok(None) };
        let record = DesignRecord {
            name: version.name.clone(),
            version: version.version.clone(),
            revision: current.revision.saturating_add(1),
            content_hash: version.content_hash.clone(),
            component_count: version.component_count,
            relationship_count: version.relationship_count,
            updated_at: version.at,
            ..current
        };
        sqlx::query(
            "UPDATE designs SET name = $2, version = $3, revision = $4, content_hash = $5, \
             component_count = $6, relationship_count = $7, updated_at_us = $8 WHERE id = $1",
        )
        .bind(id.0)
        .bind(&record.name)
        .bind(&record.version)
        .bind(record.revision)
        .bind(&record.content_hash)
        .bind(signed(record.component_count))
        .bind(signed(record.relationship_count))
        .bind(record.updated_at.as_microsecond())
        .execute(self.connection())
        .await?;
        self.insert_version(id, record.revision, &version).await?;
        Ok(Some(record))
    }

    async fn set_design_visibility(&mut self, id: DesignId, visibility: &str) -> Result<bool, Error> {
        let query =
            sqlx::query("UPDATE designs SET visibility = $2 WHERE id = $1").bind(id.0).bind(visibility);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    async fn remove_design(&mut self, id: DesignId) -> Result<bool, Error> {
        let done =
            sqlx::query("DELETE FROM designs WHERE id = $1").bind(id.0).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }
}

impl SqliteUnit {
    async fn insert_version(
        &mut self,
        id: DesignId,
        revision: u32,
        version: &NewVersion,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO design_versions \
             (design_id, revision, author, message, version, content_hash, document, created_at_us) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id.0)
        .bind(revision)
        .bind(version.author.0)
        .bind(&version.message)
        .bind(&version.version)
        .bind(&version.content_hash)
        .bind(compress(id, version.document.as_bytes())?)
        .bind(version.at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

fn record(row: &SqliteRow) -> Result<DesignRecord, Error> {
    Ok(DesignRecord {
        id: DesignId(row.try_get::<Uuid, _>("id")?),
        owner: UserId(row.try_get::<Uuid, _>("owner")?),
        name: row.try_get("name")?,
        visibility: row.try_get("visibility")?,
        source_type: row.try_get("source_type")?,
        source_name: row.try_get("source_name")?,
        version: row.try_get("version")?,
        revision: row.try_get("revision")?,
        content_hash: row.try_get("content_hash")?,
        component_count: unsigned(row.try_get("component_count")?),
        relationship_count: unsigned(row.try_get("relationship_count")?),
        created_at: time(row.try_get("created_at_us")?),
        updated_at: time(row.try_get("updated_at_us")?),
    })
}

fn version(row: &SqliteRow) -> Result<DesignVersion, Error> {
    Ok(DesignVersion {
        revision: row.try_get("revision")?,
        author: UserId(row.try_get::<Uuid, _>("author")?),
        message: row.try_get("message")?,
        version: row.try_get("version")?,
        content_hash: row.try_get("content_hash")?,
        created_at: time(row.try_get("created_at_us")?),
    })
}

fn document(id: DesignId, compressed: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(decompress(id, compressed)?)
        .map_err(|source| damaged(id, std::io::Error::other(source)))
}

fn compress(id: DesignId, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    zstd::encode_all(bytes, COMPRESSION).map_err(|source| damaged(id, source))
}

#[expect(clippy::needless_pass_by_value, reason = "rows hand out owned bytes")]
fn decompress(id: DesignId, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    zstd::decode_all(bytes.as_slice()).map_err(|source| damaged(id, source))
}

fn damaged(id: DesignId, source: std::io::Error) -> Error {
    Error::Damaged { what: format!("design `{id}`"), source }
}
