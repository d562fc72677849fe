//! Designs are read in both spellings and written in the newest form.

mod common;

use common::{imported, try_import};
use meshery_convert::{SourceType, design};
use meshery_model::DESIGN_SCHEMA;
use serde_json::json;

fn document() -> serde_json::Value {
    json!({
        "schemaVersion": "designs.meshery.io/v1beta1", "id": "aaaaaaaa-0000-4000-8000-000000000001", "name": "Shop",
        "version": "1.2.3", "somethingNew": {"kept": true},
        "components": [{
            "id": "aaaaaaaa-0000-4000-8000-000000000002", "displayName": "web", "component": {"kind": "Pod", "version": "v1"},
            "model": {"name": "kubernetes"}, "configuration": {"spec": {}}, "alsoNew": 1,
        }],
        "relationships": [],
    })
}

#[test]
fn a_design_is_a_design_in_yaml_and_json() {
    let json = imported(&document().to_string());
    assert_eq!(json.source_type, SourceType::Design);
    assert_eq!((json.design.name.as_str(), json.design.version.as_str()), ("Shop", "1.2.3"));
    assert_eq!(json.design.schema_version, DESIGN_SCHEMA, "in the newest form");
    let yaml = imported(&design::to_yaml(&json.design).expect("it can be written"));
    assert_eq!(yaml.design, json.design);
}

#[test]
fn members_of_other_versions_are_kept() {
    let written = serde_json::to_value(imported(&document().to_string()).design).expect("JSON");
    assert_eq!(written["somethingNew"], json!({"kept": true}));
    assert_eq!(written["components"][0]["alsoNew"], 1);
}

#[test]
fn missing_ids_are_made_and_are_the_same_next_time() {
    let mut value = document();
    value["components"][0].as_object_mut().expect("a map").remove("id");
    let id = || imported(&value.to_string()).design.components[0].id;
    assert!(!id().is_nil());
    assert_eq!(id(), id());
}

#[test]
fn unknown_models_are_kept_and_reported() {
    let mut value = document();
    value["components"][0]["component"] = json!({"kind": "Widget", "version": "example.org/v1"});
    value["components"][0]["model"] = json!({"name": "widgets"});
    let imported = imported(&value.to_string());
    assert_eq!(imported.design.components[0].model_name(), "widgets");
    assert_eq!(imported.design.components[0].metadata.extra["isUnknown"], true);
    assert!(imported.warnings[0].message.contains("model `widgets`"), "{}", imported.warnings[0].message);
}

#[test]
fn what_is_no_design_is_refused_and_the_place_is_named() {
    let mut wrong = document();
    wrong["components"][0]["displayName"] = json!(17);
    let error = try_import(wrong.to_string().as_bytes()).expect_err("a name is a text");
    assert!(error.to_string().contains("17"), "{error}");
    let mut twice = document();
    twice["components"] = json!([twice["components"][0], twice["components"][0]]);
    let error = try_import(twice.to_string().as_bytes()).expect_err("ids are unique");
    assert!(error.to_string().contains("aaaaaaaa-0000-4000-8000-000000000002"), "{error}");
}
