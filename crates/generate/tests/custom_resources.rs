//! Components from definitions of custom resources.

use meshery_convert::Limits;
use meshery_generate::{Components, Error, from_custom_resources};
use meshery_model::{ModelDefinition, ModelMetadata};
use serde_json::{Value, json};

fn model() -> ModelDefinition {
    ModelDefinition {
        name: "demo".to_owned(),
        version: "v1.0.0".to_owned(),
        metadata: ModelMetadata { shape: "hexagon".to_owned(), ..ModelMetadata::default() },
        ..ModelDefinition::default()
    }
}

fn made(text: &str) -> Components {
    from_custom_resources(text.as_bytes(), &model(), &Limits::default()).expect("components")
}

fn definition(versions: &Value) -> Value {
    json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "httproutes.demo.io"},
        "spec": {
            "group": "demo.io", "scope": "Namespaced", "versions": versions,
            "names": {"kind": "HTTPRoute", "plural": "httproutes", "shortNames": ["hr"]},
        },
    })
}

fn version(name: &str, schema: &Value) -> Value {
    json!({"name": name, "served": true, "storage": true, "schema": {"openAPIV3Schema": schema},
           "subresources": {"status": {}}})
}

/// Returns the schema made of one `spec`.
fn spec(spec: &Value) -> Value {
    let schema = json!({"type": "object", "properties": {"spec": spec}});
    let made = made(&definition(&json!([version("v1", &schema)])).to_string());
    assert_eq!(made.findings, []);
    let text = made.components[0].component.schema.clone().expect("schema");
    serde_json::from_str::<Value>(&text).expect("JSON")["properties"]["spec"].clone()
}

#[test]
fn every_served_version_becomes_a_component() {
    let schema = json!({
        "description": "Routes requests.", "type": "object", "required": ["spec", "kind"],
        "properties": {
            "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"},
            "spec": {"type": "object", "x-kubernetes-validations": [{"rule": "true"}]}, "status": {"type": "object"},
        },
    });
    let mut old = version("v1alpha1", &schema);
    old["served"] = json!(false);
    let mut beta = version("v1beta1", &json!({"type": "object"}));
    beta["deprecated"] = json!(true);
    let made = made(&definition(&json!([version("v1", &schema), beta, old])).to_string());
    assert_eq!(made.findings, []);
    let names: Vec<_> = made.components.iter().map(|one| (one.kind(), one.api_version())).collect();
    assert_eq!(names, [("HTTPRoute", "demo.io/v1"), ("HTTPRoute", "demo.io/v1beta1")]);

    let first = &made.components[0];
    assert_eq!((first.display_name.as_str(), first.description.as_str()), ("HTTP Route", "Routes requests."));
    assert!(first.metadata.is_namespaced && first.metadata.published);
    assert_eq!(first.metadata.extra["shortNames"], json!(["hr"]));
    assert_eq!(first.metadata.extra["subresources"], json!(["status"]));
    assert_eq!(first.styles.as_ref().expect("styles")["shape"], json!("hexagon"));
    assert!(!first.capabilities.is_empty());
    assert_eq!(made.components[1].metadata.extra["deprecated"], json!(true));

    let text = first.component.schema.as_deref().expect("schema");
    let expected = json!({
        "description": "Routes requests.", "type": "object", "required": ["spec"], "title": "HTTPRoute",
        "properties": {
            "metadata": {"type": "object"},
            "spec": {"type": "object", "x-kubernetes-validations": [{"rule": "true"}]},
        },
    });
    assert_eq!(serde_json::from_str::<Value>(text).expect("JSON"), expected);
}

#[test]
fn bundles_may_hold_lists_and_other_objects() {
    let one = definition(&json!([version("v1", &json!({"type": "object"}))]));
    let mut bare = one.clone();
    bare["spec"]["names"]["kind"] = json!("Other");
    bare.as_object_mut().expect("object").retain(|name, _| name == "metadata" || name == "spec");
    let list = json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinitionList", "items": [bare],
    });
    let text =
        format!("# a bundle\n---\n{one}\n---\nkind: ConfigMap\napiVersion: v1\n---\n{list}\n---\n{one}\n");
    let made = made(&text);
    assert_eq!(made.components.len(), 2);
    assert_eq!(
        made.findings[0].to_string(),
        "`httproutes.demo.io`: `HTTPRoute` of `demo.io/v1` is defined twice, the first counts"
    );
}

#[test]
fn beta_definitions_share_a_schema_or_have_one_version() {
    let mut beta = definition(&json!([{"name": "v1", "served": true}, {"name": "v2", "served": true}]));
    beta["apiVersion"] = json!("apiextensions.k8s.io/v1beta1");
    beta["spec"]["validation"] = json!({"openAPIV3Schema": {"description": "Shared.", "type": "object"}});
    let both = made(&beta.to_string());
    assert!(both.components.iter().all(|one| one.description == "Shared."));
    assert_eq!(both.components.len(), 2);
    let spec = beta["spec"].as_object_mut().expect("spec");
    spec.remove("versions");
    spec.remove("validation");
    spec.insert("version".to_owned(), json!("v1alpha1"));
    spec.insert("scope".to_owned(), json!("Cluster"));
    let one = made(&beta.to_string());
    assert_eq!(one.components[0].api_version(), "demo.io/v1alpha1");
    assert!(!one.components[0].metadata.is_namespaced);
}

