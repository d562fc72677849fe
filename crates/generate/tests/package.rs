//! Packages as folders: reading what others wrote, and what we wrote.

use meshery_generate::package::{Collection, Collector, Entity, Export, FileType, export, read_file};
use meshery_model::Policy;
use meshery_registry::{Assembly, Index, ModelQuery, Package, PageSize, Statuses};
use serde_json::{Value, json};

fn collect(files: &[(&str, String)]) -> Collection {
    let mut collector = Collector::default();
    for (path, text) in files {
        collector.add(path, read_file(path, text.as_bytes()));
    }
    collector.finish()
}

fn model(name: &str, version: &str) -> String {
    json!({
        "id": "00000000-0000-0000-0000-000000000000", "schemaVersion": "models.meshery.io/v1beta1",
        "version": "v1.0.0", "name": name, "displayName": "Demo", "status": "enabled",
        "registrant": {"kind": "github", "name": "", "environments": [{"id": "x"}], "deleted_at": null},
        "category": {"id": "", "name": "Storage"}, "subCategory": "Volumes",
        "metadata": {"capabilities": null, "svgColor": "<svg/>"}, "model": {"version": version},
        "components_count": 3,
    })
    .to_string()
}

fn component(kind: &str, schema: &Value) -> String {
    json!({
        "id": "", "schemaVersion": "components.meshery.io/v1beta1", "version": "v1.0.0", "displayName": kind,
        "format": "JSON", "model": {"name": "demo", "metadata": {"svgColor": "<svg/>"}, "model": {"version": "v2"}},
        "styles": {"shape": "round"}, "capabilities": null, "status": "enabled",
        "metadata": {"isNamespaced": true, "genealogy": null, "isCustom": 1}, "configuration": null,
        "component": {"kind": kind, "version": "demo.io/v1", "schema": schema}, "madeByNewer": {"a": 1},
    })
    .to_string()
}

fn relationship() -> String {
    json!({
        "schemaVersion": "relationships.meshery.io/v1alpha3", "kind": "edge", "type": "binding",
        "subType": "mount", "model": {"name": "demo"}, "metadata": null,
        "selectors": [{"allow": {"from": [{"kind": "A", "match": null}], "to": [{"kind": "B"}]}}],
    })
    .to_string()
}

/// The packages of a collection as the registry has them.
fn packages(collection: Collection) -> Vec<Package> {
    let Collection { packages, shelf, .. } = collection;
    let drafts = packages.into_iter().map(|found| found.draft).collect();
    let packed = Assembly::new(drafts).finish(|key| shelf.get(key).cloned()).expect("packed");
    let index = Index::layered(vec![packed.into()], Statuses::default());
    let all =
        ModelQuery { page_size: PageSize::All, status: Some("all".to_owned()), ..ModelQuery::default() };
    index.find_models(&all).items.iter().map(meshery_registry::ModelEntry::package).collect()
}

fn only(files: &[(&str, String)]) -> Package {
    let collection = collect(files);
    assert_eq!(collection.findings, []);
    let mut packages = packages(collection);
    assert_eq!(packages.len(), 1);
    packages.pop().expect("one")
}

