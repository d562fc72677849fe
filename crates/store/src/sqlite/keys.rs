//! SQL of signing keys, settings, and what is sealed.

use jiff::Timestamp;

use super::SqliteUnit;
use super::values::{read_bytes, time};
use crate::{Error, KeyReader, KeyWriter, SealedPlace, SealedValue, SigningKeyRecord, async_trait};

#[async_trait]
impl KeyReader for SqliteUnit {
    async fn setting(&mut self, name: &str) -> Result<Option<String>, Error> {
        let query = sqlx::query_scalar("SELECT value FROM settings WHERE name = $1").bind(name);
        Ok(query.fetch_optional(self.connection()).await?)
    }

    async fn signing_keys(&mut self) -> Result<Vec<SigningKeyRecord>, Error> {
        let sql = "SELECT id, public, sealed, created_at_us, retired_at_us FROM signing_keys \
                   ORDER BY created_at_us DESC, id";
        let rows: Vec<(String, Vec<u8>, Vec<u8>, i64, Option<i64>)> =
            sqlx::query_as(sql).fetch_all(self.connection()).await?;
        let record = |(id, public, sealed, created, retired): (_, Vec<u8>, _, _, Option<i64>)| {
            Ok(SigningKeyRecord {
                id,
                public: read_bytes(&public)?,
                sealed,
                created_at: time(created),
                retired_at: retired.map(time),
            })
        };
        rows.into_iter().map(record).collect()
    }

    async fn sealed_values(&mut self, place: SealedPlace) -> Result<Vec<SealedValue>, Error> {
        let sql = match place {
            SealedPlace::SigningKey => "SELECT CAST(id AS BLOB), sealed FROM signing_keys",
            SealedPlace::Held => "SELECT id, held FROM sessions WHERE held IS NOT NULL",
            SealedPlace::Grant => "SELECT digest, payload FROM grants",
        };
        let rows: Vec<(Vec<u8>, Vec<u8>)> = sqlx::query_as(sql).fetch_all(self.connection()).await?;
        Ok(rows.into_iter().map(|(row, value)| SealedValue { row, value }).collect())
    }
}

#[async_trait]
impl KeyWriter for SqliteUnit {
    async fn save_setting(&mut self, name: &str, value: &str) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2",
        )
        .bind(name)
        .bind(value)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_signing_key(&mut self, key: &SigningKeyRecord) -> Result<(), Error> {
        sqlx::query("UPDATE signing_keys SET retired_at_us = $1 WHERE retired_at_us IS NULL")
            .bind(key.created_at.as_microsecond())
            .execute(self.connection())
            .await?;
        sqlx::query(
            "INSERT INTO signing_keys (id, public, sealed, created_at_us, retired_at_us) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&key.id)
        .bind(key.public.as_slice())
        .bind(&key.sealed)
        .bind(key.created_at.as_microsecond())
        .bind(key.retired_at.map(Timestamp::as_microsecond))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn remove_retired_keys(&mut self, before: Timestamp) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM signing_keys WHERE retired_at_us < $1");
        query.bind(before.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    async fn replace_sealed(&mut self, place: SealedPlace, value: &SealedValue) -> Result<(), Error> {
        let sql = match place {
            SealedPlace::SigningKey => "UPDATE signing_keys SET sealed = $2 WHERE id = CAST($1 AS TEXT)",
            SealedPlace::Held => "UPDATE sessions SET held = $2 WHERE id = $1",
            SealedPlace::Grant => "UPDATE grants SET payload = $2 WHERE digest = $1",
        };
        sqlx::query(sql).bind(&value.row).bind(&value.value).execute(self.connection()).await?;
        Ok(())
    }
}
