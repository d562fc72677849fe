//! Secrets that are good for a short time: sign-ins under way, codes of programs, devices that wait.

use jiff::Timestamp;
use meshery_model::UserId;

use crate::{Error, async_trait};

/// A secret that is good once.
#[derive(Clone)]
pub struct GrantRecord {
    /// Digest of the secret.
    pub digest: [u8; 32],
    /// What it is for.
    pub purpose: &'static str,
    /// What belongs to it, sealed.
    pub payload: Vec<u8>,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for GrantRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("GrantRecord").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

/// A program that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRecord {
    /// Digest of the code the program polls with.
    pub digest: [u8; 32],
    /// Code the person types.
    pub user_code: String,
    /// What the program calls itself.
    pub client: String,
    /// What the person decided.
    pub approved: Option<bool>,
    /// Who decided.
    pub user: Option<UserId>,
    /// When the program asked.
    pub created_at: Timestamp,
    /// When both codes end.
    pub expires_at: Timestamp,
    /// When the program last polled.
    pub polled_at: Option<Timestamp>,
}

/// Reads grants.
#[async_trait]
pub trait GrantReader {
    /// Looks a waiting program up by the code a person typed.
    async fn device_by_user_code(&mut self, user_code: &str) -> Result<Option<DeviceRecord>, Error>;

    /// Looks a waiting program up by the digest of the code it polls with.
    async fn device_by_digest(&mut self, digest: [u8; 32]) -> Result<Option<DeviceRecord>, Error>;

    /// Counts secrets and waiting programs: what anybody can make without signing in.
    async fn count_grants(&mut self) -> Result<usize, Error>;
}

/// Reads and changes grants.
#[async_trait]
pub trait GrantWriter: GrantReader {
    /// Adds a secret.
    async fn add_grant(&mut self, grant: &GrantRecord) -> Result<(), Error>;

    /// Removes a secret of this purpose and returns what belongs to it, if it is still good.
    async fn take_grant(
        &mut self,
        digest: [u8; 32],
        purpose: &'static str,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, Error>;

    /// Adds a waiting program.
    async fn add_device(&mut self, device: &DeviceRecord) -> Result<(), Error>;

    /// Overwrites what is known about a waiting program.
    async fn update_device(&mut self, device: &DeviceRecord) -> Result<(), Error>;

    /// Removes a waiting program.
    async fn remove_device(&mut self, digest: [u8; 32]) -> Result<(), Error>;
}
