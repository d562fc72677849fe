//! SQL of secrets that are good for a short time.

use jiff::Timestamp;
use meshery_model::UserId;
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{read_bytes, time, unsigned};
use crate::{DeviceRecord, Error, GrantReader, GrantRecord, GrantWriter, async_trait};

const DEVICE: &str =
    "digest, user_code, client, approved, user_id, created_at_us, expires_at_us, polled_at_us";

type Row = (Vec<u8>, String, String, Option<bool>, Option<Uuid>, i64, i64, Option<i64>);

fn device(row: Row) -> Result<DeviceRecord, Error> {
    Ok(DeviceRecord {
        digest: read_bytes(&row.0)?,
        user_code: row.1,
        client: row.2,
        approved: row.3,
        user: row.4.map(UserId),
        created_at: time(row.5),
        expires_at: time(row.6),
        polled_at: row.7.map(time),
    })
}

#[async_trait]
impl GrantReader for SqliteUnit {
    async fn device_by_user_code(&mut self, user_code: &str) -> Result<Option<DeviceRecord>, Error> {
        let sql = format!("SELECT {DEVICE} FROM devices WHERE user_code = $1");
        let query = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql)).bind(user_code);
        query.fetch_optional(self.connection()).await?.map(device).transpose()
    }

    async fn device_by_digest(&mut self, digest: [u8; 32]) -> Result<Option<DeviceRecord>, Error> {
        let sql = format!("SELECT {DEVICE} FROM devices WHERE digest = $1");
        let query = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql)).bind(digest.as_slice());
        query.fetch_optional(self.connection()).await?.map(device).transpose()
    }

    async fn count_grants(&mut self) -> Result<usize, Error> {
        let sql = "SELECT (SELECT count(*) FROM grants) + (SELECT count(*) FROM devices)";
        Ok(unsigned(sqlx::query_scalar(sql).fetch_one(self.connection()).await?))
    }
}

#[async_trait]
impl GrantWriter for SqliteUnit {
    async fn add_grant(&mut self, grant: &GrantRecord) -> Result<(), Error> {
        sqlx::query("INSERT INTO grants (digest, purpose, payload, expires_at_us) VALUES ($1, $2, $3, $4)")
            .bind(grant.digest.as_slice())
            .bind(grant.purpose)
            .bind(&grant.payload)
            .bind(grant.expires_at.as_microsecond())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn take_grant(
        &mut self,
        digest: [u8; 32],
        purpose: &'static str,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, Error> {
        let sql = "DELETE FROM grants WHERE digest = $1 AND purpose = $2 RETURNING payload, expires_at_us";
        let row: Option<(Vec<u8>, i64)> = sqlx::query_as(sql)
            .bind(digest.as_slice())
            .bind(purpose)
            .fetch_optional(self.connection())
            .await?;
        Ok(row.filter(|(_, expires)| time(*expires) > now).map(|(payload, _)| payload))
    }

    async fn add_device(&mut self, device: &DeviceRecord) -> Result<(), Error> {
        let sql = format!("INSERT INTO devices ({DEVICE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(device.digest.as_slice())
            .bind(&device.user_code)
            .bind(&device.client)
            .bind(device.approved)
            .bind(device.user.map(|user| user.0))
            .bind(device.created_at.as_microsecond())
            .bind(device.expires_at.as_microsecond())
            .bind(device.polled_at.map(Timestamp::as_microsecond))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn update_device(&mut self, device: &DeviceRecord) -> Result<(), Error> {
        sqlx::query("UPDATE devices SET approved = $2, user_id = $3, polled_at_us = $4 WHERE digest = $1")
            .bind(device.digest.as_slice())
            .bind(device.approved)
            .bind(device.user.map(|user| user.0))
            .bind(device.polled_at.map(Timestamp::as_microsecond))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn remove_device(&mut self, digest: [u8; 32]) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM devices WHERE digest = $1").bind(digest.as_slice());
        query.execute(self.connection()).await?;
        Ok(())
    }
}
