//! The API document: served, committed, true, and explored without a network.

use std::collections::BTreeSet;

use meshery_testkit::Server;
use serde_json::Value;

const COMMITTED: &str = include_str!("../../../../docs/reference/openapi.json");

#[test]
fn the_committed_document_is_the_served_one() {
    let server = Server::start();
    let served = server.get("/api/openapi.json").json();
    let committed: Value = serde_json::from_str(COMMITTED).expect("JSON");
    assert!(served == committed, "the API changed: run `make gen` and read the difference");
    assert_eq!(served["openapi"], "3.1.0");
    let yaml = server.get("/swagger.yaml");
    assert_eq!(yaml.header("content-type"), Some("application/yaml"));
    assert!(yaml.text().starts_with("openapi: "), "{}", &yaml.text()[..80]);
}

#[test]
fn every_operation_is_described_and_named_once() {
    let document: Value = serde_json::from_str(COMMITTED).expect("JSON");
    let mut names = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let place = format!("{method} {path}");
            let name =
                operation["operationId"].as_str().unwrap_or_else(|| panic!("{place} has no operationId"));
            assert!(names.insert(name.to_owned()), "{name} is used twice");
            assert!(operation["summary"].is_string(), "{place} has no summary");
            assert!(operation["tags"][0].is_string(), "{place} has no tag");
            assert!(operation["responses"].as_object().is_some_and(|all| !all.is_empty()), "{place}");
        }
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document: Value = serde_json::from_str(COMMITTED).expect("JSON");
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                    let pointer = reference.trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

#[test]
fn swagger_ui_needs_no_other_host() {
    let server = Server::start();
    let page = server.get("/docs/");
    assert_eq!(page.status, 200, "{}", page.text());
    for part in page.text().split(['"', '\'']) {
        assert!(
            !part.starts_with("http://") && !part.starts_with("https://") && !part.starts_with("//"),
            "{part}"
        );
    }
    assert_eq!(server.get("/docs/swagger-ui-bundle.js").status, 200);
}
