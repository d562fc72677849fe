//! The registry over REST.

use meshery_testkit::Server;
use serde_json::{Value, json};

#[test]
fn the_kubernetes_model_is_there_with_its_counts() {
    let server = Server::start();
    assert!(server.get("/api/registry/models").json()["totalCount"].as_u64() >= Some(300));
    let page = server.get("/api/registry/models/kubernetes").json();
    let model = &page["models"][0];
    assert_eq!((&model["name"], &model["registrant"]["kind"]), (&json!("kubernetes"), &json!("meshery")));
    assert!(model["componentsCount"].as_u64().is_some_and(|count| count > 70), "{model}");
    assert!(model["relationshipsCount"].as_u64().is_some_and(|count| count > 20), "{model}");
    assert!(model.get("components").is_none());
    let nested = server.get("/api/registry/models/kubernetes?components=true&relationships=true").json();
    let count = |member: &str| nested["models"][0][member].as_array().map(|all| all.len() as u64);
    assert_eq!(count("components"), model["componentsCount"].as_u64());
    assert_eq!(count("relationships"), model["relationshipsCount"].as_u64());
}

#[test]
fn a_component_comes_with_its_schema() {
    let server = Server::start();
    let page = server.get("/api/registry/models/kubernetes/components/Deployment").json();
    let component = &page["components"][0];
    assert_eq!(component["component"]["version"], "apps/v1");
    assert!(component["description"].as_str().is_some_and(|text| !text.is_empty()));
    let schema: Value = serde_json::from_str(component["component"]["schema"].as_str().expect("schema"))
        .expect("JSON Schema");
    assert!(schema["properties"]["spec"].is_object(), "{schema}");
    let trimmed = server.get("/api/registry/components/Deployment?trim=true").json();
    assert!(trimmed["components"][0]["component"].get("schema").is_none());
}

#[test]
fn lists_are_paged_searched_and_ordered() {
    let server = Server::start();
    let kinds = |path: &str| -> Vec<String> {
        let page = server.get(path).json();
        let all = page["components"].as_array().unwrap_or_else(|| panic!("{path}: {page}")).clone();
        all.iter().map(|one| one["component"]["kind"].as_str().expect("kind").to_owned()).collect()
    };
    let first = kinds("/api/registry/components?trim=true&pagesize=10&order=kind%20asc");
    let second = kinds("/api/registry/components?trim=true&pagesize=10&page=1&order=kind%20asc");
    assert_eq!((first.len(), second.len()), (10, 10));
    assert!(first.iter().chain(&second).map(|kind| kind.to_lowercase()).is_sorted(), "{first:?} {second:?}");
    assert_eq!(kinds("/api/registry/components?trim=true&search=pod")[0], "Pod");
    let all = kinds("/api/registry/components?trim=true&pagesize=all");
    let total = server.get("/api/registry/components?trim=true").json()["totalCount"].as_u64();
    assert_eq!(Some(all.len() as u64), total);
    let none = server.get("/api/registry/models/no-such-model/components").json();
    assert_eq!((&none["totalCount"], &none["components"]), (&json!(0), &json!([])));
}

#[test]
fn an_order_that_is_not_offered_is_refused() {
    let server = Server::start();
    for list in ["models", "components", "relationships", "categories", "registrants"] {
        let reply = server.get(&format!("/api/registry/{list}?order=secret%20asc"));
        assert_eq!(reply.status, 400, "{list}: {}", reply.text());
    }
}

#[test]
fn relationships_categories_and_registrants_are_listed() {
    let server = Server::start();
    let page = server.get("/api/registry/relationships?pagesize=all").json();
    let all = page["relationships"].as_array().expect("relationships");
    assert!(
        all.iter().all(|one| one["metadata"]["description"].as_str().is_some_and(|text| !text.is_empty()))
    );
    let of_model = server.get("/api/registry/models/kubernetes/relationships").json();
    assert!(of_model["totalCount"].as_u64() < page["totalCount"].as_u64());
    let category = server.get("/api/registry/categories/Orchestration%20%26%20Management").json();
    assert_eq!(category["categories"][0]["name"], "Orchestration & Management");
    let models = server.get("/api/registry/categories/Orchestration%20%26%20Management/models").json();
    let kubernetes =
        "/api/registry/categories/Orchestration%20%26%20Management/models/kubernetes/components/Pod";
    assert!(models["totalCount"].as_u64() > Some(1));
    assert_eq!(server.get(kubernetes).json()["totalCount"], 1);
    let registrants = server.get("/api/registry/registrants").json();
    let summary = server.get("/api/registry/summary").json();
    assert_eq!(registrants["registrants"][0]["summary"]["models"], summary["models"]);
}
