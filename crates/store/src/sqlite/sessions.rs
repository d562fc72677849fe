//! SQL of sessions.

use jiff::Timestamp;
use meshery_model::{SessionId, UserId};
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{read_words, time, unsigned, words};
use crate::{Error, Page, SessionKind, SessionReader, SessionRecord, SessionWriter, async_trait};

const COLUMNS: &str =
    "id, user_id, kind, name, scopes, provider, held, created_at_us, expires_at_us, used_at_us";
/// API tokens or the other sessions of a user that are not over.
const WANTED: &str = "user_id = $1 AND (kind = 'api') = $2 AND expires_at_us > $3";

type Row = (Uuid, Uuid, String, String, String, String, Option<Vec<u8>>, i64, i64, Option<i64>);

fn session(row: Row) -> Result<SessionRecord, Error> {
    Ok(SessionRecord {
        id: SessionId(row.0),
        user: UserId(row.1),
        kind: SessionKind::read(&row.2),
        name: row.3,
        scopes: read_words(&row.4)?,
        provider: row.5,
        held: row.6,
        created_at: time(row.7),
        expires_at: time(row.8),
        used_at: row.9.map(time),
    })
}

#[async_trait]
impl SessionReader for SqliteUnit {
    async fn lookup_session(&mut self, id: SessionId) -> Result<Option<SessionRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE id = $1");
        let query = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql)).bind(id.0);
        query.fetch_optional(self.connection()).await?.map(session).transpose()
    }

    async fn list_sessions(
        &mut self,
        user: UserId,
        tokens: bool,
        now: Timestamp,
        page: Page,
    ) -> Result<(Vec<SessionRecord>, usize), Error> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions WHERE {WANTED} ORDER BY created_at_us DESC, id DESC LIMIT $4 OFFSET $5"
        );
        let query = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(sql));
        let query = query.bind(user.0).bind(tokens).bind(now.as_microsecond());
        let rows = query.bind(page.limit()).bind(page.offset()).fetch_all(self.connection()).await?;
        let sql = format!("SELECT count(*) FROM sessions WHERE {WANTED}");
        let query = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql));
        let query = query.bind(user.0).bind(tokens).bind(now.as_microsecond());
        let total = query.fetch_one(self.connection()).await?;
        Ok((rows.into_iter().map(session).collect::<Result<_, _>>()?, unsigned(total)))
    }
}

#[async_trait]
impl SessionWriter for SqliteUnit {
    async fn add_session(&mut self, session: &SessionRecord) -> Result<(), Error> {
        let sql =
            format!("INSERT INTO sessions ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(session.id.0)
            .bind(session.user.0)
            .bind(session.kind.as_str())
            .bind(&session.name)
            .bind(words(&session.scopes))
            .bind(&session.provider)
            .bind(&session.held)
            .bind(session.created_at.as_microsecond())
            .bind(session.expires_at.as_microsecond())
            .bind(session.used_at.map(Timestamp::as_microsecond))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn touch_session(
        &mut self,
        id: SessionId,
        used: Timestamp,
        expires: Timestamp,
    ) -> Result<(), Error> {
        sqlx::query("UPDATE sessions SET used_at_us = $2, expires_at_us = $3 WHERE id = $1")
            .bind(id.0)
            .bind(used.as_microsecond())
            .bind(expires.as_microsecond())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn hold(&mut self, id: SessionId, held: Vec<u8>) -> Result<(), Error> {
        let query = sqlx::query("UPDATE sessions SET held = $2 WHERE id = $1").bind(id.0).bind(held);
        query.execute(self.connection()).await?;
        Ok(())
    }

    async fn remove_session(&mut self, id: SessionId) -> Result<bool, Error> {
        let done =
            sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id.0).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }

    async fn remove_sessions_of(&mut self, user: UserId, except: Option<SessionId>) -> Result<(), Error> {
        let except = except.map(|id| id.0).unwrap_or_default();
        let query = sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id <> $2");
        query.bind(user.0).bind(except).execute(self.connection()).await?;
        Ok(())
    }

    async fn remove_expired(&mut self, now: Timestamp) -> Result<(), Error> {
        for sql in [
            "DELETE FROM sessions WHERE expires_at_us <= $1",
            "DELETE FROM grants WHERE expires_at_us <= $1",
            "DELETE FROM devices WHERE expires_at_us <= $1",
            "DELETE FROM invitations WHERE expires_at_us <= $1",
        ] {
            sqlx::query(sql).bind(now.as_microsecond()).execute(self.connection()).await?;
        }
        Ok(())
    }
}
