//! SQL of users, accounts and invitations.

use jiff::Timestamp;
use meshery_model::UserId;
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{read_words, time, unsigned, words};
use crate::{
    AccountRecord, Direction, Error, InvitationRecord, LoginFailures, Page, UserReader, UserRecord, UserSort,
    UserWriter, async_trait,
};

const COLUMNS: &str = "id, provider, subject, login, email, first_name, last_name, avatar_url, roles, \
                       provider_roles, created_at_us, updated_at_us, signed_in_at_us";
const INVITATION: &str = "id, owner, email, roles, created_at_us, expires_at_us";
/// Compared in one text, so that a search finds "Ada Lovelace". The parameter is bound.
const MATCHES: &str = "($1 IS NULL OR instr(lower(login || ' ' || first_name || ' ' || last_name || ' ' || email), \
                       lower($1)) > 0)";

type UserRow =
    (Uuid, String, String, String, String, String, String, String, String, String, i64, i64, Option<i64>);
type InvitationRow = (Uuid, Uuid, String, String, i64, i64);

fn user(row: UserRow) -> Result<UserRecord, Error> {
    Ok(UserRecord {
        id: UserId(row.0),
        provider: row.1,
        subject: row.2,
        login: row.3,
        email: row.4,
        first_name: row.5,
        last_name: row.6,
        avatar_url: row.7,
        roles: read_words(&row.8)?,
        provider_roles: read_words(&row.9)?,
        created_at: time(row.10),
        updated_at: time(row.11),
        signed_in_at: row.12.map(time),
    })
}

fn invitation(row: InvitationRow) -> Result<InvitationRecord, Error> {
    Ok(InvitationRecord {
        id: row.0,
        owner: UserId(row.1),
        email: row.2,
        roles: read_words(&row.3)?,
        created_at: time(row.4),
        expires_at: time(row.5),
    })
}

#[async_trait]
impl UserReader for SqliteUnit {
    async fn lookup_user(&mut self, id: UserId) -> Result<Option<UserRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM users WHERE id = $1");
        let query = sqlx::query_as::<_, UserRow>(sqlx::AssertSqlSafe(sql)).bind(id.0);
        query.fetch_optional(self.connection()).await?.map(user).transpose()
    }

    async fn user_by_subject(&mut self, provider: &str, subject: &str) -> Result<Option<UserRecord>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM users WHERE provider = $1 AND subject = $2");
        let query = sqlx::query_as::<_, UserRow>(sqlx::AssertSqlSafe(sql)).bind(provider).bind(subject);
        query.fetch_optional(self.connection()).await?.map(user).transpose()
    }

    async fn list_users(
        &mut self,
        search: Option<&str>,
        sort: UserSort,
        direction: Direction,
        page: Page,
    ) -> Result<(Vec<UserRecord>, usize), Error> {
        let column = match sort {
            UserSort::Login => "login COLLATE NOCASE",
            UserSort::FirstName => "first_name COLLATE NOCASE",
            UserSort::LastName => "last_name COLLATE NOCASE",
            UserSort::Email => "email COLLATE NOCASE",
            UserSort::CreatedAt => "created_at_us",
            UserSort::UpdatedAt => "updated_at_us",
            UserSort::SignedInAt => "signed_in_at_us",
        };
        let way = match direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM users WHERE {MATCHES} ORDER BY {column} {way}, id {way} LIMIT $2 OFFSET $3"
        );
        let query = sqlx::query_as::<_, UserRow>(sqlx::AssertSqlSafe(sql));
        let query = query.bind(search).bind(page.limit()).bind(page.offset());
        let rows = query.fetch_all(self.connection()).await?;
        let sql = format!("SELECT count(*) FROM users WHERE {MATCHES}");
        let query = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql)).bind(search);
        let total = query.fetch_one(self.connection()).await?;
        Ok((rows.into_iter().map(user).collect::<Result<_, _>>()?, unsigned(total)))
    }

    async fn count_users_with_role(&mut self, role: &str) -> Result<usize, Error> {
        let sql = "SELECT count(*) FROM users WHERE EXISTS (SELECT 1 FROM json_each(roles) WHERE value = $1) \
                   OR EXISTS (SELECT 1 FROM json_each(provider_roles) WHERE value = $1)";
        Ok(unsigned(sqlx::query_scalar(sql).bind(role).fetch_one(self.connection()).await?))
    }

    async fn lookup_account(&mut self, user: UserId) -> Result<Option<AccountRecord>, Error> {
        let query = sqlx::query_scalar("SELECT password_hash FROM accounts WHERE user_id = $1").bind(user.0);
        let hash: Option<String> = query.fetch_optional(self.connection()).await?;
        Ok(hash.map(|password_hash| AccountRecord { user, password_hash }))
    }

    async fn login_failures(&mut self, login: &str) -> Result<Option<LoginFailures>, Error> {
        let sql = "SELECT failures, failed_at_us FROM login_failures WHERE login = $1";
        let row: Option<(u32, i64)> =
            sqlx::query_as(sql).bind(login).fetch_optional(self.connection()).await?;
        Ok(row.map(|(count, at)| LoginFailures { count, at: time(at) }))
    }

    async fn count_accounts(&mut self) -> Result<usize, Error> {
        Ok(unsigned(sqlx::query_scalar("SELECT count(*) FROM accounts").fetch_one(self.connection()).await?))
    }

    async fn list_invitations(
        &mut self,
        now: Timestamp,
        page: Page,
    ) -> Result<(Vec<InvitationRecord>, usize), Error> {
        let now = now.as_microsecond();
        let sql = format!(
            "SELECT {INVITATION} FROM invitations WHERE expires_at_us > $1 \
             ORDER BY created_at_us DESC, id DESC LIMIT $2 OFFSET $3"
        );
        let query = sqlx::query_as::<_, InvitationRow>(sqlx::AssertSqlSafe(sql));
        let query = query.bind(now).bind(page.limit()).bind(page.offset());
        let rows = query.fetch_all(self.connection()).await?;
        let sql = "SELECT count(*) FROM invitations WHERE expires_at_us > $1";
        let total = sqlx::query_scalar(sql).bind(now).fetch_one(self.connection()).await?;
        Ok((rows.into_iter().map(invitation).collect::<Result<_, _>>()?, unsigned(total)))
    }
}

