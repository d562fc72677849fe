//! Statuses and removal: what takes part in the registry, and what does not.

use meshery_testkit::Server;
use serde_json::{Value, json};

use crate::GUESTBOOK;

const WIDGETS: &str = include_str!("../fixtures/widgets.yaml");

fn first(server: &Server, path: &str, list: &str) -> Value {
    server.get(path).json()[list][0].clone()
}

fn total(server: &Server, path: &str) -> Value {
    server.get(path).json()["totalCount"].clone()
}

fn set(server: &Server, entity: &str, id: &Value, status: &str) -> u16 {
    server.post(&format!("/api/registry/{entity}/status"), &json!({"id": id, "status": status})).status
}

#[test]
fn an_ignored_component_takes_no_part_until_it_is_enabled() {
    let mut server = Server::start();
    let deployment = first(&server, "/api/registry/components/Deployment?model=kubernetes", "components");
    let warnings = |server: &Server| server.import(GUESTBOOK).json()["warnings"].as_array().map(Vec::len);
    assert_eq!(warnings(&server), Some(0));
    assert_eq!(set(&server, "components", &deployment["id"], "ignored"), 200);
    for round in ["at once", "after a restart"] {
        let listed = "/api/registry/models/kubernetes/components/Deployment?trim=true";
        assert_eq!(total(&server, listed), 0, "{round}");
        let ignored = server.get(&format!("{listed}&status=ignored")).json();
        assert_eq!(ignored["components"][0]["status"], "ignored", "{round}");
        server.kill_and_restart();
    }
    assert_eq!(set(&server, "components", &deployment["id"], "registered"), 200);
    assert_eq!(total(&server, "/api/registry/models/kubernetes/components/Deployment"), 1);
    assert_eq!(warnings(&server), Some(0));
}

#[test]
fn an_ignored_definition_or_model_relates_nothing() {
    let server = Server::start();
    let relationships = || {
        let imported = server.import(GUESTBOOK).json();
        imported["relationshipCount"].as_u64().expect("count")
    };
    let all = relationships();
    assert!(all > 0);
    let definitions =
        server.get("/api/registry/relationships?component=Service&model=kubernetes&pagesize=all").json();
    for definition in definitions["relationships"].as_array().expect("definitions") {
        assert_eq!(set(&server, "relationships", &definition["id"], "ignored"), 200);
    }
    assert!(relationships() < all);
    for definition in definitions["relationships"].as_array().expect("definitions") {
        assert_eq!(set(&server, "relationships", &definition["id"], "enabled"), 200);
    }
    assert_eq!(relationships(), all);
    let model = first(&server, "/api/registry/models/kubernetes", "models");
    assert_eq!(set(&server, "models", &model["id"], "ignored"), 200);
    assert_eq!(total(&server, "/api/registry/models/kubernetes"), 0);
    assert_eq!(relationships(), 0);
}

#[test]
fn statuses_are_checked() {
    let server = Server::start();
    let model = first(&server, "/api/registry/models/kubernetes", "models");
    assert_eq!(set(&server, "models", &model["id"], "sleepy"), 400);
    assert_eq!(set(&server, "components", &model["id"], "ignored"), 404, "a model is no component");
    assert_eq!(set(&server, "views", &model["id"], "ignored"), 404);
}

#[test]
fn imported_models_can_be_deleted_and_built_in_ones_can_not() {
    let mut server = Server::start();
    let headers = [("content-type", "application/yaml")];
    let _ = server.send("POST", "/api/registry/register", &headers, Some(WIDGETS.as_bytes()));
    let widgets = first(&server, "/api/registry/models/widgets.example.org", "models");
    let path = format!("/api/registry/models/{}", widgets["id"].as_str().expect("id"));
    let removed = server.anon().delete(&path).json();
    assert_eq!(removed["name"], "widgets.example.org");
    for round in ["at once", "after a restart"] {
        assert_eq!(total(&server, "/api/registry/models/widgets.example.org?status=all"), 0, "{round}");
        assert_eq!(server.anon().delete(&path).status, 404, "{round}");
        server.kill_and_restart();
    }
    let kubernetes = first(&server, "/api/registry/models/kubernetes", "models");
    let path = format!("/api/registry/models/{}", kubernetes["id"].as_str().expect("id"));
    assert_eq!(server.anon().delete(&path).status, 409);
    assert_eq!(server.anon().delete("/api/registry/models/kubernetes").status, 400);
}

