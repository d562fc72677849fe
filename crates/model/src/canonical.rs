//! Canonical JSON and the deterministic ids made from it.
//!
//! Canonical means: object members sorted by key, no blanks, and the characters `<`, `>` and `&` written as
//! `\u003c`, `\u003e` and `\u0026`, which is what Go's `encoding/json` does for sorted maps. Ids are UUIDv5
//! in the DNS namespace over these bytes, the rule by which Meshery's relationship engine names what it makes.

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Returns the canonical text of a value.
#[must_use]
pub fn to_string(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// Returns the id that always belongs to this value.
#[must_use]
pub fn id(value: &Value) -> Uuid {
    id_of(&to_string(value))
}

/// Returns the id that belongs to a canonical text.
#[must_use]
pub fn id_of(text: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_DNS, text.as_bytes())
}

/// Returns the SHA-256 of the canonical text, in lower-case hexadecimal.
#[must_use]
pub fn hash(value: &Value) -> String {
    hash_bytes(to_string(value).as_bytes())
}

/// Returns the SHA-256 of some bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Returns the SHA-256 of some bytes, in lower-case hexadecimal.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> String {
    hexadecimal(&digest(bytes))
}

/// Writes bytes in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => push_text(out, text),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (position, (key, member)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                push_text(out, key);
                out.push(':');
                write_value(out, member);
            }
            out.push('}');
        }
    }
}

/// Appends a string in canonical form, with its quotes.
pub fn push_text(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const A: &str = "aaaaaaaa-0000-4000-8000-000000000001";
    const B: &str = "aaaaaaaa-0000-4000-8000-000000000002";
    const C: &str = "aaaaaaaa-0000-4000-8000-000000000003";

    #[test]
    fn members_are_sorted_and_html_characters_escaped() {
        assert_eq!(
            to_string(&json!({"b": "<&>", "a": [1, null, true]})),
            r#"{"a":[1,null,true],"b":"\u003c\u0026\u003e"}"#
        );
    }

    #[test]
    fn ids_agree_with_the_published_vectors() {
        let binding =
            json!({"binding": B, "from": A, "relId": "00000000-0000-0000-0000-000000000050", "to": C});
        assert_eq!(id(&binding).to_string(), "00bec9ce-7491-584f-bfc2-c5c57fa58c6e");
        for (index, expected) in
            ["93363861-1b57-5d68-b0a9-da82474823e9", "bee5e05e-7345-5b38-a733-27758492b3d3"]
                .iter()
                .enumerate()
        {
            let alias = json!({"c": A, "s": ["configuration", "spec", "containers", index.to_string()]});
            assert_eq!(id(&alias).to_string(), *expected);
        }
        for (field, value, expected) in [
            ("app", "meshery", "ae916060-81cf-5d34-94e5-e18bfe57a310"),
            ("tier", "api", "0dbe5464-a889-5031-81d5-1a80bf0b6e87"),
        ] {
            let sibling = json!({"comps": [A, B, C], "field": field, "policy": "sibling_match_labels_policy", "value": value});
            assert_eq!(id(&sibling).to_string(), expected);
        }
    }
}
