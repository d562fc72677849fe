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
