//! Evaluation over REST.

use meshery_testkit::Server;
use serde_json::{Value, json};

fn pod_in_a_namespace() -> Value {
    json!({
        "id": "dddddddd-0000-4000-8000-000000000001", "name": "demo", "version": "0.0.1", "relationships": [],
        "components": [{
            "id": "aaaaaaaa-0000-4000-8000-000000000001", "displayName": "web",
            "component": {"kind": "Pod", "version": "v1"}, "model": {"name": "kubernetes"},
            "configuration": {"metadata": {"namespace": "default"}}
        }]
    })
}

#[test]
fn an_implied_namespace_is_added_and_related() {
    let server = Server::start();
    let reply = server.post("/api/registry/relationships/evaluate", &json!({"design": pod_in_a_namespace()}));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let answer = reply.json();
    let ops: Vec<_> =
        answer["actions"].as_array().expect("actions").iter().map(|action| &action["op"]).collect();
    assert_eq!(ops, ["add_component", "add_relationship"]);
    assert_eq!(answer["trace"]["componentsAdded"][0]["displayName"], "default");
    assert_eq!(answer["trace"]["relationshipsAdded"][0]["subType"], "inventory");
    assert_eq!(answer["design"]["components"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["design"]["components"][1]["component"]["version"], "v1", "filled from the registry");
}

#[test]
fn evaluating_the_answer_changes_nothing() {
    let server = Server::start();
    let first =
        server.post("/api/registry/relationships/evaluate", &json!({"design": pod_in_a_namespace()})).json();
    let second =
        server.post("/api/registry/relationships/evaluate", &json!({"design": first["design"]})).json();
    assert_eq!(second["actions"], json!([]));
    assert_eq!(second["design"], first["design"]);
}

#[test]
fn only_what_changed_is_returned_when_asked() {
    let server = Server::start();
    let body = json!({"design": pod_in_a_namespace(), "options": {"returnDiffOnly": true}});
    let answer = server.post("/api/registry/relationships/evaluate", &body).json();
    let names: Vec<_> = answer["design"]["components"]
        .as_array()
        .expect("components")
        .iter()
        .map(|one| &one["displayName"])
        .collect();
    assert_eq!(names, ["default"]);
}

#[test]
fn a_body_that_is_no_design_is_refused() {
    let server = Server::start();
    let cases = [
        (json!({}), "meshery-server-1502"),
        (json!({"design": {"components": [{"id": "P"}]}}), "meshery-server-1502"),
        (
            json!({"design": {"components": [
                {"id": "aaaaaaaa-0000-4000-8000-000000000001"}, {"id": "aaaaaaaa-0000-4000-8000-000000000001"}
            ]}}),
            "meshery-server-1002",
        ),
    ];
    for (body, code) in cases {
        let reply = server.post("/api/registry/relationships/evaluate", &body);
        assert_eq!((reply.status, &reply.json()["code"]), (400, &json!(code)));
    }
}

#[test]
fn a_configuration_is_an_object_or_nothing() {
    let server = Server::start();
    let evaluate = |configuration: Value| {
        let mut design = pod_in_a_namespace();
        design["components"][0]["configuration"] = configuration;
        server.post("/api/registry/relationships/evaluate", &json!({ "design": design }))
    };
    let answer = evaluate(Value::Null);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["design"]["components"][0]["configuration"], json!({}));
    for wrong in [json!([1]), json!("text"), json!(1), json!(true)] {
        assert_eq!(evaluate(wrong).status, 400);
    }
}
