//! Signing keys, settings of the server, and everything that is sealed.

use jiff::Timestamp;

use crate::{Error, async_trait};

/// A key that tokens are signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKeyRecord {
    /// Identifies the key.
    pub id: String,
    /// Its public bytes.
    pub public: [u8; 32],
    /// Its secret bytes, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it signs nothing more.
    pub retired_at: Option<Timestamp>,
}

impl std::fmt::Debug for SigningKeyRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SigningKeyRecord").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where something sealed lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedPlace {
    /// Secret bytes of a signing key.
    SigningKey,
    /// What a session holds of its provider.
    Held,
    /// What belongs to a secret that is good once.
    Grant,
}

impl SealedPlace {
    /// Every place.
    pub const ALL: [Self; 3] = [Self::SigningKey, Self::Held, Self::Grant];
}

/// Something sealed, with the key of its row.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedValue {
    /// Key of the row.
    pub row: Vec<u8>,
    /// The sealed bytes.
    pub value: Vec<u8>,
}

impl std::fmt::Debug for SealedValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SealedValue").finish_non_exhaustive()
    }
}

/// Reads keys and settings.
#[async_trait]
pub trait KeyReader {
    /// Returns a setting.
    async fn setting(&mut self, name: &str) -> Result<Option<String>, Error>;

    /// Lists all signing keys, newest first.
    async fn signing_keys(&mut self) -> Result<Vec<SigningKeyRecord>, Error>;

    /// Lists everything that is sealed in one place.
    async fn sealed_values(&mut self, place: SealedPlace) -> Result<Vec<SealedValue>, Error>;
}

/// Reads and changes keys and settings.
#[async_trait]
pub trait KeyWriter: KeyReader {
    /// Adds or overwrites a setting.
    async fn save_setting(&mut self, name: &str, value: &str) -> Result<(), Error>;

    /// Adds a signing key and retires all others.
    async fn add_signing_key(&mut self, key: &SigningKeyRecord) -> Result<(), Error>;

    /// Removes the signing keys that were retired before this time.
    async fn remove_retired_keys(&mut self, before: Timestamp) -> Result<(), Error>;

    /// Overwrites something sealed.
    async fn replace_sealed(&mut self, place: SealedPlace, value: &SealedValue) -> Result<(), Error>;
}
