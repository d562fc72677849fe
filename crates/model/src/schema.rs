//! Looking things up in a JSON Schema.

use serde_json::Value;

use crate::path;

/// Longest chain of references that is followed.
const REFERENCES: usize = 32;

/// Returns the default a schema has at a path: through properties, list elements and references.
#[must_use]
pub fn default_at(root: &Value, place: &[String]) -> Option<Value> {
    let mut current = root;
    for segment in place {
        current = member(root, current, segment)?;
    }
    follow(root, current).get("default").cloned()
}

/// Returns the schema of a member or an element.
fn member<'s>(root: &'s Value, schema: &'s Value, segment: &str) -> Option<&'s Value> {
    let schema = follow(root, schema);
    if (path::index(segment).is_some() || segment == path::WILDCARD)
        && let Some(items) = schema.get("items")
    {
        return Some(items);
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
