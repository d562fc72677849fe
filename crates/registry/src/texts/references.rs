//! Local references of a schema: which definitions it names.

use std::collections::BTreeSet;

use serde_json::Value;

const PREFIXES: [&str; 2] = ["#/$defs/", "#/definitions/"];

/// Returns the names of the local definitions a schema refers to, and writes each reference in the one form
/// that assembled schemas use (`#/$defs/<name>`).
pub(super) fn collect(schema: &mut Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    visit(schema, &mut names);
    names
}

fn visit(schema: &mut Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                match member {
                    Value::String(target) if key == "$ref" => {
                        let local = PREFIXES.iter().find_map(|prefix| target.strip_prefix(prefix));
                        if let Some(escaped) = local {
                            let name = unescape(escaped);
                            *target = format!("#/$defs/{escaped}");
                            names.insert(name);
                        }
                    }
                    _ => visit(member, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, names)),
        _ => {}
    }
}

/// Undoes the escapes of JSON pointers (RFC 6901).
fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_places_for_definitions_are_understood() {
        let mut schema = json!({
            "properties": {"a": {"$ref": "#/definitions/A"}, "b": {"items": {"$ref": "#/$defs/x~1y"}}},
            "not": {"$ref": "https://example.org/other.json"}
        });
        assert_eq!(collect(&mut schema), BTreeSet::from(["A".to_owned(), "x/y".to_owned()]));
        assert_eq!(schema["properties"]["a"]["$ref"], json!("#/$defs/A"));
    }
}
