//! Bounds on what a client can make the server do.

use serde::{Deserialize, Serialize};

/// Bounds on what a client can make the server do. Past a bound a request is refused, with the bound named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Bytes in a request body.
    pub body_bytes: usize,
    /// Items on a page; `pagesize=all` means this many in lists of stored things.
    pub page_size: usize,
    /// Nesting of YAML and JSON.
    pub yaml_depth: usize,
    /// Values in one file, after aliases are expanded.
    pub yaml_nodes: usize,
    /// Values that aliases may add.
    pub yaml_alias_nodes: usize,
    /// Bytes that aliases may add.
    pub yaml_alias_bytes: usize,
    /// Documents in one file.
    pub yaml_documents: usize,
    /// Components in a design.
    pub components: usize,
    /// Relationships in a design.
    pub relationships: usize,
    /// Imports and evaluations at the same time.
    pub concurrent_jobs: usize,
    /// Time a request may take, in seconds.
    pub request_seconds: u64,
    /// Bytes of a package that is imported into the registry.
    pub import_bytes: usize,
    /// Time an import into the registry may take, in seconds, its way to the server included.
    pub import_seconds: u64,
    /// Files and folders in an archive.
    pub archive_entries: usize,
    /// Bytes of one file in an archive.
    pub archive_file_bytes: u64,
    /// Bytes of all files in an archive together.
    pub archive_bytes: u64,
    /// How many times larger than itself an archive may become.
    pub archive_ratio: u64,
    /// Bytes of a name in an archive.
    pub archive_name_bytes: usize,
    /// Folders in folders in an archive.
    pub archive_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let app = meshery_app::Limits::default();
        Self {
            body_bytes: app.convert.max_bytes,
            page_size: 1000,
            yaml_depth: app.convert.max_depth,
            yaml_nodes: app.convert.max_nodes,
            yaml_alias_nodes: app.convert.max_alias_nodes,
            yaml_alias_bytes: app.convert.max_alias_bytes,
            yaml_documents: app.convert.max_documents,
            components: app.components,
            relationships: app.relationships,
            concurrent_jobs: app.concurrent_jobs,
            request_seconds: 60,
            import_bytes: 2 << 30,
            import_seconds: 900,
            archive_entries: app.archives.max_entries,
            archive_file_bytes: app.archives.max_file_bytes,
            archive_bytes: app.archives.max_total_bytes,
            archive_ratio: app.archives.max_ratio,
            archive_name_bytes: app.archives.max_name_bytes,
            archive_depth: app.archives.max_depth,
        }
    }
}

impl Limits {
    /// Returns the bounds that use cases check.
    #[must_use]
    pub fn for_app(&self) -> meshery_app::Limits {
        let mut limits = meshery_app::Limits {
            components: self.components,
            relationships: self.relationships,
            concurrent_jobs: self.concurrent_jobs,
            ..meshery_app::Limits::default()
        };
        limits.convert.max_bytes = self.body_bytes;
        limits.convert.max_depth = self.yaml_depth;
        limits.convert.max_nodes = self.yaml_nodes;
        limits.convert.max_alias_nodes = self.yaml_alias_nodes;
        limits.convert.max_alias_bytes = self.yaml_alias_bytes;
        limits.convert.max_documents = self.yaml_documents;
        limits.convert.max_components = self.components;
        limits.archives.max_entries = self.archive_entries;
        limits.archives.max_file_bytes = self.archive_file_bytes;
        limits.archives.max_total_bytes = self.archive_bytes;
        limits.archives.max_ratio = self.archive_ratio;
        limits.archives.max_name_bytes = self.archive_name_bytes;
        limits.archives.max_depth = self.archive_depth;
        limits
    }
}
