//! Many objects in one file: lists of every kind, JSON one after another, kinds beside their definition.

mod common;

use common::{imported, read, round_trip, try_import};
use serde_json::{Value, json};

#[test]
fn lists_are_unwrapped_and_their_objects_come_back() {
    let list = json!({"apiVersion": "v1", "kind": "List", "items": [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"on": "yes", "n": "0644"}},
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b"}, "stringData": {"k": "line\nline\n"}},
    ]});
    let items = list["items"].as_array().expect("a list").clone();
    assert_eq!(round_trip(&list.to_string()), items);
    let typed = json!({"apiVersion": "v1", "kind": "ConfigMapList", "items": [items[0]]});
    assert_eq!(round_trip(&typed.to_string()), [items[0].clone()]);
    assert_eq!(round_trip(&Value::Array(items.clone()).to_string()), items, "a bare JSON array");
}

#[test]
fn a_kind_whose_name_ends_in_list_but_is_none_is_an_object() {
    for object in [
        json!({"apiVersion": "example.org/v1", "kind": "AllowList", "metadata": {"name": "a"}, "spec": {"items": []}}),
        json!({"apiVersion": "example.org/v1", "kind": "IPAllowList", "metadata": {"name": "a"}, "items": ["10.0.0.1"]}),
        json!({"apiVersion": "example.org/v1", "kind": "IPAllowList", "metadata": {"name": "a"}, "items": []}),
        json!({"apiVersion": "example.org/v1", "kind": "IPAllowList", "items": [{"cidr": "10.0.0.0/8"}]}),
    ] {
        assert_eq!(round_trip(&object.to_string()), [object]);
    }
}

#[test]
fn items_of_a_typed_list_are_of_its_kind() {
    let list = json!({"apiVersion": "apps/v1", "kind": "DeploymentList", "metadata": {"resourceVersion": "1"}, "items": [
        {"metadata": {"name": "a"}}, {"metadata": {"name": "b"}, "kind": "Deployment"},
    ]});
    let of = |name: &str| json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}});
    assert_eq!(round_trip(&list.to_string()), [of("a"), of("b")]);
    assert_eq!(imported(&list.to_string()).warnings, []);
}

#[test]
fn lists_in_lists_are_unwrapped() {
    let object = |name: &str| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}});
    let list = |items: Value| json!({"apiVersion": "v1", "kind": "List", "items": items});
    let nested =
        list(json!([object("a"), list(json!([list(json!([object("b")])), object("c")])), list(json!(null))]));
    assert_eq!(round_trip(&nested.to_string()), [object("a"), object("b"), object("c")]);
    assert_eq!(round_trip(&json!([list(json!([object("a")]))]).to_string()), [object("a")]);
}

#[test]
fn json_objects_one_after_another_are_documents() {
    let object = |name: &str| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}});
    let (a, b) = (object("a"), object("{b} \u{1f980}\\\""));
    for between in ["", "\n", "\n\n", " \r\n"] {
        for (first, second) in [(a.to_string(), b.to_string()), (format!("{a:#}"), format!("{b:#}"))] {
            let text = format!("{first}{between}{second}\n");
            assert_eq!(round_trip(&text), [a.clone(), b.clone()], "{text}");
        }
    }
    let text = format!("{a:#}\n{{\"apiVersion\": \"v1\",\n \"kind\": \"Pod\", \"kind\": \"Pod\"}}\n");
    let error = try_import(text.as_bytes()).expect_err("a key stands twice");
    assert_eq!(error.location().map(|place| (place.line, place.column)), Some((9, 17)), "{error}");
}

const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.org}
spec:
  group: example.org
  names: {kind: Widget, plural: widgets}
  scope: Cluster
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
";

#[test]
fn custom_resources_beside_their_definition_are_known() {
    let instance = "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3}\n";
    for text in [format!("{DEFINITION}---\n{instance}"), format!("{instance}---\n{DEFINITION}")] {
        let imported = imported(&text);
        assert_eq!(imported.warnings, [], "{text}");
        let widget =
            imported.design.components.iter().find(|one| one.kind() == "Widget").expect("the widget");
        assert_eq!((widget.model_name(), widget.display_name.as_str()), ("example.org", "w"));
        assert_eq!(widget.configuration["spec"], json!({"size": 3}));
        assert!(!widget.metadata.is_namespaced && !widget.metadata.extra.contains_key("isUnknown"));
        assert_eq!(round_trip(&text), read(&text).expect("it is YAML"));
        let again = common::imported(&meshery_convert::design::to_yaml(&imported.design).expect("YAML"));
        assert_eq!((again.design, again.warnings), (imported.design, Vec::new()));
    }
}

#[test]
fn a_version_that_the_definition_lacks_is_unknown() {
    let text = format!("{DEFINITION}---\napiVersion: example.org/v2\nkind: Widget\nmetadata: {{name: w}}\n");
    let warnings = imported(&text).warnings;
    assert_eq!((warnings[0].code.as_str(), warnings[0].line), ("meshery-server-1041", Some(10)));
}