#[async_trait]
impl UserWriter for SqliteUnit {
    async fn add_user(&mut self, user: &UserRecord) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO users ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(user.id.0)
            .bind(&user.provider)
            .bind(&user.subject)
            .bind(&user.login)
            .bind(&user.email)
            .bind(&user.first_name)
            .bind(&user.last_name)
            .bind(&user.avatar_url)
            .bind(words(&user.roles))
            .bind(words(&user.provider_roles))
            .bind(user.created_at.as_microsecond())
            .bind(user.updated_at.as_microsecond())
            .bind(user.signed_in_at.map(Timestamp::as_microsecond))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn update_user(&mut self, user: &UserRecord) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE users SET login = $2, email = $3, first_name = $4, last_name = $5, avatar_url = $6, \
             roles = $7, provider_roles = $8, updated_at_us = $9, signed_in_at_us = $10 WHERE id = $1",
        )
        .bind(user.id.0)
        .bind(&user.login)
        .bind(&user.email)
        .bind(&user.first_name)
        .bind(&user.last_name)
        .bind(&user.avatar_url)
        .bind(words(&user.roles))
        .bind(words(&user.provider_roles))
        .bind(user.updated_at.as_microsecond())
        .bind(user.signed_in_at.map(Timestamp::as_microsecond))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn remove_user(&mut self, id: UserId) -> Result<bool, Error> {
        let done =
            sqlx::query("DELETE FROM users WHERE id = $1").bind(id.0).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }

    async fn save_account(&mut self, account: &AccountRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO accounts (user_id, password_hash) VALUES ($1, $2) \
             ON CONFLICT (user_id) DO UPDATE SET password_hash = $2",
        )
        .bind(account.user.0)
        .bind(&account.password_hash)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_login_failure(&mut self, login: &str, at: Timestamp) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO login_failures (login, failures, failed_at_us) VALUES ($1, 1, $2) \
             ON CONFLICT (login) DO UPDATE SET failures = failures + 1, failed_at_us = $2",
        )
        .bind(login)
        .bind(at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn clear_login_failures(&mut self, login: &str) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM login_failures WHERE login = $1").bind(login);
        query.execute(self.connection()).await?;
        Ok(())
    }

    async fn remove_login_failures(&mut self, before: Timestamp) -> Result<(), Error> {
        let query = sqlx::query("DELETE FROM login_failures WHERE failed_at_us < $1");
        query.bind(before.as_microsecond()).execute(self.connection()).await?;
        Ok(())
    }

    async fn add_invitation(&mut self, invitation: &InvitationRecord, code: [u8; 32]) -> Result<(), Error> {
        let sql = format!(
            "INSERT INTO invitations ({INVITATION}, code_digest) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(invitation.id)
            .bind(invitation.owner.0)
            .bind(&invitation.email)
            .bind(words(&invitation.roles))
            .bind(invitation.created_at.as_microsecond())
            .bind(invitation.expires_at.as_microsecond())
            .bind(code.as_slice())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn take_invitation(
        &mut self,
        code: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<InvitationRecord>, Error> {
        let sql = format!(
            "DELETE FROM invitations WHERE code_digest = $1 AND expires_at_us > $2 RETURNING {INVITATION}"
        );
        let query = sqlx::query_as::<_, InvitationRow>(sqlx::AssertSqlSafe(sql));
        let row =
            query.bind(code.as_slice()).bind(now.as_microsecond()).fetch_optional(self.connection()).await?;
        row.map(invitation).transpose()
    }

    async fn remove_invitation(&mut self, id: Uuid) -> Result<bool, Error> {
        let done =
            sqlx::query("DELETE FROM invitations WHERE id = $1").bind(id).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }
}
