//! The registry as pure code asks for it: kinds, and defaults of their schemas.

use meshery_model::{Catalog, Component, Path, path};
use serde_json::Value;

use crate::Index;

/// Longest chain of references that is followed in a schema.
const REFERENCES: usize = 32;

impl Catalog for Index {
    fn definition(&self, kind: &str, api_version: Option<&str>, model: &str) -> Option<Component> {
        Self::definition(self, kind, api_version, model).map(|entry| entry.to_component(false))
    }

    fn schema_default(&self, component: &Component, place: &Path) -> Option<Value> {
        let entry = self.lookup(component.api_version(), component.kind())?;
        let schema: Value = serde_json::from_str(&entry.schema()?).ok()?;
        let mut current = &schema;
        for segment in place.get(1..)? {
            current = member(&schema, current, segment)?;
        }
        follow(&schema, current).get("default").cloned()
    }
}

/// Returns the schema of a member or an element.
fn member<'s>(root: &'s Value, schema: &'s Value, segment: &str) -> Option<&'s Value> {
    let schema = follow(root, schema);
    if path::index(segment).is_some() || segment == path::WILDCARD {
        if let Some(items) = schema.get("items") {
            return Some(items);
        }
    }
    let property = schema.get("properties").and_then(|properties| properties.get(segment));
    property.or_else(|| schema.get("additionalProperties").filter(|other| other.is_object()))
}

/// Follows `$ref`, also where it stands in an `allOf` or `anyOf`.
fn follow<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let mut current = schema;
    for _ in 0..REFERENCES {
        let inner = ["allOf", "anyOf"].iter().find_map(|key| current.get(key)?.get(0));
        let reference = current.get("$ref").or_else(|| inner.and_then(|inner| inner.get("$ref")));
        let Some(target) = reference.and_then(Value::as_str) else { return current };
        match root.pointer(target.trim_start_matches('#')) {
            Some(next) => current = next,
            None => return current,
        }
    }
    current
}
