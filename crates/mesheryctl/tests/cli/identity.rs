//! Signing in and out, and the contexts that say where.

use std::os::unix::fs::PermissionsExt as _;

use meshery_testkit::Server;

use crate::support::Home;

#[test]
fn signing_in_writes_a_token_file_nobody_else_can_read() {
    let server = Server::start();
    let home = Home::new();
    home.use_server(server.url());
    let run = home.run(&["system", "login"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    assert_eq!(run.stderr, "the token of `local` is in ~/.meshery/auth.json\n");
    let path = home.path(".meshery/auth.json");
    let text = std::fs::read_to_string(&path).expect("token file");
    let content: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(content, serde_json::json!({"meshery-provider": "None", "token": ""}));
    assert_eq!(std::fs::metadata(&path).expect("file").permissions().mode() & 0o777, 0o600);

    let who = home.run(&["user", "whoami", "-o", "name"]);
    assert_eq!((who.code, who.stdout.as_str()), (Some(0), "meshery\n"), "{}", who.stderr);

    let out = home.run(&["system", "logout"]);
    assert_eq!((out.code, out.stdout.as_str()), (Some(0), "signed out\n"));
    assert_eq!(std::fs::read_to_string(&path).expect("token file"), "", "emptied, and still there");
}

#[test]
fn the_local_provider_answers_to_both_its_names() {
    let server = Server::start();
    let home = Home::new();
    home.use_server(server.url());
    for name in ["None", "none", "Local", "LOCAL"] {
        assert_eq!(home.run(&["system", "login", "--provider", name]).code, Some(0), "{name}");
    }
    let run = home.run(&["system", "login", "-p", "Meshery"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("the server has no provider `Meshery`, only None"), "{}", run.stderr);
}

#[test]
fn contexts_are_made_chosen_and_removed() {
    let home = Home::new();
    assert_eq!(home.run(&["system", "context"]).stdout, "local\n");
    let lab = ["system", "context", "create", "lab", "--url", "http://lab.example:9081/", "--set"];
    let run = home.run(&lab);
    assert_eq!(
        run.stdout, "the context `lab` leads to http://lab.example:9081 and is current\n",
        "{}",
        run.stderr
    );
    assert_eq!(home.run(&["system", "context"]).stdout, "lab\n");
    assert_eq!(home.run(&["system", "context", "list", "-o", "name"]).stdout, "lab\nlocal\n");

    let taken = home.run(&lab);
    assert_eq!(taken.code, Some(1));
    assert!(taken.stderr.contains("mesheryctl-1904"), "{}", taken.stderr);

    let view = home.run(&["system", "context", "view"]).stdout;
    assert!(view.contains("endpoint: http://lab.example:9081") && view.contains("auth.json"), "{view}");

    let refused = home.run(&["system", "context", "delete", "lab"]);
    assert_eq!(refused.code, Some(2), "the current context needs a successor");
    assert!(refused.stderr.contains("one of local"), "{}", refused.stderr);
    assert_eq!(home.run(&["system", "context", "delete", "lab", "--set", "local"]).code, Some(0));
    assert_eq!(home.run(&["system", "context"]).stdout, "local\n");
    assert_eq!(home.run(&["system", "context", "switch", "lab"]).code, Some(1));
}

#[test]
fn an_address_that_is_none_makes_no_context() {
    let home = Home::new();
    let run = home.run(&["system", "context", "create", "odd", "--url", "ftp://example.org"]);
    assert_ne!(run.code, Some(0));
    assert_eq!(home.run(&["system", "context", "list", "-o", "name"]).stdout, "local\n");
}

#[test]
fn tokens_are_named_used_and_forgotten() {
    let home = Home::new();
    let create = ["system", "token", "create", "ci", "-f", "ci/auth.json", "--set"];
    let run = home.run(&create);
    assert_eq!(run.stdout, "the token `ci` is in ci/auth.json and used in `local`\n", "{}", run.stderr);
    let taken = home.run(&create);
    assert_eq!(taken.code, Some(1));
    assert!(taken.stderr.contains("already has a token `ci`"), "{}", taken.stderr);
    assert!(taken.stderr.contains("mesheryctl-1904"), "{}", taken.stderr);

    assert_eq!(home.run(&["system", "token", "list", "-o", "name"]).ok(), "ci\ndefault\n");
    let table = home.run(&["system", "token", "list"]).ok();
    assert_eq!(table, "TOKEN    LOCATION\nci       ci/auth.json\ndefault  auth.json\n");
    let view = home.run(&["system", "token", "view"]).ok();
    assert!(view.contains("name: ci\n") && view.contains("/.meshery/ci/auth.json"), "{view}");
    let all = home.run(&["system", "token", "view", "--all"]).ok();
    assert!(all.contains("name: ci\n") && all.contains("name: default\n"), "{all}");
    let context = home.run(&["system", "context", "view"]).ok();
    assert!(context.contains("/.meshery/ci/auth.json"), "{context}");

    let unknown = home.run(&["system", "token", "set", "other"]);
    assert_eq!(unknown.code, Some(4));
    assert!(unknown.stderr.contains("has no token `other`, only `ci`, `default`"), "{}", unknown.stderr);
    home.run(&["system", "context", "create", "lab"]).ok();
    let set = home.run(&["system", "token", "set", "ci", "--context", "lab"]).ok();
    assert_eq!(set, "the context `lab` uses the token `ci`\n");
    let deleted = home.run(&["system", "token", "delete", "ci"]);
    assert_eq!(deleted.stdout, "the token `ci` is removed\n");
    assert!(deleted.stderr.starts_with("still named by lab, local,"), "{}", deleted.stderr);
    assert_eq!(home.run(&["system", "token", "delete", "ci"]).code, Some(4));
}

#[test]
fn the_provider_of_a_context_is_checked_with_the_server() {
    let server = Server::start();
    let home = Home::new();
    home.use_server(server.url());
    let run = home.run(&["system", "provider", "set", "Meshery"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("the server has no provider `Meshery`, only None"), "{}", run.stderr);
    let set = home.run(&["system", "provider", "switch", "local"]).ok();
    assert_eq!(set, "the context `local` signs in with None\n");
    assert_eq!(home.run(&["system", "provider", "view"]).ok(), "context: local\nprovider: None\n");
    let table = home.run(&["system", "provider", "list"]).ok();
    assert!(table.lines().any(|row| row.starts_with("*  None")), "{table}");
    assert_eq!(home.run(&["system", "provider", "list", "-o", "name"]).ok(), "None\n");
    home.run(&["system", "provider", "set", "Meshery", "--force"]).ok();
    let all = home.run(&["system", "provider", "view", "--all"]).ok();
    assert_eq!(all, "- context: local\n  provider: Meshery\n");
    home.run(&["system", "provider", "reset"]).ok();
    assert_eq!(home.run(&["system", "provider", "view"]).ok(), "context: local\nprovider: \"\"\n");
}

#[test]
fn a_context_keeps_platform_and_components() {
    let home = Home::new();
    let create =
        ["system", "context", "create", "lab", "-p", "Kubernetes", "-a", "meshery-istio,meshery-linkerd"];
    home.run(&create).ok();
    let view = home.run(&["system", "context", "view", "lab"]).ok();
    assert!(view.contains("platform: kubernetes") && view.contains("- meshery-linkerd"), "{view}");
    let wrong = home.run(&["system", "context", "create", "odd", "--platform", "mainframe"]);
    assert_eq!(wrong.code, Some(2));
}
