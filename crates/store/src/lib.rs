//! Repositories: what the server keeps, behind traits that no SQL leaks through.
//!
//! [`Store`] opens a [`UnitOfWork`] for writing (one transaction, ended by `commit`; dropping it rolls back)
//! or a [`Reader`] for a consistent view. Absence is `Option`, not an error. Times and ids come in as
//! arguments. SQLite is implemented in `sqlite/`; a second backend implements the same traits and passes the
//! same contract suite (`tests/contract`).
//!
//! To add a repository: a migration per backend, a pair of traits here (reading, writing), their
//! implementation, and tests in the contract suite.

mod designs;
mod error;
mod grants;
mod keys;
mod organizations;
mod page;
mod registry;
mod sessions;
mod sqlite;
mod users;

pub use async_trait::async_trait;
pub use designs::{
    DesignFilter, DesignReader, DesignRecord, DesignSort, DesignVersion, DesignWriter, NewDesign, NewVersion,
};
pub use error::Error;
pub use grants::{DeviceRecord, GrantReader, GrantRecord, GrantWriter};
pub use keys::{KeyReader, KeyWriter, SealedPlace, SealedValue, SigningKeyRecord};
pub use organizations::{OrganizationReader, OrganizationRecord, OrganizationWriter, RoleRecord};
pub use page::{Direction, Page};
pub use registry::{PackageRecord, RegistryReader, RegistryWriter, StatusRecord, TextDigest, TextRecord};
pub use sessions::{SessionKind, SessionReader, SessionRecord, SessionWriter};
pub use sqlite::SqliteStore;
pub use users::{
    AccountRecord, InvitationRecord, LoginFailures, UserReader, UserRecord, UserSort, UserWriter,
};

/// A database.
#[async_trait]
pub trait Store: Send + Sync + std::fmt::Debug + 'static {
    /// Opens a consistent view.
    ///
    /// # Errors
    /// When the database can't be reached.
    async fn read(&self) -> Result<Box<dyn Reader>, Error>;

    /// Opens a view in which each call sees the newest state: for callers that make only one, and quicker
    /// than a consistent view by two messages to the database.
    ///
    /// # Errors
    /// When the database can't be reached.
    async fn read_once(&self) -> Result<Box<dyn Reader>, Error>;

    /// Begins a transaction. Writers wait for each other, readers don't wait.
    ///
    /// # Errors
    /// When the database can't be reached or stays locked by another process.
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, Error>;

    /// Checks that the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    async fn check(&self) -> Result<(), Error>;

    /// Waits for what is under way and closes all connections.
    async fn close(&self);
}

/// Everything that can be read.
pub trait Reader:
    DesignReader
    + GrantReader
    + KeyReader
    + OrganizationReader
    + RegistryReader
    + SessionReader
    + UserReader
    + Send
{
}

/// One transaction.
#[async_trait]
pub trait UnitOfWork:
    DesignWriter
    + GrantWriter
    + KeyWriter
    + OrganizationWriter
    + RegistryWriter
    + SessionWriter
    + UserWriter
    + Send
{
    /// Makes the changes durable.
    ///
    /// # Errors
    /// When they could not be written; then none of them happened.
    async fn commit(self: Box<Self>) -> Result<(), Error>;
}
