//! SQL of organizations, roles and preferences.

use jiff::Timestamp;
use meshery_model::{OrganizationId, UserId};
use uuid::Uuid;

use super::SqliteUnit;
use super::values::{read_words, time, words};
use crate::{Error, OrganizationReader, OrganizationRecord, OrganizationWriter, RoleRecord, async_trait};

#[async_trait]
impl OrganizationReader for SqliteUnit {
    async fn organizations(&mut self) -> Result<Vec<OrganizationRecord>, Error> {
        let sql = "SELECT id, name, description, country, region, created_at_us, updated_at_us \
                   FROM organizations ORDER BY created_at_us, id";
        let rows: Vec<(Uuid, String, String, String, String, i64, i64)> =
            sqlx::query_as(sql).fetch_all(self.connection()).await?;
        let record = |(id, name, description, country, region, created, updated)| OrganizationRecord {
            id: OrganizationId(id),
            name,
            description,
            country,
            region,
            created_at: time(created),
            updated_at: time(updated),
        };
        Ok(rows.into_iter().map(record).collect())
    }

    async fn roles(&mut self) -> Result<Vec<RoleRecord>, Error> {
        let sql = "SELECT name, description, keys, created_at_us, updated_at_us FROM roles ORDER BY name";
        let rows: Vec<(String, String, String, i64, i64)> =
            sqlx::query_as(sql).fetch_all(self.connection()).await?;
        let record = |(name, description, keys, created, updated): (_, _, String, _, _)| {
            Ok(RoleRecord {
                name,
                description,
                keys: read_words(&keys)?,
                created_at: time(created),
                updated_at: time(updated),
            })
        };
        rows.into_iter().map(record).collect()
    }

    async fn preferences(&mut self, user: UserId) -> Result<Option<(String, Timestamp)>, Error> {
        let sql = "SELECT document, updated_at_us FROM preferences WHERE user_id = $1";
        let row: Option<(String, i64)> =
            sqlx::query_as(sql).bind(user.0).fetch_optional(self.connection()).await?;
        Ok(row.map(|(document, at)| (document, time(at))))
    }
}

#[async_trait]
impl OrganizationWriter for SqliteUnit {
    async fn add_organization(&mut self, organization: &OrganizationRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO organizations (id, name, description, country, region, created_at_us, updated_at_us) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(organization.id.0)
        .bind(&organization.name)
        .bind(&organization.description)
        .bind(&organization.country)
        .bind(&organization.region)
        .bind(organization.created_at.as_microsecond())
        .bind(organization.updated_at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn update_organization(&mut self, organization: &OrganizationRecord) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE organizations SET name = $2, description = $3, country = $4, region = $5, updated_at_us = $6 \
             WHERE id = $1",
        )
        .bind(organization.id.0)
        .bind(&organization.name)
        .bind(&organization.description)
        .bind(&organization.country)
        .bind(&organization.region)
        .bind(organization.updated_at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    async fn save_role(&mut self, role: &RoleRecord) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO roles (name, description, keys, created_at_us, updated_at_us) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (name) DO UPDATE SET description = $2, keys = $3, updated_at_us = $5",
        )
        .bind(&role.name)
        .bind(&role.description)
        .bind(words(&role.keys))
        .bind(role.created_at.as_microsecond())
        .bind(role.updated_at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn remove_role(&mut self, name: &str) -> Result<bool, Error> {
        let done =
            sqlx::query("DELETE FROM roles WHERE name = $1").bind(name).execute(self.connection()).await?;
        for sql in [
            "UPDATE users SET roles = (SELECT json_group_array(value) FROM json_each(users.roles) WHERE value <> $1) \
             WHERE EXISTS (SELECT 1 FROM json_each(users.roles) WHERE value = $1)",
            "UPDATE invitations SET roles = \
             (SELECT json_group_array(value) FROM json_each(invitations.roles) WHERE value <> $1) \
             WHERE EXISTS (SELECT 1 FROM json_each(invitations.roles) WHERE value = $1)",
        ] {
            sqlx::query(sql).bind(name).execute(self.connection()).await?;
        }
        Ok(done.rows_affected() > 0)
    }

    async fn save_preferences(&mut self, user: UserId, document: &str, at: Timestamp) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO preferences (user_id, document, updated_at_us) VALUES ($1, $2, $3) \
             ON CONFLICT (user_id) DO UPDATE SET document = $2, updated_at_us = $3",
        )
        .bind(user.0)
        .bind(document)
        .bind(at.as_microsecond())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
