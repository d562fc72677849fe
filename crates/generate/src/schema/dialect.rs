//! What JSON Schema says in another way than OpenAPI 3.0 and Kubernetes.

use meshery_model::Object;
use serde_json::{Value, json};

/// Brings the keywords of one schema to JSON Schema.
pub(super) fn translate(schema: &mut Object) {
    bounds(schema);
    int_or_string(schema);
    number_format(schema);
    nullable(schema);
}

/// OpenAPI 3.0 makes a bound exclusive by a flag, JSON Schema has a bound of its own.
fn bounds(out: &mut Object) {
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let Some(Value::Bool(is_exclusive)) = out.get(flag) else { continue };
        let limit = if *is_exclusive { out.remove(bound) } else { None };
        match limit {
            Some(limit) => out.insert(flag.to_owned(), limit),
            None => out.remove(flag),
        };
    }
}

/// A number or a text, such as a port or its name.
fn int_or_string(out: &mut Object) {
    let is_marked = out.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true));
    let is_format = out.get("format").and_then(Value::as_str) == Some("int-or-string");
    if (is_marked || is_format) && !out.contains_key("anyOf") && !out.contains_key("oneOf") {
        out.insert("type".to_owned(), json!(["integer", "string"]));
    } else if is_format || is_marked {
        out.remove("type");
    }
}

/// Numbers are as wide as the API server reads them.
fn number_format(out: &mut Object) {
    let format = match out.get("type").and_then(Value::as_str) {
        Some("integer") => "int64",
        Some("number") => "double",
        _ => return,
    };
    out.entry("format").or_insert_with(|| format.into());
}

/// `null` is allowed beside what the rest says.
fn nullable(out: &mut Object) {
    if out.get("nullable") != Some(&Value::Bool(true)) {
        return;
    }
    match out.get_mut("type") {
        Some(name @ Value::String(_)) => *name = json!([name.take(), "null"]),
        Some(Value::Array(names)) if !names.iter().any(|name| name == "null") => names.push("null".into()),
        _ => {}
    }
    if let Some(Value::Array(values)) = out.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(Value::Array(schemas)) = out.get_mut(key) {
            schemas.push(json!({"type": "null"}));
        }
    }
    for key in ["$ref", "allOf"] {
        if !out.contains_key("anyOf")
            && let Some(value) = out.remove(key)
        {
            let mut whole = Object::new();
            whole.insert(key.to_owned(), value);
            out.insert("anyOf".to_owned(), json!([whole, {"type": "null"}]));
        }
    }
}
