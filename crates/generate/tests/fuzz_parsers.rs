//! Arbitrary and damaged texts: every parser ends, with packages and findings or an error.

use meshery_convert::Limits;
use meshery_generate::package::{Collector, read_file};
use meshery_generate::{Sheets, from_chart, from_custom_resources, from_open_api, from_sheets};
use meshery_model::ModelDefinition;
use proptest::prelude::*;

const DEFINITION: &str = r##"
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: demos.demo.io}
spec:
  group: demo.io
  names: {kind: Demo, plural: demos, shortNames: [d]}
  scope: Cluster
  versions:
  - name: v1
    served: true
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        definitions: {a: {properties: {b: {$ref: "#/definitions/c"}}}, c: {type: integer, minimum: 1}}
        properties:
          spec: {$ref: "#/definitions/a", nullable: true}
          port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
          list: {type: array, items: {enum: [a], nullable: true}, additionalProperties: false}
"##;

const OPEN_API: &str = r##"{"openapi": "3.0.0",
"paths": {"/a/{namespace}/b": {"get": {"x-kubernetes-group-version-kind": {"group": "g", "version": "v1", "kind": "K"}}}},
"components": {"schemas": {
 "a.ObjectMeta": {"type": "object"},
 "a.K": {"x-kubernetes-group-version-kind": [{"group": "g", "version": "v1", "kind": "K"}], "properties": {
   "metadata": {"$ref": "#/components/schemas/a.ObjectMeta"}, "spec": {"$ref": "#/components/schemas/a.K"}}}}}}"##;

const MODELS: &str =
    "registrant,modelDisplayName,model,category,capabilities\nmeshery,Demo,demo,Storage,\"[1]\"\n";
const COMPONENTS: &str =
    "model,component,schema,styleOverrides\ndemo,A,\"{\"\"type\"\":\"\"object\"\"}\",{}\n";
const RELATIONSHIPS: &str =
    "model,kind,type,subType,selector\ndemo,edge,binding,mount,\"[{\"\"allow\"\":{\"\"from\"\":[{}]}}]\"\n";

const COMPONENT: &str = r#"{"schemaVersion": "components.meshery.io/v1beta1", "displayName": "A", "model": {"name": "demo"},
"metadata": {"isAnnotation": false}, "styles": {"shape": "x"}, "capabilities": [{}], "configuration": {},
"component": {"kind": "A", "version": "v1", "schema": "{\"type\":\"object\"}"}}"#;
const RELATIONSHIP: &str = r#"{"apiVersion": "core.meshery.io/v1alpha1", "kind": "Edge", "subType": "Mount",
"selectors": {"allow": {"from": [{"patch": {"mutatorRef": [["settings"]]}}], "to": []}}}"#;
const MODEL: &str = r#"{"name": "demo", "version": "v1", "hostname": "x", "category": "c", "metadata": {"capabilities": null}}"#;

fn make_all(text: &[u8]) {
    let model = ModelDefinition::default();
    let _ = from_custom_resources(text, &model, &Limits::default());
    let _ = from_open_api(text, &model);
    let _ = from_sheets(&Sheets { models: text, components: Some(text), relationships: Some(text) });
    for (components, relationships) in [(text, RELATIONSHIPS.as_bytes()), (COMPONENTS.as_bytes(), text)] {
        let (components, relationships) = (Some(components), Some(relationships));
        let _ = from_sheets(&Sheets { models: MODELS.as_bytes(), components, relationships });
    }
    let files = [
        ("Chart.yaml", b"name: demo\nversion: 1".as_slice()),
        ("crds/a.yaml", text),
        ("templates/b.yaml", text),
    ];
    let files = files.map(|(name, content)| (name.to_owned(), content.to_vec()));
    let _ = from_chart(&files, &model, &Limits::default());
    let _ = from_chart(&[("Chart.yaml".to_owned(), text.to_vec())], &model, &Limits::default());
    let mut collector = Collector::default();
    for path in [
        "model.json",
        "components/a.json",
        "components/b.yaml",
        "relationships/a.json",
        "other/a.json",
        "policies/p.rego",
    ] {
        collector.add(path, read_file(path, text));
    }
    let _ = collector.finish();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        make_all(&bytes);
    }

    #[test]
    fn arbitrary_texts_end(text in "[-{}\\[\\]:,\"'|>&*#!%@ \\na-c$0-9.\u{e9}]{0,200}") {
        make_all(text.as_bytes());
    }

    #[test]
    fn damaged_texts_end(
        seed in 0_usize..8,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..4, any::<u8>()), 1..8),
    ) {
        let seeds = [DEFINITION, OPEN_API, MODELS, COMPONENTS, RELATIONSHIPS, COMPONENT, RELATIONSHIP, MODEL];
        let mut bytes = seeds[seed].as_bytes().to_vec();
        for (from, to, what, byte) in changes {
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            let (start, end) = (from.min(to), from.max(to).min(from.min(to) + 20));
            match what {
                0 => drop(bytes.drain(start..end)),
                1 => bytes.insert(start, byte),
                2 => {
                    let copied = bytes[start..end].to_vec();
                    bytes.splice(to..to, copied);
                }
                _ => {
                    if let Some(place) = bytes.get_mut(start) {
                        *place = b"{}[]\":,0ntf\n- "[usize::from(byte) % 14];
                    }
                }
            }
        }
        make_all(&bytes);
    }
}

#[test]
fn deep_texts_end() {
    let model = ModelDefinition::default();
    for depth in [50, 90, 120, 2_000, 100_000] {
        let deep = "{\"items\": ".repeat(depth) + "{}" + &"}".repeat(depth);
        make_all(deep.as_bytes());
        let definition = DEFINITION.replace("{type: integer, minimum: 1}", &deep);
        let _ = from_custom_resources(definition.as_bytes(), &model, &Limits::default());
        make_all(OPEN_API.replace("{\"type\": \"object\"}", &deep).as_bytes());
        make_all(COMPONENT.replace("{\\\"type\\\":\\\"object\\\"}", &deep.replace('"', "\\\"")).as_bytes());
    }
}
