//! Designs in the store: the record that lists show, the versions behind it, and the imported file.

use jiff::Timestamp;
use meshery_model::{DesignId, UserId};

use crate::{Direction, Error, Page, async_trait};

/// A design without its document.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignRecord {
    /// Identifies the design.
    pub id: DesignId,
    /// Who owns it.
    pub owner: UserId,
    /// Name for people.
    pub name: String,
    /// `private`, `public` or `published`.
    pub visibility: String,
    /// Format it was imported from.
    pub source_type: String,
    /// Name of the imported file.
    pub source_name: Option<String>,
    /// Version in the document.
    pub version: String,
    /// Number of the newest stored version, counted from 1.
    pub revision: u32,
    /// SHA-256 of the canonical document.
    pub content_hash: String,
    /// Number of components.
    pub component_count: usize,
    /// Number of relationships.
    pub relationship_count: usize,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// One stored version of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignVersion {
    /// Its number, counted from 1.
    pub revision: u32,
    /// Who saved it.
    pub author: UserId,
    /// What the author wrote about it.
    pub message: String,
    /// Version in the document.
    pub version: String,
    /// SHA-256 of the canonical document.
    pub content_hash: String,
    /// When it was saved.
    pub created_at: Timestamp,
}

/// A design to be added, with its first version.
#[derive(Clone, Debug)]
pub struct NewDesign {
    /// Identifies the design.
    pub id: DesignId,
    /// Who owns it.
    pub owner: UserId,
    /// `private`, `public` or `published`.
    pub visibility: String,
    /// Format it was imported from.
    pub source_type: String,
    /// Name of the imported file.
    pub source_name: Option<String>,
    /// The imported file as it was.
    pub source: Option<Vec<u8>>,
    /// The first version.
    pub first: NewVersion,
}

/// A version to be added.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Who saves it.
    pub author: UserId,
    /// What the author writes about it.
    pub message: String,
    /// Name of the design in this version.
    pub name: String,
    /// Version in the document.
    pub version: String,
    /// SHA-256 of the canonical document.
    pub content_hash: String,
    /// Number of components.
    pub component_count: usize,
    /// Number of relationships.
    pub relationship_count: usize,
    /// The document as JSON text.
    pub document: String,
    /// When it is saved.
    pub at: Timestamp,
}

/// Which designs are meant.
#[derive(Clone, Debug, Default)]
pub struct DesignFilter {
    /// Only designs of this owner, and with `shared` those that others let everybody see.
    pub owner: UserId,
    /// Whether designs that others let everybody see are meant, too.
    pub shared: bool,
    /// Only designs whose name contains this text, whatever its case.
    pub search: Option<String>,
    /// Only designs with one of these visibilities; empty for all.
    pub visibility: Vec<String>,
    /// Only designs changed after this time.
    pub updated_after: Option<Timestamp>,
}

/// What designs are sorted by. The id is always the last key, so that pages never overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DesignSort {
    /// By name, whatever its case.
    Name,
    /// By the time of their making.
    CreatedAt,
    /// By the time of their last change.
    #[default]
    UpdatedAt,
}

/// Reads designs.
#[async_trait]
pub trait DesignReader {
    /// Looks a design up.
    async fn lookup_design(&mut self, id: DesignId) -> Result<Option<DesignRecord>, Error>;

    /// Returns the document of the newest version as JSON text.
    async fn design_document(&mut self, id: DesignId) -> Result<Option<String>, Error>;

    /// Returns the document of one version as JSON text.
    async fn design_document_at(&mut self, id: DesignId, revision: u32) -> Result<Option<String>, Error>;

    /// Returns the imported file, byte for byte.
    async fn design_source(&mut self, id: DesignId) -> Result<Option<Vec<u8>>, Error>;

    /// Lists all versions, newest first.
    async fn design_versions(&mut self, id: DesignId) -> Result<Vec<DesignVersion>, Error>;

    /// Lists one page, and counts what all pages hold together.
    async fn list_designs(
        &mut self,
        filter: &DesignFilter,
        sort: DesignSort,
        direction: Direction,
        page: Page,
    ) -> Result<(Vec<DesignRecord>, usize), Error>;

    /// Counts what all pages of a list hold together.
    async fn count_designs(&mut self, filter: &DesignFilter) -> Result<usize, Error>;
}

/// Reads and changes designs.
#[async_trait]
pub trait DesignWriter: DesignReader {
    /// Adds a design with its first version.
    async fn add_design(&mut self, design: NewDesign) -> Result<DesignRecord, Error>;

    /// Adds a version to a design; `None` when the design is not there.
    async fn add_design_version(
        &mut self,
        id: DesignId,
        version: NewVersion,
    ) -> Result<Option<DesignRecord>, Error>;

    /// Says who may see a design; `false` when it was not there.
    async fn set_design_visibility(&mut self, id: DesignId, visibility: &str) -> Result<bool, Error>;

    /// Removes a design with its history; `false` when it was not there.
    async fn remove_design(&mut self, id: DesignId) -> Result<bool, Error>;
}
