//! Imports into the registry: what comes in, what does not, and what is left behind.

use std::time::{Duration, Instant};

use meshery_archive::write;
use meshery_testkit::{Reply, Server};
use serde_json::{Value, json};

use crate::people::People;

/// Something that no built-in model knows.
const WIDGETS: &str = include_str!("../fixtures/widgets.yaml");

fn register(server: &Server, content_type: &str, body: &[u8]) -> Reply {
    server.send("POST", "/api/registry/register", &[("content-type", content_type)], Some(body))
}

fn total(server: &Server, path: &str) -> u64 {
    let page = server.get(path).json();
    page["totalCount"].as_u64().unwrap_or_else(|| panic!("{path}: {page}"))
}

fn model() -> Value {
    json!({
        "schemaVersion": "models.meshery.io/v1beta2", "version": "v1.0.0", "name": "gadgets",
        "displayName": "Gadgets", "category": {"name": "Storage"}, "model": {"version": "v2.1.0"},
        "registrant": {"kind": "github"}, "metadata": {"svgColor": format!("<svg>{}</svg>", "x".repeat(2000))},
    })
}

fn component(kind: &str) -> Value {
    json!({
        "schemaVersion": "components.meshery.io/v1beta1", "version": "v1.0.0", "displayName": kind,
        "format": "JSON", "model": {"name": "gadgets"}, "styles": {"svgColor": format!("<svg>{}</svg>", "y".repeat(3000))},
        "component": {"kind": kind, "version": "gadgets.io/v1", "schema": "{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"}}}"},
    })
}

fn relationship() -> Value {
    json!({
        "schemaVersion": "relationships.meshery.io/v1beta2", "kind": "edge", "type": "non-binding",
        "subType": "network", "version": "v1.0.0", "model": {"name": "gadgets"}, "status": "enabled",
        "selectors": [{"allow": {
            "from": [{"kind": "Gear", "model": {"name": "gadgets"}}], "to": [{"kind": "Lever", "model": {"name": "gadgets"}}],
        }}],
    })
}

/// A package as a compressed tar.
fn package(files: &[(&str, String)]) -> Vec<u8> {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (format!("gadgets/v2.1.0/v1.0.0/{name}"), text.clone().into_bytes()))
        .collect();
    write::tar_gz(&files, Vec::new()).expect("archive")
}

fn gadgets() -> Vec<u8> {
    package(&[
        ("model.json", model().to_string()),
        ("components/Gear.json", component("Gear").to_string()),
        ("components/Lever.json", component("Lever").to_string()),
        ("relationships/gear-lever.json", relationship().to_string()),
        ("policies/small.rego", "package gadgets\n".to_owned()),
    ])
}

#[test]
fn a_custom_resource_is_known_at_once_and_after_a_restart() {
    let mut server = Server::start();
    let manifest = "apiVersion: widgets.example.org/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3}\n";
    let warnings = |server: &Server| server.import(manifest).json()["warnings"].as_array().map(Vec::len);
    assert_eq!(warnings(&server), Some(1), "an unknown kind deserves a warning");

    let reply = register(&server, "application/yaml", WIDGETS.as_bytes());
    assert_eq!(reply.status, 200, "{}", reply.text());
    let report = reply.json();
    assert_eq!(report["entityCount"]["compCount"], 2, "{report}");
    assert_eq!(report["modelName"], json!(["widgets.example.org"]));
    assert_eq!(report["outcomes"], json!({"added": 3, "updated": 0, "unchanged": 0, "failed": 0}));

    for round in ["at once", "after a restart"] {
        assert_eq!(warnings(&server), Some(0), "{round}");
        let page = server.get("/api/registry/models/widgets.example.org/components/Widget").json();
        let newest = &page["components"][0];
        let schema = newest["component"]["schema"].as_str().expect("schema");
        assert!(schema.contains("How large it is"), "{round}: {schema}");
        assert_eq!(newest["metadata"]["isNamespaced"], true);
        let latest =
            server.get("/api/registry/components?trim=true&latest=true&model=widgets.example.org").json();
        assert_eq!(latest["totalCount"], 1, "{round}: {latest}");
        assert_eq!(latest["components"][0]["component"]["version"], "widgets.example.org/v1");
        let found = server.get("/api/registry/search?q=wigdet").json();
        assert_eq!(found["results"][0]["name"], "Widget", "{round}: {found}");
        server.kill_and_restart();
    }
}

