//! What bad input meets: a 4xx with code, place and remedy, and a server that goes on.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use meshery_testkit::{Reply, Server};
use serde_json::{Value, json};

/// Asserts that a request was refused in the way people can act on.
fn refused(reply: &Reply, status: u16) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    let problem = reply.json();
    for member in ["type", "title", "detail", "error", "code", "severity", "instance", "requestId"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member} in {problem}");
    }
    for member in ["probableCause", "suggestedRemediation", "longDescription"] {
        assert!(problem[member].as_array().is_some_and(|all| !all.is_empty()), "{member} in {problem}");
    }
    assert_eq!(problem["status"], status);
    problem
}

#[test]
fn broken_files_are_refused_with_their_place() {
    let server = Server::start();
    let bomb = alias_bomb();
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let cases: &[(&str, &[u8], bool)] = &[
        ("empty", b"", false),
        ("blanks", b" \n\n", false),
        ("comments only", b"# nothing here\n", false),
        ("binary", b"\x7fELF\x02\x01\x01\x00\xff\xfe", false),
        ("truncated", b"apiVersion: v1\nkind: Pod\nmetadata: {name: \"a\n", true),
        ("tab", b"apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n", true),
        ("duplicate key", b"apiVersion: v1\nkind: Pod\nkind: Service\nmetadata: {name: a}\n", true),
        ("alias bomb", bomb.as_bytes(), false),
        ("deep JSON", deep.as_bytes(), true),
        ("not an object", b"just some words\n", false),
    ];
    for (name, bytes, has_place) in cases {
        let headers = [("content-type", "application/yaml")];
        let reply = server.send("POST", "/api/pattern/import", &headers, Some(bytes));
        assert!((400..500).contains(&reply.status), "{name}: {}", reply.text());
        let problem = refused(&reply, reply.status);
        if *has_place {
            assert!(problem["location"]["line"].as_u64().is_some_and(|line| line > 0), "{name}: {problem}");
        }
        assert_eq!(server.get("/readyz").status, 200, "after {name}");
    }
    assert_eq!(server.get("/api/pattern").json()["totalCount"], 0, "nothing of it was kept");
}

fn alias_bomb() -> String {
    let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let _ = writeln!(text, "a{level}: &a{level} [{}]", vec![format!("*a{}", level - 1); 10].join(","));
    }
    text
}

#[test]
fn deep_json_in_a_request_is_refused() {
    let server = Server::start();
    let headers = [("content-type", "application/json")];
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    for (path, member) in [
        ("/api/pattern", "designFile"),
        ("/api/registry/relationships/evaluate", "design"),
        ("/api/pattern/import", "name"),
    ] {
        let body = format!("{{\"{member}\":{deep}}}");
        let problem = refused(&server.send("POST", path, &headers, Some(body.as_bytes())), 400);
        assert_eq!(problem["code"], "meshery-server-1502", "{path}");
        assert!(problem["location"]["line"].as_u64().is_some_and(|line| line == 1), "{path}: {problem}");
    }
}

#[test]
fn a_body_of_300_megabytes_is_refused_before_it_is_read() {
    let server = Server::start();
    let address = server.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).expect("connect");
    let head = format!(
        "POST /api/pattern/import HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/yaml\r\n\
         Content-Length: 314572800\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("write");
    let mut answer = [0; 512];
    let length = stream.read(&mut answer).expect("read");
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn a_body_that_does_not_say_its_length_is_cut_off() {
    let server = Server::start();
    let address = server.url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).expect("connect");
    let head = format!(
        "POST /api/pattern/import HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/yaml\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("write");
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 20, "#".repeat(1 << 20));
    // The server may close as soon as the limit is passed; then writing fails, which is its right.
    let sent = (0..64).take_while(|_| stream.write_all(chunk.as_bytes()).is_ok()).count();
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    assert!(sent < 64 || String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 413"), "64 MiB were taken");
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn two_objects_of_one_name_are_both_kept_with_a_warning() {
    let server = Server::start();
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: i}]}\n";
    let reply = server.import(&format!("{pod}---\n{pod}"));
    assert_eq!(reply.status, 201, "{}", reply.text());
    let design = reply.json();
    assert_eq!(design["warnings"].as_array().map(Vec::len), Some(1), "{}", design["warnings"]);
    assert_eq!(design["warnings"][0]["line"], 6);
}

#[test]
fn unknown_kinds_are_kept_and_marked() {
    let server = Server::start();
    let reply =
        server.import("apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 0644}\n");
    assert_eq!(reply.status, 201, "{}", reply.text());
    let design = reply.json();
    assert!(design["warnings"][0]["message"].as_str().is_some_and(|text| text.contains("Widget")));
    let document: Value =
        serde_json::from_str(design["patternFile"].as_str().expect("document")).expect("JSON");
    assert_eq!(document["components"][0]["configuration"]["spec"]["size"], 420);
    assert_eq!(document["components"][0]["metadata"]["isUnknown"], true);
}