#[test]
fn the_older_name_of_the_registry_answers_and_says_so() {
    let server = Server::start();
    let old = server.get("/api/meshmodels/models/kubernetes/components/Pod?trim=true");
    let new = server.get("/api/registry/models/kubernetes/components/Pod?trim=true");
    assert_eq!((old.status, old.json()), (200, new.json()));
    assert!(old.header("deprecation").is_some_and(|value| value.starts_with('@')));
    let link = old.header("link").expect("link");
    assert_eq!(link, "</api/registry/models/kubernetes/components/Pod>; rel=\"successor-version\"");
    assert_eq!(new.header("deprecation"), None);
}

#[test]
fn search_ranks_whole_names_first_and_forgives_typing_errors() {
    let server = Server::start();
    let names = |query: &str| -> Vec<String> {
        let found = server.get(&format!("/api/registry/search?q={query}")).json();
        let results = found["results"].as_array().unwrap_or_else(|| panic!("{found}")).clone();
        results.iter().map(|one| one["name"].as_str().expect("name").to_owned()).collect()
    };
    assert_eq!(names("deployment")[0], "Deployment");
    assert_eq!(names("deploymnet")[0], "Deployment");
    assert_eq!(names("po")[0], "Pod", "short names are names");
    assert_eq!(names("cert-manager")[0], "cert-manager");
    assert_eq!(names("qzxjkwv"), Vec::<String>::new());
    assert_eq!(names(""), Vec::<String>::new());
    let models = server.get("/api/registry/search?q=istio&types=model&limit=1").json();
    assert_eq!(models["results"].as_array().map(Vec::len), Some(1));
    assert_eq!(models["results"][0]["entityType"], "model");
    assert_eq!(server.get("/api/registry/search?q=a&types=view").status, 400);
    assert_eq!(server.get("/api/registry/search?q=a&limit=0").status, 400);
}

#[test]
fn components_are_made_from_definitions_without_being_saved() {
    let server = Server::start();
    let model = json!({"name": "widgets", "displayName": "Widgets"});
    let reply = server.post("/api/registry/generate", &json!({"definition": WIDGETS, "model": model}));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let generated = reply.json();
    assert_eq!(generated["model"]["name"], "widgets");
    assert_eq!(generated["components"].as_array().map(Vec::len), Some(2), "{generated}");
    assert_eq!(total(&server, "/api/registry/models/widgets"), 0);
    let nothing = server.post("/api/registry/generate", &json!({"definition": "kind: Pod\n"}));
    assert_eq!(nothing.status, 422, "{}", nothing.text());
}

#[test]
fn values_are_checked_against_schemas() {
    let server = Server::start();
    let deployment = first(&server, "/api/registry/components/Deployment?model=kubernetes", "components");
    let body = json!({"validationItems": {
        "good": {"kind": "Deployment", "apiVersion": "apps/v1", "value": "metadata: {name: web}\nspec: {selector: {}, template: {}, replicas: 2}"},
        "bad": {"componentId": deployment["id"], "value": "{\"spec\": {\"replicas\": \"two\"}}", "valueType": "JSON"},
        "plain": {"schema": "{\"type\": \"integer\"}", "value": "3"},
        "no schema": {"schema": "{\"type\": 5}", "value": "3"},
        "no JSON": {"schema": "{", "value": "3"},
        "no value": {"schema": "{}", "value": "a: ["},
        "endless": {"schema": "{\"$ref\": \"#\"}", "value": "3"},
        "mutual": {"schema": "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"allOf\": [{\"$ref\": \"#/$defs/b\"}]}, \"b\": {\"$ref\": \"#/$defs/a\"}}}", "value": "3"},
        "far": {"schema": "{\"$ref\": \"http://127.0.0.1:1/schema\"}", "value": "3"},
        "slow": {"schema": "{\"pattern\": \"^(a+)+$\"}", "value": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"},
    }});
    let reply = server.post("/api/registry/validate", &body);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let result = &reply.json()["result"];
    for name in ["good", "plain"] {
        assert_eq!(result[name], json!({"isValid": true, "errors": []}), "{name}");
    }
    for name in ["bad", "no schema", "no JSON", "no value", "far", "slow"] {
        assert_eq!(result[name]["isValid"], false, "{name}: {}", result[name]);
    }
    let errors = result["bad"]["errors"].to_string();
    assert!(errors.contains("/spec/replicas: "), "{errors}");
    assert_eq!(server.get("/readyz").status, 200);
    let unknown = json!({"validationItems": {"x": {"kind": "Nothing", "apiVersion": "v1", "value": "{}"}}});
    assert_eq!(server.post("/api/registry/validate", &unknown).status, 404);
    let nothing = json!({"validationItems": {"x": {"value": "{}"}}});
    assert_eq!(server.post("/api/registry/validate", &nothing).status, 400);
}
