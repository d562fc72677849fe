//! The registry in the store: imported packages, the texts they share, and what was decided about entities.

use jiff::Timestamp;
use meshery_model::{ModelId, UserId};
use uuid::Uuid;

use crate::{Error, async_trait};

/// SHA-256 that names a text by its content.
pub type TextDigest = [u8; 32];

/// An imported package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageRecord {
    /// Id of its model.
    pub id: ModelId,
    /// Name of the model.
    pub name: String,
    /// Kind of who registered it.
    pub registrant: String,
    /// Version of the modelled product.
    pub model_version: String,
    /// Version of the definition.
    pub definition_version: String,
    /// SHA-256 over all its content.
    pub content_hash: TextDigest,
    /// Where it was last imported from, for people.
    pub source: String,
    /// Who added it.
    pub added_by: UserId,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The package, in the form the registry writes.
    pub document: Vec<u8>,
}

/// A long text, compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRecord {
    /// Names the text by its content.
    pub key: TextDigest,
    /// Length of the text in bytes.
    pub text_bytes: u32,
    /// Names by which it refers to other texts, and which those are.
    pub references: Vec<(String, TextDigest)>,
    /// The text, compressed.
    pub frame: Vec<u8>,
}

/// What somebody decided about an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRecord {
    /// Id of the model, component or relationship definition.
    pub id: Uuid,
    /// `enabled`, `ignored` or `duplicate`.
    pub status: String,
    /// Who decided.
    pub changed_by: UserId,
    /// When.
    pub changed_at: Timestamp,
}

/// Reads the imported part of the registry.
#[async_trait]
pub trait RegistryReader {
    /// Returns all packages with their documents, in the order of their adding.
    async fn registry_packages(&mut self) -> Result<Vec<PackageRecord>, Error>;

    /// Returns the id and content hash of each package, in the same order: what tells two states apart.
    async fn registry_package_hashes(&mut self) -> Result<Vec<(ModelId, TextDigest)>, Error>;

    /// Looks a package up by the id of its model.
    async fn lookup_registry_package(&mut self, id: ModelId) -> Result<Option<PackageRecord>, Error>;

    /// Returns all texts that one package uses.
    async fn registry_texts_of(&mut self, id: ModelId) -> Result<Vec<TextRecord>, Error>;

    /// Returns all texts that packages use.
    async fn registry_texts(&mut self) -> Result<Vec<TextRecord>, Error>;

    /// Returns everything that was decided.
    async fn registry_statuses(&mut self) -> Result<Vec<StatusRecord>, Error>;
}

/// Reads and changes the imported part of the registry.
#[async_trait]
pub trait RegistryWriter: RegistryReader {
    /// Adds a package, or replaces the one of its model. Who added it and when stays as it was. `texts` are all
    /// texts it needs; they have to be there when the transaction ends.
    async fn put_registry_package(
        &mut self,
        package: &PackageRecord,
        texts: &[TextDigest],
    ) -> Result<(), Error>;

    /// Adds a text, unless it is there.
    async fn add_registry_text(&mut self, text: &TextRecord) -> Result<(), Error>;

    /// Removes a package; `false` when it was not there.
    async fn remove_registry_package(&mut self, id: ModelId) -> Result<bool, Error>;

    /// Removes texts that no package needs.
    async fn remove_unused_registry_texts(&mut self) -> Result<(), Error>;

    /// Notes what was decided about an entity, in place of what was decided before.
    async fn set_registry_status(&mut self, status: &StatusRecord) -> Result<(), Error>;
}
