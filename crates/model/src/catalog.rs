//! What pure code may ask about registered kinds, without knowing the registry.

use serde_json::Value;

use crate::{Component, Path};

/// Knows registered kinds.
pub trait Catalog {
    /// Returns what a component of a kind takes over from its definition. An absent API version or the model
    /// names `` and `*` stand for any.
    fn definition(&self, kind: &str, api_version: Option<&str>, model: &str) -> Option<Component>;

    /// Returns the default that a component's JSON Schema has at a path below `configuration`.
    fn schema_default(&self, component: &Component, path: &Path) -> Option<Value>;
}

/// Knows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoCatalog;

impl Catalog for NoCatalog {
    fn definition(&self, _kind: &str, _api_version: Option<&str>, _model: &str) -> Option<Component> {
        None
    }

    fn schema_default(&self, _component: &Component, _path: &Path) -> Option<Value> {
        None
    }
}