#[test]
fn a_design_that_names_unknown_models_is_imported_with_warnings() {
    let server = Server::start();
    let design = json!({
        "name": "strange", "schemaVersion": "designs.meshery.io/v1beta3", "version": "0.0.1", "relationships": [],
        "components": [{
            "id": "aaaaaaaa-0000-4000-8000-000000000001", "displayName": "x",
            "component": {"kind": "Gizmo", "version": "gadgets.example.org/v1"}, "model": {"name": "gadgets"},
            "configuration": {"spec": {"a": 1}}
        }]
    });
    let reply = server.import(&design.to_string());
    assert_eq!(reply.status, 201, "{}", reply.text());
    assert!(!reply.json()["warnings"].as_array().expect("warnings").is_empty());
}

#[test]
fn line_ends_of_windows_are_read() {
    let server = Server::start();
    let reply = server.import("apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\n");
    assert_eq!(reply.status, 201, "{}", reply.text());
}

#[test]
fn what_is_not_offered_says_so() {
    let server = Server::start();
    let url = server.post("/api/pattern/import", &json!({"url": "http://169.254.169.254/latest/meta-data"}));
    assert_eq!(refused(&url, 422)["code"], "meshery-server-1509");
    let nothing = server.post("/api/pattern/import", &json!({}));
    assert_eq!(refused(&nothing, 400)["code"], "meshery-server-1204");
    let headers = [("content-type", "image/png")];
    let media = server.send("POST", "/api/pattern/import", &headers, Some(b"x"));
    assert_eq!(refused(&media, 415)["code"], "meshery-server-1503");
    assert_eq!(refused(&server.get("/api/no/such/route"), 404)["code"], "meshery-server-1506");
    let method = server.send("PUT", "/api/pattern", &[], None);
    assert_eq!(refused(&method, 405)["code"], "meshery-server-1510");
    let base64 = server.post("/api/pattern/import", &json!({"file": "%%%", "fileName": "a.yaml"}));
    assert_eq!(refused(&base64, 400)["code"], "meshery-server-1504");
    let archive = server
        .post("/api/pattern/import", &json!({"file": "H4sIAAAAAAAAA0vKyQcAAAD//w==", "fileName": "a.tgz"}));
    refused(&archive, 400);
}

#[test]
fn names_are_bounded() {
    let server = Server::start();
    let file = json!({"components": [], "relationships": []});
    let reply = server.post("/api/pattern", &json!({"name": "x".repeat(256), "designFile": file}));
    assert_eq!(refused(&reply, 400)["code"], "meshery-server-1205");
}

#[test]
fn limits_are_named_when_they_are_passed() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("meshery.toml");
    std::fs::write(&file, "[limits]\ncomponents = 1\nbody_bytes = 2000\n").expect("write");
    let server = Server::start_with(&["--config", file.to_str().expect("path")]);
    let large = server.import(&"#".repeat(2001));
    let problem = refused(&large, 413);
    assert_eq!(problem["code"], "meshery-server-1501");
    assert!(problem["detail"].as_str().is_some_and(|text| text.contains("limits.body_bytes")));
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\n";
    let many = refused(&server.import(pod), 422);
    assert!(many["detail"].as_str().is_some_and(|text| text.contains("limits.components")), "{many}");
}

#[test]
fn a_crowd_of_relationships_is_refused_and_the_server_goes_on() {
    let server = Server::start();
    let mut text = String::new();
    for number in 0..400 {
        text += &format!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{number}}}\nspec: {{selector: {{app: x}}}}\n\
             ---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}, labels: {{app: x}}}}\n"
        );
    }
    let refused = server.import(&text);
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("meshery-server-1210")));
    assert!(refused.text().contains("limits.relationships"), "{}", refused.text());
    assert_eq!(server.get("/readyz").status, 200);
}

#[test]
fn components_that_evaluation_adds_count() {
    let server = Server::builder().env("MESHERY_LIMITS__COMPONENTS", "50").start();
    let containers: String = (0..100).map(|number| format!("  - name: c{number}\n")).collect();
    let text =
        format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n{containers}");
    let refused = server.import(&text);
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("meshery-server-1206")));
}

#[test]
fn aliases_to_a_long_text_do_not_fill_the_memory() {
    let server = Server::start();
    let mut text = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  a: &x {}\n",
        "y".repeat(1 << 20)
    );
    for number in 0..2000 {
        text += &format!("  b{number}: *x\n");
    }
    let refused = server.import(&text);
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("yaml_alias_bytes"), "{}", refused.text());
}
