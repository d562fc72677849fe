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
        limits
    }
}
