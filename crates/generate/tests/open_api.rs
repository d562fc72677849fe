//! Components from documents of an API server.

use meshery_generate::{Error, from_open_api};
use meshery_model::ModelDefinition;
use serde_json::{Value, json};

fn document() -> Value {
    let gvk = |kind: &str| json!([{"group": "demo.io", "version": "v1", "kind": kind}]);
    let operation =
        |kind: &str| json!({"get": {"x-kubernetes-group-version-kind": gvk(kind)[0]}, "parameters": []});
    let metadata =
        json!({"allOf": [{"$ref": "#/components/schemas/io.k8s.meta.v1.ObjectMeta"}], "default": {}});
    let whole = |kind: &str, spec: Value| {
        json!({
            "type": "object", "description": kind, "x-kubernetes-group-version-kind": gvk(kind), "required": ["kind"],
            "properties": {
                "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": metadata, "spec": spec,
                "status": {"$ref": "#/components/schemas/io.demo.Status"},
            },
        })
    };
    json!({
        "openapi": "3.0.0",
        "paths": {
            "/apis/demo.io/v1/namespaces/{namespace}/deeps/{name}": operation("Deep"),
            "/apis/demo.io/v1/deeps": operation("Deep"),
            "/apis/demo.io/v1/wides/{name}": operation("Wide"),
            "/apis/demo.io/v1/brokens/{name}": operation("Broken"),
        },
        "components": {"schemas": {
            "io.demo.Deep": whole("Deep", json!({"$ref": "#/components/schemas/io.demo.Props"})),
            "io.demo.Wide": whole("Wide", json!({"type": "integer"})),
            "io.demo.Broken": whole("Broken", json!({"$ref": "#/components/schemas/nowhere"})),
            "io.demo.Embedded": whole("Embedded", json!({})),
            "io.demo.DeepList": {"x-kubernetes-group-version-kind": gvk("DeepList"),
                "properties": {"metadata": {"$ref": "#/components/schemas/io.k8s.meta.v1.ListMeta"}}},
            "io.demo.Options": {"x-kubernetes-group-version-kind": [gvk("Deep")[0], gvk("Wide")[0]]},
            "io.demo.Props": {"type": "object", "properties": {"not": {"$ref": "#/components/schemas/io.demo.Props"},
                "port": {"$ref": "#/components/schemas/io.k8s.IntOrString"}}},
            "io.demo.Status": {"type": "object"},
            "io.k8s.IntOrString": {"type": "string", "format": "int-or-string"},
            "io.k8s.meta.v1.ObjectMeta": {"type": "object"},
            "io.k8s.meta.v1.ListMeta": {"type": "object"},
        }},
    })
}

#[test]
fn kinds_that_are_served_become_components() {
    let made = from_open_api(document().to_string().as_bytes(), &ModelDefinition::default()).expect("made");
    let facts: Vec<_> = made
        .components
        .iter()
        .map(|one| (one.kind(), one.api_version(), one.metadata.is_namespaced))
        .collect();
    assert_eq!(facts, [("Deep", "demo.io/v1", true), ("Wide", "demo.io/v1", false)]);
    assert_eq!(
        made.findings[0].to_string(),
        "`Broken of demo.io/v1`, components.schemas.io.demo.Broken: spec: it refers to `#/components/schemas/nowhere`, which is not in the document"
    );
}

#[test]
fn shared_schemas_stay_shared_and_may_refer_to_themselves() {
    let made = from_open_api(document().to_string().as_bytes(), &ModelDefinition::default()).expect("made");
    let text = made.components[0].component.schema.as_deref().expect("schema");
    let schema: Value = serde_json::from_str(text).expect("JSON");
    let expected = json!({
        "type": "object", "description": "Deep", "title": "Deep",
        "properties": {
            "metadata": {"allOf": [{"$ref": "#/$defs/io.k8s.meta.v1.ObjectMeta"}], "default": {}},
            "spec": {"$ref": "#/$defs/io.demo.Props"},
        },
        "$defs": {
            "io.demo.Props": {"type": "object", "properties": {
                "not": {"$ref": "#/$defs/io.demo.Props"}, "port": {"$ref": "#/$defs/io.k8s.IntOrString"},
            }},
            "io.k8s.IntOrString": {"type": ["integer", "string"], "format": "int-or-string"},
            "io.k8s.meta.v1.ObjectMeta": {"type": "object"},
        },
    });
    assert_eq!(schema, expected);
}

#[test]
fn other_documents_say_what_they_lack() {
    let fails = |text: &str| match from_open_api(text.as_bytes(), &ModelDefinition::default()) {
        Err(Error::NoApi { reason }) => reason,
        other => panic!("{other:?}"),
    };
    assert!(fails("{").contains("EOF"));
    assert!(fails(r#"{"swagger": "2.0"}"#).contains("`openapi`"));
    assert!(fails(r#"{"openapi": "3.0.0"}"#).contains("`components.schemas`"));
    assert!(fails(r#"{"openapi": "3.1.0", "components": {"schemas": {"a": {}}}}"#).contains("no path"));
}