#[test]
fn what_openapi_says_in_its_own_way_becomes_json_schema() {
    for (given, expected) in [
        (json!({"type": "integer"}), json!({"type": "integer", "format": "int64"})),
        (json!({"type": "number"}), json!({"type": "number", "format": "double"})),
        (json!({"type": "integer", "format": "int32"}), json!({"type": "integer", "format": "int32"})),
        (
            json!({"x-kubernetes-int-or-string": true}),
            json!({"x-kubernetes-int-or-string": true, "type": ["integer", "string"]}),
        ),
        (
            json!({"x-kubernetes-int-or-string": true, "anyOf": [{"type": "integer"}, {"type": "string"}], "pattern": "a"}),
            json!({"x-kubernetes-int-or-string": true, "pattern": "a",
                   "anyOf": [{"type": "integer", "format": "int64"}, {"type": "string"}]}),
        ),
        (
            json!({"type": "string", "nullable": true, "enum": ["a"]}),
            json!({"type": ["string", "null"], "nullable": true, "enum": ["a", null]}),
        ),
        (
            json!({"type": "string", "minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false}),
            json!({"type": "string", "exclusiveMinimum": 1, "maximum": 2}),
        ),
        (
            json!({"type": "object", "additionalProperties": {"type": "integer"}, "items": null}),
            json!({"type": "object", "additionalProperties": {"type": "integer", "format": "int64"}}),
        ),
        (
            json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true, "default": null}),
            json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true, "default": null}),
        ),
    ] {
        assert_eq!(spec(&given), expected);
    }
}

#[test]
fn references_are_put_in_place() {
    let schema = json!({
        "type": "object", "definitions": {"port": {"type": "integer", "description": "A port."}},
        "properties": {"spec": {"$ref": "#/definitions/port", "description": "The port."}},
    });
    let made = made(&definition(&json!([version("v1", &schema)])).to_string());
    let text = made.components[0].component.schema.clone().expect("schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let expected = json!({"description": "The port.", "type": "integer", "format": "int64"});
    assert_eq!(schema["properties"]["spec"], expected);
    assert_eq!(schema.get("definitions"), None);
}

#[test]
fn a_broken_schema_is_named_and_the_others_come_in() {
    let wrap = |spec: Value| json!({"type": "object", "properties": {"spec": spec}});
    let itself = json!({
        "type": "object", "definitions": {"node": {"properties": {"next": {"$ref": "#/definitions/node"}}}},
        "properties": {"spec": {"items": {"$ref": "#/definitions/node"}}},
    });
    let made = made(
        &definition(&json!([
            version("v1", &wrap(json!({"type": "text"}))),
            version("v2", &itself),
            version("v3", &wrap(json!({"properties": {"a": {"additionalProperties": {"items": 5}}}}))),
            version("v4", &wrap(json!({"$ref": "https://example.com/schema.json"}))),
            version("v5", &wrap(json!({"properties": []}))),
            version("v6", &json!([])),
            version("v7", &wrap(json!({"type": "object"}))),
        ]))
        .to_string(),
    );
    assert_eq!(made.components.len(), 1);
    let texts: Vec<String> = made.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "`httproutes.demo.io`, version v1: spec: `text` is no type",
            "`httproutes.demo.io`, version v2: spec[].next: the schema refers to itself through `#/definitions/node`",
            "`httproutes.demo.io`, version v3: spec.a.*[]: a schema is an object or a boolean",
            "`httproutes.demo.io`, version v4: spec: it refers to `https://example.com/schema.json`, which is not in the document",
            "`httproutes.demo.io`, version v5: spec: `properties` is no object with a schema for each name",
            "`httproutes.demo.io`, version v6: a schema is an object or a boolean",
        ]
    );
}

#[test]
fn references_that_multiply_are_stopped() {
    let mut definitions = serde_json::Map::new();
    for number in 0..40 {
        let next = json!({"$ref": format!("#/definitions/d{}", number + 1)});
        definitions.insert(format!("d{number}"), json!({"properties": {"a": next, "b": next}}));
    }
    definitions.insert("d40".to_owned(), json!({"type": "string"}));
    let schema = json!({"definitions": definitions, "properties": {"spec": {"$ref": "#/definitions/d0"}}});
    let made = made(&definition(&json!([version("v1", &schema)])).to_string());
    assert!(made.findings[0].message.contains("more than 100000 parts"), "{}", made.findings[0]);
}

#[test]
fn texts_that_define_nothing_say_so() {
    let fails = |text: &str| {
        from_custom_resources(text.as_bytes(), &model(), &Limits::default()).expect_err("nothing")
    };
    assert!(matches!(fails("kind: Pod\napiVersion: v1\n"), Error::NoCustomResources { objects: 1 }));
    assert!(matches!(fails("a: [\n"), Error::Text(_)));
    let broken = from_custom_resources(b"a: \xff", &model(), &Limits::default());
    assert!(matches!(broken, Err(Error::NotText { offset: 3, .. })));
    let nameless =
        json!({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec": {}});
    let made = made(&nameless.to_string());
    assert_eq!(made.findings[0].to_string(), "`CustomResourceDefinition`, spec.names.kind: it is missing");
}
