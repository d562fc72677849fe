//! The registry as pure code asks for it: kinds, and defaults of their schemas.

use meshery_model::{Catalog, Component, Path, schema};
use serde_json::Value;

use crate::Index;

impl Catalog for Index {
    fn definition(&self, kind: &str, api_version: Option<&str>, model: &str) -> Option<Component> {
        Self::definition(self, kind, api_version, model).map(|entry| entry.to_declaration())
    }

    fn schema_default(&self, component: &Component, place: &Path) -> Option<Value> {
        let entry = self.lookup(component.api_version(), component.kind())?;
        let root: Value = serde_json::from_str(&entry.schema()?).ok()?;
        schema::default_at(&root, place.get(1..)?)
    }
}