#[test]
fn the_same_package_again_changes_nothing() {
    let server = Server::start();
    let first = register(&server, "application/gzip", &gadgets()).json();
    assert_eq!(first["outcomes"], json!({"added": 5, "updated": 0, "unchanged": 0, "failed": 0}), "{first}");
    let page = "/api/registry/models/gadgets?components=true&relationships=true&trim=false";
    let before = server.get(page).json();
    assert_eq!(before["models"][0]["componentsCount"], 2);
    assert_eq!(before["models"][0]["origin"], "imported");
    let icon = before["models"][0]["metadata"]["svgColor"].as_str().expect("icon");
    assert_eq!(icon.len(), 2011, "long texts come back whole");
    let second = register(&server, "application/gzip", &gadgets()).json();
    assert_eq!(second["outcomes"], json!({"added": 0, "updated": 0, "unchanged": 5, "failed": 0}));
    assert_eq!(server.get(page).json(), before);
    let policies = server.get("/api/registry/models/gadgets/policies/small").json();
    assert_eq!(policies["policies"][0]["rego"], "package gadgets\n");
}

#[test]
fn a_later_import_joins_the_earlier_and_keeps_identities() {
    let server = Server::start();
    register(&server, "application/gzip", &gadgets());
    let id_of = |kind: &str| {
        let page = server.get(&format!("/api/registry/models/gadgets/components/{kind}")).json();
        page["components"][0]["id"].clone()
    };
    let gear = id_of("Gear");
    let mut changed = component("Gear");
    changed["description"] = json!("Turns.");
    let more = package(&[
        ("model.json", model().to_string()),
        ("components/Gear.json", changed.to_string()),
        ("components/Spring.json", component("Spring").to_string()),
    ]);
    let report = register(&server, "application/gzip", &more).json();
    assert_eq!(
        report["outcomes"],
        json!({"added": 1, "updated": 1, "unchanged": 1, "failed": 0}),
        "{report}"
    );
    assert_eq!(total(&server, "/api/registry/models/gadgets/components"), 3);
    assert_eq!(id_of("Gear"), gear);
    let schema = server.get("/api/registry/models/gadgets/components/Lever").json();
    assert!(schema["components"][0]["component"]["schema"].is_string(), "{schema}");
}

#[test]
fn what_is_exported_comes_back_as_it_was() {
    let server = Server::start();
    register(&server, "application/gzip", &gadgets());
    let formats = [("tar", "application/gzip"), ("oci", "application/x-tar")];
    for name in ["gadgets", "kubernetes", "cert-manager"] {
        for (format, media_type) in formats {
            for file_type in ["json", "yaml"] {
                let path =
                    format!("/api/registry/export?name={name}&output_format={format}&file_type={file_type}");
                let exported = server.get(&path);
                assert_eq!((exported.status, exported.header("content-type")), (200, Some(media_type)));
                let report = register(&server, media_type, &exported.body).json();
                let outcomes = &report["outcomes"];
                assert_eq!(
                    (&outcomes["added"], &outcomes["updated"], &outcomes["failed"]),
                    (&json!(0), &json!(0), &json!(0)),
                    "{path}: {report}"
                );
                assert!(outcomes["unchanged"].as_u64() > Some(1));
            }
        }
    }
    let whole = server.get("/api/registry/export?name=gadgets&output_format=json").json();
    assert_eq!(whole["components"].as_array().map(Vec::len), Some(2));
    assert_eq!(server.get("/api/registry/export?name=nothing").status, 404);
    assert_eq!(server.get("/api/registry/export").status, 400);
}

#[test]
fn one_broken_entity_spoils_no_other() {
    let server = Server::start();
    let mut broken = component("Broken");
    broken["component"]["schema"] = json!("{\"type\":");
    let report = register(
        &server,
        "application/gzip",
        &package(&[
            ("model.json", model().to_string()),
            ("components/Gear.json", component("Gear").to_string()),
            ("components/Broken.json", broken.to_string()),
            ("components/NoJson.json", "{".to_owned()),
            ("relationships/list.json", "[]".to_owned()),
        ]),
    )
    .json();
    let counts = &report["entityCount"];
    assert_eq!((&counts["compCount"], &counts["errCompCount"]), (&json!(1), &json!(2)), "{report}");
    assert_eq!((&counts["errRelCount"], &counts["totalErrCount"]), (&json!(1), &json!(3)));
    let failed = report["entityTypeSummary"]["unsuccessfulEntityNameWithError"].as_array().expect("failures");
    assert!(failed.iter().any(|one| one["error"].as_str().is_some_and(|text| text.contains("no JSON"))));
    assert_eq!(total(&server, "/api/registry/models/gadgets/components"), 1);
}

