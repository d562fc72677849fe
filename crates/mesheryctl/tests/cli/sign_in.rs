//! The whole way of a sign-in, against a real server with accounts. A client of the test plays the browser.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_testkit::{Client, Server};
use serde_json::{Map, Value, json};

use crate::support::{Home, Run};

const ACCOUNTS: &str = "[accounts]\nenabled = true\n";

/// Starts a server whose first administrator is signed in in a browser.
fn start() -> (Server, Client, Home) {
    let server = Server::builder().config(ACCOUNTS).start();
    let browser = server.anon();
    let admin = json!({
        "setupToken": server.setup_token().expect("setup token"), "login": "ada",
        "password": "correct horse battery",
    });
    assert_eq!(browser.post("/api/identity/accounts/setup", &admin).status, 201);
    let home = Home::new();
    home.use_server(server.url());
    (server, browser, home)
}

/// Signs in by a code that the browser decides about.
fn by_code(browser: &Client, home: &Home, approve: bool) -> Run {
    let mut running = home.start(&["system", "login", "--device"]);
    let page = running.line("http://");
    let code = page.rsplit_once("/device?code=").expect("code").1;
    let pending = browser.get(&format!("/api/auth/device/{code}")).json();
    assert!(pending["client"].as_str().is_some_and(|client| client.starts_with("mesheryctl")), "{pending}");
    let decided = browser.post(&format!("/api/auth/device/{code}"), &json!({ "approve": approve }));
    assert_eq!(decided.status, 204);
    running.finish()
}

/// Returns what the page of consent is asked for, from the address of the sign-in page.
fn consent(page: &str) -> Value {
    let path = URL_SAFE_NO_PAD.decode(page.rsplit_once("&ref=").expect("ref").1).expect("base64");
    let path = String::from_utf8(path).expect("text");
    let query = path.strip_prefix("/authorize?").expect("page of consent");
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let plain = |value: &str| value.replace("%3A", ":").replace("%2F", "/").replace("%20", " ");
    Value::Object(pairs.map(|(name, value)| (name.to_owned(), plain(value).into())).collect::<Map<_, _>>())
}

#[test]
fn a_browser_on_this_machine_signs_in() {
    let (_server, browser, home) = start();
    let refused = home.run(&["design", "list"]);
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("mesheryctl-1093"), "{}", refused.stderr);

    let mut running = home.start(&["system", "login", "--no-browser", "--provider", "accounts"]);
    let consent = consent(&running.line("http://"));
    let authorized = browser.post("/api/auth/authorize", &consent);
    assert_eq!(authorized.status, 200, "{}", authorized.text());
    let back = authorized.json()["redirectTo"].as_str().expect("address").to_owned();
    assert_eq!(ureq::get(&back).call().expect("answer").status(), 200);
    let run = running.finish();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    let who = home.run(&["whoami", "-o", "json"]).json();
    assert_eq!((&who["userId"], &who["provider"]), (&json!("ada"), &json!("Accounts")));
    home.run(&["design", "list"]).ok();
    assert!(ureq::get(&back).call().is_err(), "the port is closed");
}

#[test]
fn a_code_signs_in_and_signing_out_ends_its_session() {
    let (_server, browser, home) = start();
    let run = by_code(&browser, &home, true);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    home.run(&["whoami"]).ok();
    std::fs::copy(home.path(".meshery/auth.json"), home.path("copy.json")).expect("copy");
    home.run(&["whoami", "--token", "copy.json"]).ok();

    let out = home.run(&["system", "logout"]);
    assert_eq!((out.code, out.stderr.as_str()), (Some(0), "~/.meshery/auth.json is empty\n"));
    let stale = home.run(&["whoami", "--token", "copy.json"]);
    assert_eq!((stale.code, stale.stdout.as_str()), (Some(3), ""), "the copy is worth nothing");
    for told in ["mesheryctl-1091", "context `local`", "run `mesheryctl system login`"] {
        assert!(stale.stderr.contains(told), "{told} is not in {}", stale.stderr);
    }
}

#[test]
fn a_code_that_is_refused_signs_nobody_in() {
    let (_server, browser, home) = start();
    let run = by_code(&browser, &home, false);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""));
    assert!(run.stderr.contains("mesheryctl-1905"), "{}", run.stderr);
    assert_eq!(home.run(&["whoami"]).code, Some(3));
}

#[test]
fn an_api_token_does_what_it_is_for_until_it_is_revoked() {
    let (server, browser, home) = start();
    assert_eq!(by_code(&browser, &home, true).code, Some(0));
    let create = ["token", "create", "--name", "ci", "--scope", "designs.read", "--days", "2"];
    let token = home.run(&create).ok();

    let program = Home::new();
    program.use_server(server.url());
    let login = ["system", "login", "--token-stdin"];
    let run = program.run_with(&login, &[], &token);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "authenticated\n"), "{}", run.stderr);
    program.run(&["design", "list"]).ok();
    let manifest = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n";
    let refused = program.run_with(&["design", "import", "-f", "-"], &[], manifest);
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("`designs.write`"), "{}", refused.stderr);
    let out = program.run(&["system", "logout"]);
    assert!(out.stderr.starts_with("the token belongs to no session"), "{}", out.stderr);

    assert_eq!(home.run(&["token", "list", "-o", "json"]).json()["tokens"][0]["name"], "ci");
    assert_eq!(home.run(&["token", "revoke", "ci", "--yes"]).code, Some(0));
    let run = program.run_with(&login, &[], &token);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{}", run.stderr);
    assert!(!run.stderr.contains(token.trim()), "{}", run.stderr);
}

#[test]
fn with_several_providers_that_of_the_context_or_a_named_one_is_used() {
    let server = Server::builder().config(&format!("{ACCOUNTS}[local]\nenabled = true\n")).start();
    let home = Home::new();
    home.use_server(server.url());
    let run = home.run(&["system", "login", "--no-browser"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("one of Accounts, None"), "{}", run.stderr);
    home.run(&["system", "login", "--provider", "local"]).ok();
    home.run(&["system", "provider", "set", "none"]).ok();
    home.run(&["system", "login"]).ok();
}
