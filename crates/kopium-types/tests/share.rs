//! What schemas have in common.

use meshery_kopium_types::share;
use serde_json::{Value, json};

const LONG: &str = "Text that makes it worth while to store this type once, not as often as it is used, because \
                    a reference is much shorter than all of it.";

fn long() -> Value {
    json!({"type": "object", "properties": {"name": {"description": LONG, "type": "string"}}})
}

fn schema(types: &Value) -> Value {
    json!({"type": "object", "properties": {"spec": {"$ref": "#/$defs/Spec"}}, "$defs": types})
}

#[test]
fn types_that_are_used_once_stand_where_they_are_used() {
    let one = schema(&json!({
        "Spec": {"type": "object", "properties": {"port": {"description": "Door.", "$ref": "#/$defs/Port"}}},
        "Port": {"type": "object"},
    }));
    let expected = json!({"type": "object", "properties": {"spec": {
        "type": "object", "properties": {"port": {"description": "Door.", "type": "object"}},
    }}});
    assert_eq!(share(vec![one]).expect("shared"), [expected]);
}

#[test]
fn equal_types_have_one_name_whatever_they_were_called() {
    let with = |name: &str, member: &str| {
        schema(&json!({
            "Spec": {"type": "object", "properties": {member: {"$ref": format!("#/$defs/{name}")}}},
            name: long(),
        }))
    };
    let shared = share(vec![with("A", "template"), with("B", "other")]).expect("shared");
    for (schema, member) in shared.iter().zip(["template", "other"]) {
        assert_eq!(schema["properties"]["spec"]["properties"][member], json!({"$ref": "#/$defs/template"}));
        assert_eq!(schema["$defs"], json!({"template": long()}));
    }
}

#[test]
fn names_of_different_types_differ() {
    let with = |text: &str| {
        schema(&json!({
            "Spec": {"type": "object", "properties": {"a": {"$ref": "#/$defs/T"}, "b": {"$ref": "#/$defs/T"}}},
            "T": {"type": "object", "description": text.repeat(200)},
        }))
    };
    let shared = share(vec![with("x"), with("y")]).expect("shared");
    let names: Vec<String> = shared
        .iter()
        .flat_map(|schema| schema["$defs"].as_object().expect("definitions").keys().cloned())
        .collect();
    assert_eq!(names, ["a", "a.2"]);
}

#[test]
fn short_types_are_repeated() {
    let short = json!({"type": "string", "enum": ["a", "b"]});
    let one = schema(&json!({
        "Spec": {"type": "object", "properties": {"a": {"$ref": "#/$defs/T"}, "b": {"$ref": "#/$defs/T"}}},
        "T": short,
    }));
    let shared = share(vec![one]).expect("shared");
    assert_eq!(shared[0]["properties"]["spec"]["properties"], json!({"a": short, "b": short}));
    assert_eq!(shared[0].get("$defs"), None);
}

#[test]
fn two_descriptions_are_both_kept() {
    let one = schema(&json!({
        "Spec": {"type": "object", "properties": {"a": {"description": "Place.", "$ref": "#/$defs/T"}}},
        "T": {"description": "Type.", "type": "object"},
    }));
    let shared = share(vec![one]).expect("shared");
    let expected = json!({"description": "Place.", "allOf": [{"description": "Type.", "type": "object"}]});
    assert_eq!(shared[0]["properties"]["spec"]["properties"]["a"], expected);
}

#[test]
fn references_to_what_is_not_there_stay() {
    let one = json!({"type": "object", "properties": {"metadata": {"$ref": "#/$defs/ObjectMeta"}}});
    assert_eq!(share(vec![one.clone()]).expect("shared"), [one]);
}

#[test]
fn members_may_be_called_like_keywords() {
    let one =
        json!({"type": "object", "properties": {"$ref": {"type": "string"}, "$defs": {"type": "object"}}});
    assert_eq!(share(vec![one.clone()]).expect("shared"), [one]);
}

#[test]
fn types_that_contain_themselves_are_refused() {
    let one = schema(&json!({
        "Spec": {"type": "object", "properties": {"child": {"$ref": "#/$defs/Spec"}}},
    }));
    assert_eq!(share(vec![one]), Err("Spec".to_owned()));
}
