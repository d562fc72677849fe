//! Configuration and token files, and what the client says when they are wrong.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::Home;

/// An address where nothing listens.
fn refused() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("free port");
    format!("http://{}", listener.local_addr().expect("address"))
}

fn mode(home: &Home) -> u32 {
    let file = home.path(".meshery/config.yaml");
    std::fs::metadata(file).expect("configuration").permissions().mode() & 0o777
}

#[test]
fn the_first_use_writes_a_configuration_nobody_else_can_read() {
    let home = Home::new();
    let variables = [("MESHERY_CONTEXTS_LOCAL_ENDPOINT", &*refused())];
    let run = home.run_with(&["version"], &variables, "");
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.contains("Server  unavailable"), "{}", run.stdout);
    assert_eq!(run.stderr, "created ~/.meshery/config.yaml with the context `local`\n");
    assert_eq!(mode(&home), 0o600);
    let text = std::fs::read_to_string(home.path(".meshery/config.yaml")).expect("configuration");
    insta::assert_snapshot!(text);
    let again = home.run_with(&["version"], &variables, "");
    assert_eq!(again.stderr, "");
}

#[test]
fn a_rewrite_keeps_what_this_version_does_not_know() {
    let home = Home::new();
    home.configure(&format!(
        "future: {{keys: [1, two]}}\ncontexts:\n  lab:\n    endpoint: {}\n    token: work\n    colour: red\n\
         current-context: lab\ntokens:\n- name: default\n  location: auth.json\n",
        refused()
    ));
    let run = home.run(&["design", "list"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let text = std::fs::read_to_string(home.path(".meshery/config.yaml")).expect("configuration");
    for kept in ["future:", "two", "colour: red", "current-context: lab", "name: default", "name: work"] {
        assert!(text.contains(kept), "{kept} is not in\n{text}");
    }
    assert_eq!(mode(&home), 0o600);
    // Nothing is left to add, so nothing is written.
    home.run(&["design", "list"]);
    assert_eq!(std::fs::read_to_string(home.path(".meshery/config.yaml")).expect("configuration"), text);
}

#[test]
fn a_configuration_that_was_named_is_never_created() {
    let home = Home::new();
    let run = home.run(&["design", "list", "--config", "mine.yaml"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
    assert!(!home.path("mine.yaml").exists());
}

#[test]
fn an_unreadable_configuration_says_where_it_is_wrong() {
    let home = Home::new();
    home.configure("contexts:\n  local: [\n");
    let run = home.run(&["design", "list"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("~/.meshery/config.yaml: "), "{}", run.stderr);
    assert!(run.stderr.contains("code: mesheryctl-1008"), "{}", run.stderr);
    let version = home.run(&["version"]);
    assert_eq!(version.code, Some(0));
    assert!(version.stdout.contains("unavailable"));
}

#[test]
fn an_unknown_context_is_told_with_the_known_ones() {
    let home = Home::new();
    home.use_server(&refused());
    let run = home.run(&["system", "status", "-c", "lab", "-o", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let error: serde_json::Value = serde_json::from_str(&run.stderr).expect("JSON");
    assert_eq!(error["code"], "mesheryctl-1083");
    assert_eq!(error["error"], "~/.meshery/config.yaml has no context `lab`, only `local`");
}

#[test]
fn a_refused_connection_names_endpoint_and_context() {
    let home = Home::new();
    let endpoint = refused();
    home.use_server(&endpoint);
    for command in [&["system", "status"][..], &["design", "list"], &["model", "view", "x"]] {
        let run = home.run(command);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        let expected = format!("error: no server answers at {endpoint} (context `local`)\n");
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
        assert!(run.stderr.contains("code: mesheryctl-1017"), "{}", run.stderr);
    }
}

#[test]
fn the_version_does_not_wait_for_a_silent_server() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("free port");
    let home = Home::new();
    home.use_server(&format!("http://{}", silent.local_addr().expect("address")));
    let start = std::time::Instant::now();
    let version = home.run(&["version"]).ok();
    assert!(version.contains("Server  unavailable"), "{version}");
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn a_token_file_that_was_named_has_to_be_there() {
    let home = Home::new();
    home.use_server(&refused());
    let run = home.run(&["design", "list", "-t", "token.json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("code: mesheryctl-1091"), "{}", run.stderr);
}