#[test]
fn charts_and_packages_may_lie_side_by_side() {
    let server = Server::start();
    let chart = |name: &str| format!("apiVersion: v2\nname: {name}\nversion: 1.2.3\ndescription: A chart.\n");
    let widgets = WIDGETS.replace("widgets.example.org", "shop.example.org").into_bytes();
    let files = [
        ("charts/a/Chart.yaml".to_owned(), chart("widget-operator").into_bytes()),
        ("charts/a/crds/widgets.yaml".to_owned(), WIDGETS.as_bytes().to_vec()),
        ("charts/b/Chart.yaml".to_owned(), chart("shop-operator").into_bytes()),
        ("charts/b/crds/shops.yaml".to_owned(), widgets),
        ("models/gadgets/v2.1.0/v1.0.0/model.json".to_owned(), model().to_string().into_bytes()),
        (
            "models/gadgets/v2.1.0/v1.0.0/components/Gear.json".to_owned(),
            component("Gear").to_string().into_bytes(),
        ),
    ];
    let archive = write::tar_gz(&files, Vec::new()).expect("archive");
    let report = register(&server, "application/gzip", &archive).json();
    assert_eq!(
        report["outcomes"],
        json!({"added": 8, "updated": 0, "unchanged": 0, "failed": 0}),
        "{report}"
    );
    for name in ["widget-operator", "shop-operator", "gadgets"] {
        assert_eq!(total(&server, &format!("/api/registry/models/{name}")), 1, "{name}");
    }
}

#[test]
fn bad_files_are_refused_and_leave_nothing() {
    let server = Server::start();
    let before = server.get("/api/registry/summary").json();
    let mut link = tar_header("gadgets/model.json", b'2', 0);
    link[157..168].copy_from_slice(b"/etc/passwd");
    set_checksum(&mut link);
    let mut climbing = tar_header("../../model.json", b'0', 2).to_vec();
    climbing.extend_from_slice(&[b'{'; 2]);
    climbing.resize(2048, 0);
    let link = [link.as_slice(), &[0; 1024]].concat();
    let cases: [(&str, &[u8], u16); 6] = [
        ("application/x-tar", &climbing, 422),
        ("application/x-tar", &link, 422),
        ("application/gzip", b"\x1f\x8b\x08 not gzip at all", 422),
        ("application/yaml", b"hello: world\n", 422),
        ("application/yaml", b"a: [", 422),
        ("application/pdf", b"%PDF", 415),
    ];
    for (content_type, body, status) in cases {
        let reply = register(&server, content_type, body);
        assert_eq!(reply.status, status, "{content_type}: {}", reply.text());
        assert!(reply.json()["code"].as_str().is_some_and(|code| code.starts_with("meshery-server-1")));
    }
    assert_eq!(server.post("/api/registry/register", &json!({})).status, 400);
    assert_eq!(server.get("/api/registry/summary").json(), before);
}

