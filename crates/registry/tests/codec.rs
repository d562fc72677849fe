//! Packing packages and reading them back.

mod common;

use meshery_errors::Coded as _;
use meshery_registry::{ComponentQuery, Index, ModelQuery, Package, PageSize, pack};
use serde_json::Value;

fn packed(packages: &[Package]) -> &'static [u8] {
    pack(packages).expect("packed").leak()
}

#[test]
fn what_is_packed_comes_back() {
    let packages = common::packages();
    let read = Index::from_packed(packed(&packages)).expect("readable");
    let made = Index::from_packages(packages);
    let everything = ComponentQuery { page_size: PageSize::All, ..ComponentQuery::default() };
    assert_eq!(read.components(&everything), made.components(&everything));
    assert_eq!(read.models(&ModelQuery::default()), made.models(&ModelQuery::default()));
    assert_eq!(read.relationship_definitions(), made.relationship_definitions());
    assert_eq!(read.counts(), made.counts());
}

#[test]
fn equal_packages_give_equal_bytes() {
    assert_eq!(pack(&common::packages()).expect("packed"), pack(&common::packages()).expect("packed"));
}

#[test]
fn schemas_hold_what_they_refer_to_and_no_more() {
    let index = Index::from_packages(common::packages());
    let id = index.lookup("v1", "Pod").expect("Pod").id();
    let schema: Value = serde_json::from_str(&index.schema(id).expect("schema")).expect("JSON");
    assert_eq!(schema["properties"]["own"]["const"], "Pod");
    let definitions = schema["$defs"].as_object().expect("definitions");
    assert_eq!(definitions.keys().map(String::as_str).collect::<Vec<_>>(), ["Labels", "Meta"]);
    assert_eq!(definitions["Meta"]["properties"]["parent"]["$ref"], "#/$defs/Meta");
}

#[test]
fn one_name_may_stand_for_different_definitions() {
    let mut packages = common::packages();
    let other = r##"{"properties": {"metadata": {"$ref": "#/definitions/Meta"}}, "definitions": {"Meta": {"type": "string"}}}"##;
    packages[3].components[0].component.schema = Some(other.to_owned());
    let index = Index::from_packed(packed(&packages)).expect("readable");
    let definition = |api_version: &str, kind: &str| {
        let schema = index.lookup(api_version, kind).and_then(|entry| entry.schema()).expect("schema");
        serde_json::from_str::<Value>(&schema).expect("JSON")["$defs"]["Meta"].clone()
    };
    assert_eq!(definition("shapes/v1", "Arrow")["type"], "string");
    assert!(definition("v1", "Pod")["properties"].is_object());
}

#[test]
fn a_component_without_schema_has_none() {
    let mut packages = common::packages();
    packages[3].components[0].component.schema = None;
    let index = Index::from_packages(packages);
    let arrow = index.lookup("shapes/v1", "Arrow").expect("Arrow");
    assert_eq!(arrow.schema(), None);
}

#[test]
fn equal_identities_are_kept_once() {
    let mut packages = common::packages();
    let twice = packages[2].components[0].clone();
    packages[2].components.push(twice);
    assert_eq!(Index::from_packages(packages).counts(), Index::from_packages(common::packages()).counts());
}

#[test]
fn damaged_bytes_are_refused() {
    let bytes = packed(&common::packages());
    for damaged in [
        &bytes[..0],
        &bytes[1..],
        &bytes[..10],
        &bytes[..40],
        b"MESHREG1\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        let error = Index::from_packed(damaged).expect_err("damaged");
        assert_eq!(error.code().as_str(), "meshery-server-1101");
    }
    let mut flipped = bytes.to_vec();
    flipped[30] ^= 0xff;
    assert!(Index::from_packed(flipped.leak()).is_err());
}

#[test]
fn nothing_is_a_registry_too() {
    let index = Index::from_packed(packed(&[])).expect("readable");
    assert_eq!(index.components(&ComponentQuery::default()).total, 0);
}
