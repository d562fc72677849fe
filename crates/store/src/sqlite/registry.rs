//! SQL of the registry.

use jiff::Timestamp;
use meshery_model::{ModelId, UserId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{read_bytes, time};
use crate::{
    Error, PackageRecord, RegistryReader, RegistryWriter, StatusRecord, TextDigest, TextRecord, async_trait,
};

const COLUMNS: &str = "id, name, registrant, model_version, definition_version, content_hash, source, added_by, \
                       added_at_us, updated_at_us, document";

fn package(row: &SqliteRow) -> Result<PackageRecord, Error> {
    Ok(PackageRecord {
        id: ModelId(row.try_get(0)?),
        name: row.try_get(1)?,
        registrant: row.try_get(2)?,
        model_version: row.try_get(3)?,
        definition_version: row.try_get(4)?,
        content_hash: read_bytes(row.try_get(5)?)?,
        source: row.try_get(6)?,
        added_by: UserId(row.try_get(7)?),
        added_at: time(row.try_get(8)?),
        updated_at: time(row.try_get(9)?),
        document: row.try_get(10)?,
    })
}

fn text(row: &SqliteRow) -> Result<TextRecord, Error> {
    let references: Vec<(String, Vec<u8>)> = serde_json::from_str(row.try_get(2)?)
        .map_err(|error| Error::Damaged { what: "references of a text".to_owned(), source: error.into() })?;
    let references = references.into_iter().map(|(name, key)| Ok::<_, Error>((name, read_bytes(&key)?)));
    Ok(TextRecord {
        key: read_bytes(row.try_get(0)?)?,
        text_bytes: row.try_get(1)?,
        references: references.collect::<Result<_, _>>()?,
        frame: row.try_get(3)?,
    })
}

#[async_trait]
impl RegistryReader for SqliteUnit {
    async fn registry_packages(&mut self) -> Result<Vec<PackageRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM registry_packages ORDER BY added_at_us, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.connection()).await?;
        rows.iter().map(package).collect()
    }

    async fn registry_package_hashes(&mut self) -> Result<Vec<(ModelId, TextDigest)>, Error> {
        let sql = "SELECT id, content_hash FROM registry_packages ORDER BY added_at_us, id";
        let rows: Vec<(Uuid, Vec<u8>)> = sqlx::query_as(sql).fetch_all(self.connection()).await?;
        rows.into_iter().map(|(id, hash)| Ok((ModelId(id), read_bytes(&hash)?))).collect()
    }

    async fn lookup_registry_package(&mut self, id: ModelId) -> Result<Option<PackageRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM registry_packages WHERE id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.0).fetch_optional(self.connection()).await?;
        row.as_ref().map(package).transpose()
    }

    async fn registry_texts_of(&mut self, id: ModelId) -> Result<Vec<TextRecord>, Error> {
        let sql = "SELECT texts.key, texts.text_bytes, texts.text_references, texts.frame \
                   FROM registry_package_texts AS used JOIN registry_texts AS texts ON texts.key = used.key \
                   WHERE used.package_id = $1";
        let rows = sqlx::query(sql).bind(id.0).fetch_all(self.connection()).await?;
        rows.iter().map(text).collect()
    }

    async fn registry_texts(&mut self) -> Result<Vec<TextRecord>, Error> {
        let sql = "SELECT key, text_bytes, text_references, frame FROM registry_texts";
        let rows = sqlx::query(sql).fetch_all(self.connection()).await?;
        rows.iter().map(text).collect()
    }

    async fn registry_statuses(&mut self) -> Result<Vec<StatusRecord>, Error> {
        let sql = "SELECT id, status, changed_by, changed_at_us FROM registry_statuses ORDER BY id";
        let rows: Vec<(Uuid, String, Uuid, i64)> = sqlx::query_as(sql).fetch_all(self.connection()).await?;
        let record =
            |(id, status, by, at)| StatusRecord { id, status, changed_by: UserId(by), changed_at: time(at) };
        Ok(rows.into_iter().map(record).collect())
    }
}

#[async_trait]
impl RegistryWriter for SqliteUnit {
    async fn put_registry_package(
        &mut self,
        package: &PackageRecord,
        texts: &[TextDigest],
    ) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO registry_packages ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
             ON CONFLICT (id) DO UPDATE SET name = $2, registrant = $3, model_version = $4, \
             definition_version = $5, content_hash = $6, source = $7, updated_at_us = $10, document = $11"
        );
        let us = |at: Timestamp| at.as_microsecond();
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(package.id.0)
            .bind(&package.name)
            .bind(&package.registrant)
            .bind(&package.model_version)
            .bind(&package.definition_version)
            .bind(package.content_hash.as_slice())
            .bind(&package.source)
            .bind(package.added_by.0)
            .bind(us(package.added_at))
            .bind(us(package.updated_at))
            .bind(&package.document)
            .execute(self.connection())
            .await?;
        let clear = sqlx::query("DELETE FROM registry_package_texts WHERE package_id = $1");
        clear.bind(package.id.0).execute(self.connection()).await?;
        for texts in texts.chunks(256) {
            let mut query = sqlx::QueryBuilder::new("INSERT INTO registry_package_texts (package_id, key) ");
            query.push_values(texts, |mut row, key| {
                row.push_bind(package.id.0).push_bind(key.as_slice());
            });
            query.build().execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn add_registry_text(&mut self, text: &TextRecord) -> Result<(), Error> {
        let references: Vec<(&str, &[u8])> =
            text.references.iter().map(|(name, key)| (name.as_str(), key.as_slice())).collect();
        let references = serde_json::json!(references).to_string();
        sqlx::query(
            "INSERT INTO registry_texts (key, text_bytes, text_references, frame) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (key) DO NOTHING",
        )
        .bind(text.key.as_slice())
        .bind(text.text_bytes)
        .bind(references)
        .bind(&text.frame)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn remove_registry_package(&mut self, id: ModelId) -> Result<bool, Error> {
        let query = sqlx::query("DELETE FROM registry_packages WHERE id = $1").bind(id.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    async fn remove_unused_registry_texts(&mut self) -> Result<(), Error> {
        let sql = "DELETE FROM registry_texts AS texts WHERE NOT EXISTS \
                   (SELECT 1 FROM registry_package_texts AS used WHERE used.key = texts.key)";
        sqlx::query(sql).execute(self.connection()).await?;
        Ok(())
    }

    async fn set_registry_status(&mut self, status: &StatusRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO registry_statuses (id, status, changed_by, changed_at_us) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET status = $2, changed_by = $3, changed_at_us = $4",
        )
        .bind(status.id)
        .bind(&status.status)
        .bind(status.changed_by.0)
        .bind(status.changed_at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
