//! What conversion asks the registry.

use meshery_model::Component;

/// Finds registered components.
pub trait Kinds {
    /// Returns what a component of a kind takes over from its definition: model and metadata, no schema.
    fn lookup(&self, api_version: &str, kind: &str) -> Option<Component>;
}

impl Kinds for meshery_registry::Index {
    fn lookup(&self, api_version: &str, kind: &str) -> Option<Component> {
        Self::lookup(self, api_version, kind).map(|entry| entry.to_declaration())
    }
}
