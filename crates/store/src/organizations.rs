//! Organizations, roles made by people, and preferences in the store.

use jiff::Timestamp;
use meshery_model::{OrganizationId, UserId};

use crate::{Error, async_trait};

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRecord {
    /// Identifies the organization.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Country it is in.
    pub country: String,
    /// Region it is in.
    pub region: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A role somebody made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRecord {
    /// Its name, which it keeps.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Short names of its permissions.
    pub keys: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Reads organizations, roles and preferences.
#[async_trait]
pub trait OrganizationReader {
    /// Lists all organizations, oldest first.
    async fn organizations(&mut self) -> Result<Vec<OrganizationRecord>, Error>;

    /// Lists all roles made by people, by name.
    async fn roles(&mut self) -> Result<Vec<RoleRecord>, Error>;

    /// Returns the preferences of a user as JSON text, and when they were changed.
    async fn preferences(&mut self, user: UserId) -> Result<Option<(String, Timestamp)>, Error>;
}

/// Reads and changes organizations, roles and preferences.
#[async_trait]
pub trait OrganizationWriter: OrganizationReader {
    /// Adds an organization.
    async fn add_organization(&mut self, organization: &OrganizationRecord) -> Result<(), Error>;

    /// Overwrites what is known about an organization; `false` when it is not there.
    async fn update_organization(&mut self, organization: &OrganizationRecord) -> Result<bool, Error>;

    /// Adds a role, or overwrites the one of this name.
    async fn save_role(&mut self, role: &RoleRecord) -> Result<(), Error>;

    /// Removes a role, and takes it from everybody who has it; `false` when it was not there.
    async fn remove_role(&mut self, name: &str) -> Result<bool, Error>;

    /// Adds or overwrites the preferences of a user.
    async fn save_preferences(&mut self, user: UserId, document: &str, at: Timestamp) -> Result<(), Error>;
}
