//! What conversion asks the registry.

use meshery_model::Component;

/// Finds registered components.
pub trait Kinds {
    /// Returns the definition of a kind, without its schema.
    fn lookup(&self, api_version: &str, kind: &str) -> Option<Component>;
}

impl Kinds for meshery_registry::Index {
    fn lookup(&self, api_version: &str, kind: &str) -> Option<Component> {
        Self::lookup(self, api_version, kind).map(|entry| entry.to_component(false))
    }
}
