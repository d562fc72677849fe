//! Designs: import, read, save, list, download, delete.

use meshery_testkit::{Reply, Server};
use serde_json::{Value, json};

use crate::GUESTBOOK;

fn imported(server: &Server) -> Value {
    let reply = server.import(GUESTBOOK);
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

fn document(design: &Value) -> Value {
    serde_json::from_str(design["patternFile"].as_str().expect("document")).expect("JSON")
}

fn relationships(document: &Value) -> Vec<(String, String, String)> {
    let name = |id: &Value| {
        let all = document["components"].as_array().expect("components");
        let component = all.iter().find(|component| component["id"] == *id).expect("component");
        format!(
            "{}/{}",
            component["component"]["kind"].as_str().expect("kind"),
            component["displayName"].as_str().expect("name")
        )
    };
    let mut found: Vec<_> = document["relationships"]
        .as_array()
        .expect("relationships")
        .iter()
        .map(|relationship| {
            let allow = &relationship["selectors"][0]["allow"];
            (
                relationship["subType"].as_str().expect("subType").to_owned(),
                name(&allow["from"][0]["id"]),
                name(&allow["to"][0]["id"]),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_manifest_becomes_an_evaluated_design() {
    let server = Server::start();
    let design = imported(&server);
    assert_eq!(design["sourceType"], "Kubernetes Manifest");
    assert_eq!(design["warnings"], json!([]));
    let document = document(&design);
    assert_eq!(document["schemaVersion"], "designs.meshery.io/v1beta3");
    let found = relationships(&document);
    let has = |sub_type: &str, from: &str, to: &str| {
        found.iter().any(|(s, f, t)| {
            s.eq_ignore_ascii_case(sub_type) && ((f == from && t == to) || (f == to && t == from))
        })
    };
    assert!(has("inventory", "Deployment/frontend", "Namespace/guestbook"), "{found:#?}");
    assert!(has("network", "Service/frontend", "Deployment/frontend"), "{found:#?}");
    assert!(has("network", "Ingress/guestbook", "Service/frontend"), "{found:#?}");
    assert!(has("reference", "Deployment/frontend", "ConfigMap/frontend-settings"), "{found:#?}");
}

#[test]
fn the_original_is_kept_byte_for_byte() {
    let server = Server::start();
    let crlf = GUESTBOOK.replace('\n', "\r\n");
    let design = server.import(&crlf).json();
    let id = design["id"].as_str().expect("id");
    let original = server.get(&format!("/api/pattern/download/{id}/Kubernetes%20Manifest"));
    assert_eq!((original.status, original.text()), (200, crlf));
}

#[test]
fn what_is_exported_imports_to_the_same_design() {
    let server = Server::start();
    let first = imported(&server);
    let id = first["id"].as_str().expect("id");
    let manifest = server.get(&format!("/api/pattern/download/{id}?export=Kubernetes%20Manifest"));
    assert_eq!(manifest.status, 200);
    let second = server.import(&manifest.text()).json();
    let configurations = |design: &Value| -> Vec<Value> {
        let document = document(design);
        document["components"]
            .as_array()
            .expect("components")
            .iter()
            .map(|one| one["configuration"].clone())
            .collect()
    };
    assert_eq!(configurations(&first), configurations(&second));

    let yaml = server.get(&format!("/api/pattern/download/{id}"));
    assert!(yaml.header("content-disposition").is_some_and(|value| value.contains(".design.yaml")));
    let third = server.import(&yaml.text()).json();
    assert_eq!(third["sourceType"], "Design");
    assert_eq!(relationships(&document(&first)), relationships(&document(&third)));
}

#[test]
fn saving_needs_the_version_it_is_based_on() {
    let server = Server::start();
    let design = imported(&server);
    let path = format!("/api/pattern/{}", design["id"].as_str().expect("id"));
    let tag = server.get(&path).header("etag").expect("tag").to_owned();

    let save = |name: &str, tag: &str| -> Reply {
        let mut changed = document(&design);
        changed["name"] = json!(name);
        let body = json!({"id": design["id"], "designFile": changed}).to_string();
        let headers = [("content-type", "application/json"), ("if-match", tag)];
        server.send("POST", "/api/pattern", &headers, Some(body.as_bytes()))
    };
    let saved = save("renamed", &tag);
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.json()[0]["revision"], 2);
    assert_eq!(saved.json()[0]["name"], "renamed");

    let stale = save("renamed again", &tag);
    assert_eq!(stale.status, 412);
    assert_eq!(stale.json()["code"], "meshery-server-1202");
    assert_eq!(server.get(&path).json()["name"], "renamed");
}

#[test]
fn saving_the_same_twice_keeps_one_version() {
    let server = Server::start();
    let design = imported(&server);
    let body = json!({"id": design["id"], "patternFile": design["patternFile"]});
    let saved = server.post("/api/pattern", &body).json();
    assert_eq!(saved[0]["revision"], 1);
}

#[test]
fn older_clients_save_with_pattern_data() {
    let server = Server::start();
    let file = "name: from an older client\ncomponents: []\nrelationships: []\n";
    let body = json!({"save": true, "pattern_data": {"name": "older", "pattern_file": file}});
    let saved = server.post("/api/pattern", &body);
    assert_eq!(saved.status, 200, "{}", saved.text());
    assert_eq!(saved.json()[0]["name"], "older");
    let preview = json!({"save": false, "pattern_data": {"name": "older", "pattern_file": file}});
    assert_eq!(server.post("/api/pattern", &preview).json()["name"], "older");
    assert_eq!(server.get("/api/pattern").json()["totalCount"], 1);
}

#[test]
fn lists_are_searched_ordered_and_paged() {
    let server = Server::start();
    for name in ["beta", "alpha", "gamma"] {
        let body = json!({"name": name, "content": GUESTBOOK});
        assert_eq!(server.post("/api/pattern/import", &body).status, 201);
    }
    let names = |path: &str| -> Vec<String> {
        let page = server.get(path).json();
        let all = page["patterns"].as_array().expect("patterns").clone();
        all.iter().map(|design| design["name"].as_str().expect("name").to_owned()).collect()
    };
    assert_eq!(names("/api/pattern"), ["gamma", "alpha", "beta"]);
    assert_eq!(names("/api/pattern?order=name%20asc"), ["alpha", "beta", "gamma"]);
    assert_eq!(names("/api/pattern?order=name%20desc&pagesize=2&page=1"), ["alpha"]);
    assert_eq!(names("/api/pattern?search=ET"), ["beta"]);
    let page = server.get("/api/pattern?pageSize=2").json();
    assert_eq!((&page["page"], &page["pageSize"], &page["totalCount"]), (&json!(0), &json!(2), &json!(3)));
    assert_eq!(page["total_count"], 3);
    assert!(page["patterns"][0].get("patternFile").is_none());
    let full = server.get("/api/pattern?populate=pattern_file").json();
    assert!(full["patterns"][0]["patternFile"].is_string());
}

#[test]
fn an_order_that_is_not_offered_is_refused() {
    let server = Server::start();
    for order in ["name;DROP%20TABLE%20designs", "owner", "1", "name%20sideways"] {
        let reply = server.get(&format!("/api/pattern?order={order}"));
        assert_eq!((reply.status, &reply.json()["code"]), (400, &json!("meshery-server-1505")), "{order}");
    }
    for query in ["pagesize=5000", "page=-1", "pagesize=lots", "updated_after=yesterday"] {
        let reply = server.get(&format!("/api/pattern?{query}"));
        assert_eq!((reply.status, &reply.json()["code"]), (400, &json!("meshery-server-1504")), "{query}");
    }
}

#[test]
fn deleting_is_final_and_says_what_is_gone() {
    let server = Server::start();
    let design = imported(&server);
    let path = format!("/api/pattern/{}", design["id"].as_str().expect("id"));
    let stale = server.send("DELETE", &path, &[("if-match", "\"1-0\"")], None);
    assert_eq!(stale.status, 412);
    let gone = server.send("DELETE", &path, &[], None);
    assert_eq!((gone.status, &gone.json()["id"]), (200, &design["id"]));
    let missing = server.get(&path);
    assert_eq!((missing.status, &missing.json()["code"]), (404, &json!("meshery-server-1201")));
    assert_eq!(server.send("DELETE", &path, &[], None).status, 404);
    assert_eq!(server.get("/api/pattern/not-a-uuid").status, 400);
}

#[test]
fn a_copy_that_is_still_good_is_not_sent_again() {
    let server = Server::start();
    let design = imported(&server);
    let path = format!("/api/pattern/{}", design["id"].as_str().expect("id"));
    let tag = server.get(&path).header("etag").expect("tag").to_owned();
    let again = server.send("GET", &path, &[("if-none-match", &tag)], None);
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn a_file_comes_in_as_a_form_too() {
    let server = Server::start();
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nfrom a form\r\n\
         --cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"guestbook.yaml\"\r\n\r\n{GUESTBOOK}\r\n--cut--\r\n"
    );
    let headers = [("content-type", "multipart/form-data; boundary=cut")];
    let reply = server.send("POST", "/api/pattern/import", &headers, Some(body.as_bytes()));
    assert_eq!(reply.status, 201, "{}", reply.text());
    assert_eq!(reply.json()["name"], "from a form");
    assert_eq!(reply.json()["location"]["path"], "guestbook.yaml");
}

#[test]
fn what_is_only_implied_is_not_exported() {
    let server = Server::start();
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n";
    let imported = server.import(pod).json();
    let id = imported["id"].as_str().expect("id");
    assert_eq!(imported["componentCount"], 2, "the namespace is part of the design");
    let exported = server.get(&format!("/api/pattern/download/{id}?export=Kubernetes%20Manifest"));
    assert!(!exported.text().contains("kind: Namespace"), "{}", exported.text());
    assert_eq!(server.get(&format!("/api/pattern/download/{id}/Helm%20Chart")).status, 404);
    assert_eq!(server.get(&format!("/api/pattern/download/{id}?oci=true")).status, 422);
}