#[test]
fn a_package_is_found_under_any_leading_folder_and_in_any_order() {
    let (model, schema) = (model("demo", "v2"), json!(r#"{"type": "object"}"#));
    for root in ["", "demo/v2/v1.0.0/", "models/demo/v2/v1.0.0/"] {
        let path = |name: &str| format!("{root}{name}");
        let package = only(&[
            (&path("relationships/r.json"), relationship()),
            (&path("components/A.json"), component("A", &schema)),
            (&path("model.json"), model.clone()),
            (&path("readme.md"), "hello".to_owned()),
            (&path("components/._A.json"), "\0".to_owned()),
        ]);
        assert_eq!(package.model.registrant.kind, "github");
        assert_eq!(package.model.category.name, "Storage");
        assert_eq!(package.model.extra.get("components_count"), None);
        let component = &package.components[0];
        assert!(component.metadata.is_namespaced && component.metadata.published);
        assert_eq!(component.metadata.extra["isCustom"], json!(1));
        assert_eq!(component.component.schema.as_deref(), Some(r#"{"type":"object"}"#));
        assert_eq!(component.extra["madeByNewer"], json!({"a": 1}));
        assert_eq!(package.relationships[0].model.name, "demo");
    }
}

#[test]
fn one_broken_document_does_not_spoil_the_others() {
    let schema = json!("{}");
    let collection = collect(&[
        ("demo/model.json", model("demo", "v2")),
        ("demo/components/A.json", component("A", &schema)),
        ("demo/components/B.json", component("B", &json!("{\"type\": "))),
        ("demo/components/C.json", component("C", &json!("[]"))),
        ("demo/components/D.json", "{\"displayName\":\n x}".to_owned()),
        ("demo/components/E.json", component("", &schema)),
        ("demo/components/F.json", relationship()),
        ("demo/components/G.json", component("A", &json!("{\"type\":\"object\"}"))),
        ("demo/relationships/r.yaml", "kind: edge\nselectors: 5\n".to_owned()),
        ("demo/relationships/s.json", "[]".to_owned()),
    ]);
    assert_eq!(collection.packages[0].draft.counts().0, 1);
    let texts: Vec<String> = collection.findings.iter().map(ToString::to_string).collect();
    let expected = [
        "`demo/components/B.json`, component.schema: the schema is no JSON: ",
        "`demo/components/C.json`, component.schema: the schema is neither an object nor a boolean",
        "`demo/components/D.json`, line 2, column 2: expected value",
        "`demo/components/E.json`: the component has no `component.kind`",
        "`demo/components/F.json`: the document states to follow `relationships.meshery.io/v1alpha3`",
        "`demo/components/G.json`: the component `A` of `demo.io/v1` comes twice",
        "`demo/relationships/r.yaml`, selectors: invalid type",
        "`demo/relationships/s.json`: the document is no object",
    ];
    assert_eq!(texts.len(), expected.len(), "{texts:#?}");
    for (text, expected) in texts.iter().zip(expected) {
        assert!(text.starts_with(expected), "{text}");
    }
}

#[test]
fn two_folders_that_claim_one_model_are_reported() {
    let collection = collect(&[
        ("a/model.json", model("demo", "v2")),
        ("b/model.json", model("demo", "v2")),
        ("c/model.json", model("demo", "v3")),
        ("c/model.yaml", model("demo", "v4")),
    ]);
    assert_eq!(collection.packages.len(), 2);
    let texts: Vec<String> = collection.findings.iter().map(ToString::to_string).collect();
    assert_eq!(texts[0], "`c/model.yaml`: its folder has a model already, this one is left out");
    assert_eq!(texts[1], "`b`: the model `demo` v2 stands in the folder `a` too, this one is left out");
}

#[test]
fn relationships_above_several_versions_belong_to_each() {
    let collection = collect(&[
        ("demo/relationships/r.json", relationship()),
        ("demo/v1/v1.0.0/model.json", model("demo", "v1")),
        ("demo/v2/v1.0.0/model.json", model("demo", "v2")),
        ("other/v1/v1.0.0/model.json", model("other", "v1")),
        ("lost/relationships/r.json", relationship()),
    ]);
    let counts: Vec<usize> = collection.packages.iter().map(|found| found.draft.counts().1).collect();
    assert_eq!(counts, [1, 1, 0]);
    assert_eq!(
        collection.findings[0].to_string(),
        "`lost`: there is no `model.json` for the 1 documents of the folder"
    );
}

#[test]
fn a_folder_without_a_model_takes_what_its_components_say() {
    let package = only(&[("demo/v2/components/A.json", component("A", &json!("{}")))]);
    assert_eq!((package.model.name.as_str(), package.model.model.version.as_str()), ("demo", "v2"));
    assert_eq!(package.model.registrant.kind, "meshery");
}

#[test]
fn first_schema_versions_are_brought_to_the_shape_of_today() {
    let package = only(&[
        (
            "demo/model.json",
            json!({"name": "demo", "version": "v2", "hostname": "ArtifactHub", "category": "Storage"}).to_string(),
        ),
        (
            "demo/components/A.json",
            json!({
                "kind": "A", "apiVersion": "demo.io/v1", "displayName": "A", "format": "JSON",
                "schema": "{\"type\":\"object\"}", "createdAt": "0001-01-01T00:00:00Z",
                "metadata": {"isAnnotation": "TRUE", "shape": "round", "svgColor": "<svg/>", "isNamespaced": false},
            })
            .to_string(),
        ),
        (
            "demo/relationships/r.json",
            json!({
                "apiVersion": "core.meshery.io/v1alpha1", "kind": "Edge", "subType": "Mount", "model": "demo",
                "selectors": {"allow": {
                    "from": [{"kind": "A", "patch": {"mutatorRef": [["name"], ["settings", "spec"]]}}],
                    "to": [],
                }},
            })
            .to_string(),
        ),
    ]);
    assert_eq!(package.model.model.version, "v2");
    assert_eq!(package.model.version, "v1.0.0");
    assert_eq!(package.model.registrant.kind, "artifacthub");
    assert_eq!(package.model.category.name, "Storage");
    let component = &package.components[0];
    assert_eq!((component.kind(), component.api_version()), ("A", "demo.io/v1"));
    assert_eq!(component.component.schema.as_deref(), Some("{\"type\":\"object\"}"));
    assert_eq!(component.styles, Some(json!({"shape": "round", "svgColor": "<svg/>"})));
    assert!(component.metadata.is_annotation && component.extra.is_empty());
    let relationship = &package.relationships[0];
    assert_eq!((relationship.kind.as_str(), relationship.rel_type.as_str()), ("edge", "binding"));
    let patch = relationship.selectors[0].allow.from[0].patch.as_ref().expect("patch");
    let paths = serde_json::to_value(&patch.mutator_ref).expect("paths");
    assert_eq!(paths, json!([["displayName"], ["configuration", "spec"]]));
}

#[test]
fn what_is_exported_is_read_back() {
    let mut package = only(&[
        ("demo/model.json", model("demo", "v2")),
        ("demo/components/A.json", component("A", &json!("{\"type\":\"object\"}"))),
        ("demo/components/B.json", component("a", &json!({"type": "object"}))),
        ("demo/relationships/r.json", relationship()),
    ]);
    package.model.model.version = "../v2".to_owned();
    package.policies = vec![Policy::new("p", "package p")];
    for file_type in [FileType::Json, FileType::Yaml] {
        let files = export(&package, Export { file_type, ..Export::default() });
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.iter().all(|name| name.starts_with("demo/v2/v1.0.0/")), "{names:?}");
        let lower: std::collections::BTreeSet<String> =
            names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(lower.len(), 5, "{names:?}");
        let files: Vec<(&str, String)> = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), String::from_utf8(bytes.clone()).expect("text")))
            .collect();
        let found = only(&files);
        assert_eq!(found.policies[0].rego, "package p");
        assert_eq!(found.model.model, package.model.model);
        assert_eq!(found.model.metadata, package.model.metadata);
        assert_eq!(found.relationships[0].selectors, package.relationships[0].selectors);
        let kinds = |package: &Package| {
            let types = package.components.iter().map(|component| component.component.clone());
            types.collect::<Vec<_>>()
        };
        assert_eq!(kinds(&found), kinds(&package));
    }
    let only_model = export(
        &Package { policies: Vec::new(), ..package },
        Export { components: false, relationships: false, ..Export::default() },
    );
    assert_eq!(only_model.len(), 1);
}

#[test]
fn documents_without_a_telling_folder_are_told_by_their_schema_version() {
    let read =
        read_file("x/other.json", component("A", &json!("{}")).as_bytes()).expect("read").expect("file");
    assert!(matches!(read.entity, Entity::Component(_)));
    assert_eq!(read.folder, "x");
    assert_eq!(read_file("x/package.json", b"{\"name\": \"npm\"}"), Ok(None));
    assert_eq!(read_file("x/broken.json", b"{"), Ok(None));
}
