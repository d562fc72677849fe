//! Commands against a real server.

use meshery_testkit::Server;
use serde_json::Value;

use crate::support::Home;

const GUESTBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/guestbook.yaml");
const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/broken.yaml");

fn start() -> (Server, Home) {
    let server = Server::start();
    let home = Home::new();
    home.use_server(server.url());
    (server, home)
}

/// Imports the guestbook under a name and returns its id.
fn import(home: &Home, name: &str) -> String {
    home.run(&["design", "import", "-f", GUESTBOOK, "--name", name, "-o", "name"]).ok().trim().to_owned()
}

#[test]
fn version_and_status_show_the_server() {
    let (server, home) = start();
    let version = home.run(&["version", "-o", "json"]).json();
    assert_eq!(version["server"]["version"], concat!("v", env!("CARGO_PKG_VERSION")));
    let status = home.run(&["system", "status", "-o", "json"]).json();
    assert_eq!(status["endpoint"], server.url());
    assert_eq!((&status["live"], &status["ready"]), (&Value::from("yes"), &Value::from("yes")));
    let table = home.run(&["system", "status"]).ok();
    assert!(table.starts_with("CONTEXT  ENDPOINT"), "{table}");
}

#[test]
fn a_design_goes_in_and_comes_out() {
    let (_server, home) = start();
    let said = home.run(&["design", "import", "-f", GUESTBOOK]).ok();
    assert!(said.starts_with("imported `guestbook` ("), "{said}");
    assert!(said.contains("from Kubernetes Manifest: 6 components, "), "{said}");

    let list = home.run(&["design", "list", "-o", "json"]).json();
    assert_eq!(list["totalCount"], 1);
    assert!(list["patterns"][0].get("patternFile").is_none());
    let view = home.run(&["design", "view", "guestbook", "-o", "json"]).json();
    assert_eq!(view["id"], list["patterns"][0]["id"]);
    assert!(view["patternFile"].is_string());
    let yaml = home.run(&["design", "view", "GUEST"]).ok();
    assert!(yaml.contains("patternFile:\n"), "{yaml}");

    let original = home.run(&["design", "export", "guestbook", "--type", "original", "-o", "-"]).ok();
    assert_eq!(original, std::fs::read_to_string(GUESTBOOK).expect("fixture"));
    let path = home.run(&["design", "export", "guestbook", "-o", "out"]).ok();
    let document = std::fs::read_to_string(home.path(path.trim())).expect("exported file");
    assert!(document.contains("name: guestbook"), "{document}");
    let again = home.run(&["design", "export", "guestbook", "-o", "out"]).ok();
    assert!(again.ends_with("(1).yaml\n"), "{again}");
    let manifest =
        home.run(&["design", "export", "guestbook", "--type", "kubernetes-manifest", "-o", "-"]).ok();
    assert_eq!(manifest, home.run(&["design", "convert", "-f", GUESTBOOK, "--to", "manifest"]).ok());

    let run = home.run(&["design", "delete", "guestbook", "--yes"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    let empty = home.run(&["design", "list"]);
    assert_eq!((empty.code, empty.stdout.as_str()), (Some(0), ""));
    assert!(empty.stderr.contains("No designs were found."), "{}", empty.stderr);
}

#[test]
fn the_server_finds_what_the_client_finds() {
    let (_server, home) = start();
    import(&home, "guestbook");
    let stored = home.run(&["design", "view", "guestbook", "-o", "json"]).json();
    let stored: Value = serde_json::from_str(stored["patternFile"].as_str().expect("text")).expect("JSON");
    let evaluated = home.run(&["design", "evaluate", "-f", GUESTBOOK, "-o", "json"]).json();
    let classes = |design: &Value| {
        let found = design["relationships"].as_array().expect("relationships").iter();
        let mut classes: Vec<_> =
            found.map(|found| format!("{} {} {}", found["kind"], found["type"], found["subType"])).collect();
        classes.sort_unstable();
        classes
    };
    assert_eq!(classes(&stored), classes(&evaluated["design"]));
}

#[test]
fn names_resolve_exactly_before_by_prefix_and_never_by_guess() {
    let (_server, home) = start();
    let shop = import(&home, "shop");
    import(&home, "shop-2");
    let twin = import(&home, "twin");
    import(&home, "twin");
    let view = |wanted: &str| home.run(&["design", "view", wanted, "-o", "name"]);
    assert_eq!(view("shop").ok().trim(), shop);
    assert_eq!(view(&twin).ok().trim(), twin);
    let two = view("twin");
    assert_eq!((two.code, two.stdout.as_str()), (Some(1), ""));
    assert!(two.stderr.contains("2 designs fit `twin`:"), "{}", two.stderr);
    assert!(two.stderr.contains(&twin), "{}", two.stderr);
    let none = view("nothing");
    assert_eq!(none.code, Some(4));
    assert!(none.stderr.contains("code: mesheryctl-1100"), "{}", none.stderr);
    let none = home.run(&["design", "view", "00000000-0000-4000-8000-000000000000", "-o", "json"]);
    assert_eq!(none.code, Some(4));
    let error: Value = serde_json::from_str(&none.stderr).expect("JSON");
    assert_eq!(error["code"], "meshery-server-1201");
}

#[test]
fn an_id_as_short_as_lists_show_it_is_enough() {
    let (_server, home) = start();
    for name in ["one", "two", "three"] {
        import(&home, name);
    }
    let table = home.run(&["design", "list"]).ok();
    for row in table.lines().skip(1) {
        let (id, name) = row.split_once("  ").expect("columns");
        let design = home.run(&["design", "view", id, "-o", "json"]).json();
        assert!(name.trim_start().starts_with(design["name"].as_str().expect("name")), "{row}");
    }
}

#[test]
fn a_refused_sign_in_has_an_exit_code_of_its_own() {
    // With the provider None nobody is refused.
    let server = Server::builder().config("[accounts]\nenabled = true\n").start();
    let home = Home::new();
    home.use_server(server.url());
    let token = r#"{"meshery-provider": "Nobody", "token": "very-secret"}"#;
    std::fs::write(home.path("token.json"), token).expect("token file");
    let run = home.run(&["design", "list", "--token", "token.json", "-o", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{}", run.stderr);
    let error: Value = serde_json::from_str(&run.stderr).expect("JSON");
    assert_eq!(error["code"], "mesheryctl-1091");
    let message = format!("{} does not accept the token (context `local`)", server.url());
    assert_eq!(error["error"], message);
    assert_eq!(error["suggestedRemediation"][0], "run `mesheryctl system login`");
    assert!(!run.stderr.contains("very-secret"), "{}", run.stderr);
}

#[test]
fn pages_are_counted_from_one() {
    let (_server, home) = start();
    for number in 0..3 {
        import(&home, &format!("design-{number}"));
    }
    let page = |number: &str| {
        home.run(&["design", "list", "--page", number, "--pagesize", "2", "--sort", "name", "-o", "json"])
            .json()
    };
    assert_eq!((&page("1")["page"], &page("1")["patterns"][0]["name"]), (&0.into(), &"design-0".into()));
    assert_eq!(page("2")["patterns"].as_array().map(Vec::len), Some(1));
    let run = home.run(&["design", "list", "-p", "2", "--pagesize", "2"]);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    assert_eq!(run.stderr, "Total number of designs: 3\nPage: 2 of 2\n");
    assert_eq!(home.run(&["design", "list", "--count"]).ok(), "Total number of designs: 3\n");
    assert_eq!(home.run(&["design", "list", "-c", "-o", "json"]).ok(), "3\n");
    assert_eq!(home.run(&["design", "list", "--page", "0"]).code, Some(2));
    let wide = home.run(&["design", "list", "-o", "wide"]).ok();
    assert!(wide.contains("SOURCE TYPE") && wide.contains("Kubernetes Manifest"), "{wide}");
}

#[test]
fn a_refused_import_says_where_the_file_is_wrong() {
    let (_server, home) = start();
    let run = home.run(&["design", "import", "-f", BROKEN, "-o", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(5), ""));
    let error: Value = serde_json::from_str(&run.stderr).expect("JSON");
    assert_eq!(error["location"]["line"], 5, "{error:#}");
}

#[test]
fn deleting_asks_and_needs_a_terminal_for_it() {
    let (_server, home) = start();
    let id = import(&home, "shop");
    let run = home.run(&["design", "delete", "shop"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("code: mesheryctl-1902"), "{}", run.stderr);
    assert!(run.stderr.contains("answer it with `--yes`"), "{}", run.stderr);
    assert_eq!(home.run(&["design", "list", "-o", "name"]).ok().trim(), id);
}

#[test]
fn the_registry_is_listed_and_viewed() {
    let (_server, home) = start();
    let models = home.run(&["model", "list", "-o", "name"]).ok();
    assert!(models.lines().any(|name| name == "kubernetes"), "{models}");
    let model = home.run(&["model", "view", "kubernetes", "-o", "json"]).json();
    assert_eq!(model["name"], "kubernetes");
    let found = home.run(&["component", "search", "deployment", "--model", "kubernetes"]).ok();
    assert!(found.contains("Deployment  kubernetes"), "{found}");
    let component = home.run(&["component", "view", "Deployment", "-m", "kubernetes", "-o", "json"]).json();
    assert_eq!(component["component"]["version"], "apps/v1");
    assert!(component["component"]["schema"].is_string());
    let kinds = home.run(&["component", "list", "-o", "name"]).ok();
    let counted = home.run(&["component", "--count"]).ok();
    assert_eq!(counted, format!("Total number of components: {}\n", kinds.lines().count()));
    let edges = home.run(&["relationship", "list", "--kind", "edge", "-o", "json"]).json();
    let edges = edges["relationships"].as_array().expect("relationships");
    assert!(!edges.is_empty() && edges.iter().all(|found| found["kind"] == "edge"));
    assert_eq!(home.run(&["model", "view", "nothing"]).code, Some(4));
}

#[test]
fn several_versions_of_a_kind_are_listed() {
    let (_server, home) = start();
    let run = home.run(&["component", "view", "Event"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("decide with `--model` or `--api-version`"), "{}", run.stderr);
    let one = home.run(&["component", "view", "Event", "--api-version", "v1", "-o", "json"]).json();
    assert_eq!(one["component"]["version"], "v1");
}

#[test]
fn verbose_tells_requests_but_no_secrets() {
    let (_server, home) = start();
    let token = r#"{"meshery-provider": "None", "token": "very-secret"}"#;
    std::fs::write(home.path(".meshery/auth.json"), token).expect("token file");
    let run = home.run(&["design", "list", "--verbose"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("/api/pattern?page=0&pagesize=all: 200 ("), "{}", run.stderr);
    assert!(!run.stderr.contains("very-secret"));
}
