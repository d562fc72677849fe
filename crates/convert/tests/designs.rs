//! Designs are read in both spellings and written in the newest form.

mod common;

use common::{imported, try_import};
use meshery_convert::{Error, Limits, SourceType, design};
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
fn warnings_about_components_name_their_lines() {
    let text = "schemaVersion: designs.meshery.io/v1beta3\nname: a\ncomponents:\n- displayName: w\n  component: {kind: Pod, version: v1}\n- displayName: x\n  component: {kind: Widget, version: example.org/v1}\n";
    let lines: Vec<_> = imported(text).warnings.iter().map(|warning| warning.line).collect();
    assert_eq!(lines, [Some(6)]);
}

#[test]
fn what_is_no_design_is_refused_and_the_place_is_named() {
    let mut wrong = document();
    wrong["components"][0]["displayName"] = json!(17);
    let error = try_import(format!("{wrong:#}").as_bytes()).expect_err("a name is a text");
    let text = "line 12: the document is not a design: `components[0].displayName`: invalid type: integer `17`, expected a string";
    assert_eq!(error.to_string(), text);
    let mut twice = document();
    twice["components"] = json!([twice["components"][0], twice["components"][0]]);
    let error = try_import(format!("{twice:#}").as_bytes()).expect_err("ids are unique");
    assert!(error.to_string().contains("aaaaaaaa-0000-4000-8000-000000000002"), "{error}");
    assert_eq!(error.location().map(|place| place.line), Some(26), "{error}");
    let yaml = "name: a\ncomponents:\n  - displayName: w\n    component:\n      kind: [Pod]\n";
    let error = try_import(yaml.as_bytes()).expect_err("a kind is a text");
    assert_eq!(error.location().map(|place| (place.line, place.column)), Some((5, 7)), "{error}");
}

#[test]
fn a_schema_of_the_future_is_reported() {
    let mut value = document();
    value["schemaVersion"] = json!("designs.meshery.io/v9");
    let warnings = imported(&format!("{value:#}")).warnings;
    assert_eq!((warnings[0].code.as_str(), warnings[0].line), ("meshery-server-1042", Some(2)));
    assert!(warnings[0].message.contains("designs.meshery.io/v9"), "{}", warnings[0].message);
    assert_eq!(imported(&document().to_string()).warnings, []);
}

#[test]
fn a_design_of_an_older_form_is_called_by_its_name() {
    let text = "name: shop\nservices:\n  web:\n    name: web\n    type: Deployment.K8s\n    namespace: default\n    settings: {spec: {replicas: 1}}\n";
    let error = try_import(text.as_bytes()).expect_err("not yet");
    assert!(error.to_string().contains("a Meshery design of an older form"), "{error}");
    let value = common::one(text);
    let error =
        design::from_value(&value, meshery_builtin::index(), &Limits::default()).expect_err("not yet");
    assert!(matches!(error, Error::Unsupported { .. }), "an empty design would lose it: {error}");
    let compose = try_import(b"services:\n  web: {image: nginx}\n").expect_err("not yet");
    assert!(compose.to_string().contains("a Compose file"), "{compose}");
}
