//! API tokens, against a server that plays its part.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::fake::{Asked, Fake};
use crate::support::Home;

const ONE: &str = "1f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e";
const OTHER: &str = "2f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e";
const TWIN: &str = "3f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e";

fn token(id: &str, name: &str) -> Value {
    json!({
        "id": id, "owner": "7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e", "name": name, "scopes": ["designs.read"],
        "provider": "Dex", "createdAt": "2026-08-01T10:00:00Z", "expiresAt": "2026-08-31T10:00:00Z",
    })
}

fn answer(asked: &Asked) -> (u16, Value) {
    let what = asked.what.as_str();
    if what.starts_with("GET /api/identity/tokens?") {
        let tokens = [token(ONE, "pipeline"), token(OTHER, "twin"), token(TWIN, "twin")];
        return (200, json!({ "page": 0, "pageSize": 3, "totalCount": 3, "tokens": tokens }));
    }
    match what {
        "POST /api/identity/tokens" => {
            let mut created = token(ONE, asked.body["name"].as_str().unwrap_or_default());
            created["accessToken"] = "very.secret.token".into();
            (201, created)
        }
        _ if what.starts_with("DELETE ") => (204, Value::Null),
        _ => (404, Value::Null),
    }
}

fn start() -> (Fake, Home) {
    let (server, home) = (Fake::start(answer), Home::new());
    home.use_server(server.url());
    (server, home)
}

#[test]
fn tokens_are_listed_without_their_secrets() {
    let (_server, home) = start();
    let run = home.run(&["token", "list"]);
    assert_eq!(run.stderr, "Total number of tokens: 3\n");
    assert_eq!(
        run.stdout.lines().take(2).collect::<Vec<_>>(),
        [
            "ID        NAME      SCOPES        EXPIRES               LAST USED",
            "1f9c24e5  pipeline  designs.read  2026-08-31T10:00:00Z  never",
        ]
    );
    assert_eq!(home.run(&["token", "list", "-o", "json"]).json()["tokens"][0]["name"], "pipeline");
}

#[test]
fn a_new_token_is_printed_once_and_alone() {
    let (server, home) = start();
    let scopes = ["--scope", "designs.read,registry.read", "--scope", "users.read"];
    let run = home.run(&[&["token", "create", "--name", "ci", "--days", "7"], &scopes[..]].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "very.secret.token\n"), "{}", run.stderr);
    assert!(run.stderr.contains("it is not shown again") && !run.stderr.contains("secret"), "{}", run.stderr);
    let asked = server.asked().pop().expect("request").body;
    let expected = json!({ "name": "ci", "scopes": ["designs.read", "registry.read", "users.read"], "expiresInDays": 7 });
    assert_eq!(asked, expected);
    let document = home.run(&["token", "create", "--name", "ci", "-o", "json"]).json();
    assert_eq!(document["accessToken"], "very.secret.token");
    let before = server.asked().len();
    assert_eq!(home.run(&["token", "create", "--name", "ci", "--days", "367"]).code, Some(2));
    assert_eq!(
        home.run(&["token", "create", "--name", "ci", "-o", "name"]).code,
        Some(2),
        "it would be lost"
    );
    assert_eq!(server.asked().len(), before);
}

#[test]
fn a_saved_token_is_not_printed_and_nobody_else_can_read_it() {
    let (server, home) = start();
    let create = ["token", "create", "--name", "ci", "--save", "ci.json", "-o", "json"];
    let run = home.run(&create);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stdout.contains("secret") && !run.stderr.contains("secret"), "{run:?}");
    let path = home.path("ci.json");
    assert_eq!(std::fs::metadata(&path).expect("file").permissions().mode() & 0o777, 0o600);
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("file")).expect("JSON");
    assert_eq!(file, json!({ "meshery-provider": "Dex", "token": "very.secret.token" }));
    let before = server.asked().len();
    assert_eq!(home.run(&create).code, Some(2), "nothing is overwritten");
    assert_eq!(server.asked().len(), before, "and no token is made that nobody gets");
    std::fs::write(home.path("plain"), "").expect("file");
    let lost = home.run(&["token", "create", "--name", "ci", "--save", "plain/ci.json"]);
    assert_eq!(lost.code, Some(1));
    let last = server.asked().pop().expect("request").what;
    assert_eq!(last, format!("DELETE /api/identity/tokens/{ONE}"), "a token nobody got is revoked");
    home.run(&["token", "list", "--token", "ci.json"]).ok();
    let asked = server.asked().pop().expect("request").head;
    assert!(asked.contains("authorization: bearer very.secret.token"), "{asked}");
}

#[test]
fn a_token_is_revoked_by_name_or_id_and_never_by_guess() {
    let (server, home) = start();
    for wanted in ["pipeline", ONE, "1f9c24e5"] {
        let run = home.run(&["token", "revoke", wanted, "--yes"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(run.stderr, format!("revoked `pipeline` ({ONE})\n"));
        let last = server.asked().pop().expect("request").what;
        assert_eq!(last, format!("DELETE /api/identity/tokens/{ONE}"));
    }
    let two = home.run(&["token", "revoke", "twin", "--yes"]);
    assert_eq!(two.code, Some(1));
    assert!(two.stderr.contains(OTHER) && two.stderr.contains(TWIN), "{}", two.stderr);
    assert_eq!(home.run(&["token", "revoke", "nothing", "--yes"]).code, Some(4));
    let asked = home.run(&["token", "revoke", "pipeline"]);
    assert!(asked.stderr.contains("mesheryctl-1902"), "{}", asked.stderr);
}