fn tar_header(name: &str, kind: u8, size: usize) -> [u8; 512] {
    let mut header = [0; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    header[100..107].copy_from_slice(b"0000644");
    header[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    header[136..147].copy_from_slice(b"00000000000");
    header[156] = kind;
    header[257..263].copy_from_slice(b"ustar\0");
    header[263..265].copy_from_slice(b"00");
    set_checksum(&mut header);
    header
}

fn set_checksum(header: &mut [u8; 512]) {
    header[148..156].copy_from_slice(b"        ");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

#[test]
fn the_bodies_of_meshery_s_clients_are_understood() {
    let server = Server::start();
    let file = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, WIDGETS);
    let dry = json!({
        "uploadType": "file", "register": false,
        "importBody": {"fileName": "w.yaml", "modelFile": format!("data:application/yaml;base64,{file}")},
    });
    assert_eq!(server.post("/api/registry/register", &dry).json()["outcomes"]["added"], 3);
    assert_eq!(total(&server, "/api/registry/models/widgets.example.org"), 0, "a dry run saves nothing");
    let named = json!({
        "uploadType": "file", "register": true,
        "importBody": {"fileName": "w.yaml", "modelFile": file, "model": {"name": "widgets", "displayName": "Widgets"}},
    });
    assert_eq!(server.post("/api/meshmodels/register", &named).status, 200);
    assert_eq!(total(&server, "/api/registry/models/widgets/components"), 2);
    let sheets = json!({
        "uploadType": "csv",
        "importBody": {"modelCsv": "registrant,modelDisplayName,model,category,publishToRegistry\ngithub,Sheets,sheets-model,Storage,TRUE\n"},
    });
    let report = server.post("/api/registry/register", &sheets);
    assert_eq!(report.status, 200, "{}", report.text());
    assert_eq!(total(&server, "/api/registry/models/sheets-model"), 1);
    let missing = json!({"uploadType": "csv", "importBody": {"modelCsv": "color\nred\n"}});
    let reply = server.post("/api/registry/register", &missing);
    assert_eq!(reply.status, 422, "{}", reply.text());
    assert!(reply.json()["detail"].as_str().is_some_and(|text| text.contains("column")));
}

#[test]
fn addresses_inside_are_not_fetched() {
    let server = Server::start();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("port");
    listener.set_nonblocking(true).expect("nonblocking");
    let port = listener.local_addr().expect("address").port();
    for url in [
        format!("http://127.0.0.1:{port}/package.tar.gz"),
        format!("http://localhost:{port}/package.tar.gz"),
        format!("oci://127.0.0.1:{port}/model:1"),
        format!("https://127.0.0.1:{port}/repository.git"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/passwd".to_owned(),
        "http://user:secret@example.org/x".to_owned(),
        "nonsense".to_owned(),
    ] {
        let reply = server.post("/api/registry/register", &json!({"importBody": {"url": url}}));
        assert_eq!(reply.status, 422, "{url}: {}", reply.text());
        assert!(!reply.text().contains("secret"), "{}", reply.text());
    }
    assert!(listener.accept().is_err(), "somebody was connected to");
}

#[test]
fn what_the_operator_allows_is_fetched() {
    let files = tempfile::tempdir().expect("folder");
    std::fs::write(files.path().join("widgets.yaml"), WIDGETS).expect("written");
    let source = Server::start();
    let address = source.url().trim_start_matches("http://").to_owned();
    register(&source, "application/gzip", &gadgets());
    let server = Server::builder().config("[fetch]\nallow = [\"127.0.0.0/8\"]\n").start();
    let url = format!("http://{address}/api/registry/export?name=gadgets");
    let reply = server.post("/api/registry/register", &json!({"importBody": {"url": url}}));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(total(&server, "/api/registry/models/gadgets/components"), 2);
}

#[test]
fn an_import_can_be_watched_to_its_end() {
    let server = Server::start();
    let reply = server.send(
        "POST",
        "/api/registry/register?async=true",
        &[("content-type", "application/gzip")],
        Some(&gadgets()),
    );
    assert_eq!(reply.status, 202, "{}", reply.text());
    let location = reply.header("location").expect("location").to_owned();
    let stream = server.get(&format!("{location}/stream"));
    assert_eq!(stream.header("content-type"), Some("text/event-stream"));
    let text = stream.text();
    let last = text.lines().filter_map(|line| line.strip_prefix("data:")).next_back().expect("events");
    let last: Value = serde_json::from_str(last).expect("JSON");
    assert_eq!((&last["state"], &last["report"]["outcomes"]["added"]), (&json!("done"), &json!(5)), "{text}");
    assert_eq!(server.get("/api/registry/jobs").json()["jobs"][0]["state"], "done");
    let over = server.anon().delete(&location).json();
    assert_eq!(over["state"], "done", "what is over can't be cancelled");
}

#[test]
fn a_cancelled_import_saves_nothing() {
    let server = Server::start();
    let mut files = vec![("model.json".to_owned(), model().to_string())];
    for number in 0..4000 {
        files.push((format!("components/K{number}.json"), component(&format!("K{number}")).to_string()));
    }
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let headers = [("content-type", "application/gzip")];
    let begun =
        server.send("POST", "/api/registry/register?async=true", &headers, Some(&package(&files))).json();
    let job = format!("/api/registry/jobs/{}", begun["id"].as_str().expect("id"));
    let _ = server.anon().delete(&job);
    let deadline = Instant::now() + Duration::from_secs(30);
    let state = loop {
        let state = server.get(&job).json()["state"].as_str().expect("state").to_owned();
        if state != "running" || Instant::now() > deadline {
            break state;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(state, "cancelled");
    assert_eq!(total(&server, "/api/registry/models/gadgets"), 0);
}

#[test]
fn imports_are_seen_by_those_who_began_them() {
    let people = People::start();
    let headers = [("content-type", "application/yaml")];
    let admin = people.server.bearer(&people.admin_token);
    let begun =
        admin.send("POST", "/api/registry/register?async=true", &headers, Some(WIDGETS.as_bytes())).json();
    let job = format!("/api/registry/jobs/{}", begun["id"].as_str().expect("id"));
    assert_eq!(admin.get(&job).status, 200);
    let other = people.server.bearer(&people.editor_token);
    assert_eq!(other.get(&job).status, 404);
    assert_eq!(other.delete(&job).status, 404);
    assert_eq!(other.get("/api/registry/jobs").json()["jobs"], json!([]));
}
