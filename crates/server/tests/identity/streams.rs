//! Access that was taken away ends: requests at once, streams within five seconds.

use std::process::Command;

use meshery_testkit::{Call, Client, Issuer, RemoteProvider, Server};
use serde_json::{Value, json};

use crate::world::{ACME, EventStream, begin, config_of, roles, sign_in, signed_in, soon};

/// A server with built-in accounts, an issuer, and an administrator of the former.
struct World {
    server: Server,
    issuer: Issuer,
    admin: Client,
}

const PASSWORD: &str = "correct horse battery staple";

impl World {
    fn start() -> Self {
        let issuer = Issuer::start();
        let config =
            format!("[accounts]\nenabled = true\n{}", config_of(ACME, &issuer, "accept_tokens = true"));
        let server = Server::builder().config(&config).start();
        let admin = server.anon();
        let set_up = json!({
            "setupToken": server.setup_token().expect("a setup token"), "login": "root", "password": PASSWORD,
        });
        assert_eq!(admin.post("/api/identity/accounts/setup", &set_up).status, 201);
        Self { server, issuer, admin }
    }

    /// Signs Ada in and returns her browser, her token and her id.
    fn ada(&self) -> (Client, String, String) {
        let browser = signed_in(&self.server, &self.issuer);
        let token = browser.cookie("token").expect("a token");
        let id = text(&browser.get("/api/user").json()["id"]);
        (browser, token, id)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Runs a command of the server binary on the data of a running server.
fn meshery(server: &Server, arguments: &[&str]) -> String {
    let home = tempfile::tempdir().expect("home");
    let output = Command::new(env!("CARGO_BIN_EXE_meshery"))
        .args(arguments)
        .arg("--data-dir")
        .arg(server.data_dir())
        .env_clear()
        .env("HOME", home.path())
        .output()
        .expect("run meshery");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", said(&output.stderr));
    said(&output.stdout)
}

/// Returns the id of the key that signed a token.
fn key_of(token: &str) -> String {
    use base64::Engine as _;
    let head = token.split('.').next().expect("a head");
    let head = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(head).expect("base64");
    text(&serde_json::from_slice::<Value>(&head).expect("JSON")["kid"])
}

#[track_caller]
fn assert_over(server: &Server, token: &str) {
    let reply = server.bearer(token).get("/api/user");
    assert_eq!(
        (reply.status, &reply.json()["code"]),
        (401, &json!("meshery-server-1404")),
        "{}",
        reply.text()
    );
}

#[track_caller]
fn assert_ended(stream: &EventStream) {
    assert!(stream.says("event: ended"), "{}", stream.text());
    assert!(stream.ends(), "a stream without a session stays open");
}

#[test]
fn ending_a_session_ends_its_stream() {
    let world = World::start();
    let (browser, token, _) = world.ada();
    let (other, _, _) = world.ada();
    let stream = EventStream::of_session(&world.server, &token);
    let sessions = other.get("/api/identity/sessions").json();
    let theirs = sessions["sessions"].as_array().expect("a list").iter().find(|one| one["current"] == false);
    let id = text(&theirs.expect("the other session")["id"]);
    assert_eq!(other.delete(&format!("/api/identity/sessions/{id}")).status, 204);
    assert_over(&world.server, &token);
    assert_ended(&stream);
    assert_eq!(browser.get("/api/user").status, 401);
    assert_eq!(other.get("/api/user").status, 200);
}

#[test]
fn signing_out_ends_the_stream() {
    let world = World::start();
    let (browser, token, _) = world.ada();
    let stream = EventStream::of_session(&world.server, &token);
    assert_eq!(browser.get("/user/logout").status, 303);
    assert_over(&world.server, &token);
    assert_ended(&stream);
}

#[test]
fn revoking_an_api_token_ends_its_stream() {
    let world = World::start();
    let (browser, _, _) = world.ada();
    let made = browser.post("/api/identity/tokens", &json!({ "name": "CI" })).json();
    let (id, token) = (text(&made["id"]), text(&made["accessToken"]));
    let stream = EventStream::of_session(&world.server, &token);
    assert_eq!(browser.delete(&format!("/api/identity/tokens/{id}")).status, 204);
    assert_over(&world.server, &token);
    assert_ended(&stream);
}

#[test]
fn removing_a_user_ends_everything_of_theirs() {
    let world = World::start();
    let (browser, token, id) = world.ada();
    let made = text(&browser.post("/api/identity/tokens", &json!({ "name": "CI" })).json()["accessToken"]);
    let streams = [&token, &made].map(|token| EventStream::of_session(&world.server, token));
    assert_eq!(world.admin.delete(&format!("/api/identity/users/{id}")).status, 204);
    for token in [&token, &made] {
        assert_over(&world.server, token);
    }
    streams.iter().for_each(assert_ended);
    assert_eq!(world.admin.get("/api/user").status, 200);
}

#[test]
fn changing_the_password_ends_the_other_sessions() {
    let world = World::start();
    let sign_in = json!({ "login": "root", "password": PASSWORD });
    let other = world.server.anon();
    assert_eq!(other.post("/api/identity/accounts/login", &sign_in).status, 200);
    let token = other.cookie("token").expect("a token");
    let stream = EventStream::of_session(&world.server, &token);
    let change = json!({ "currentPassword": PASSWORD, "newPassword": "another horse, another staple" });
    assert_eq!(world.admin.put("/api/identity/accounts/password", &change).status, 204);
    assert_over(&world.server, &token);
    assert_ended(&stream);
    assert_eq!(world.admin.get("/api/user").status, 200);
}

#[test]
fn a_role_that_is_taken_away_is_gone_at_once_and_the_stream_says_so() {
    let world = World::start();
    let (browser, token, id) = world.ada();
    let roles_of = format!("/api/identity/users/{id}/roles");
    assert_eq!(world.admin.put(&roles_of, &json!({ "roles": ["admin"] })).status, 200);
    assert_eq!(roles(&browser), json!(["admin", "editor"]));
    assert_eq!(browser.get("/api/identity/roles").status, 200);
    let stream = EventStream::of_session(&world.server, &token);
    assert!(stream.says("users.write"), "{}", stream.text());
    assert_eq!(world.admin.put(&roles_of, &json!({ "roles": [] })).status, 200);
    let refused = browser.get("/api/identity/roles");
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("meshery-server-1403")));
    assert!(soon(|| stream.text().matches("event: rights").count() == 2), "{}", stream.text());
    let said = stream.text();
    assert!(!said[said.rfind("event: rights").expect("twice")..].contains("users.write"), "{said}");
}

#[test]
fn a_custom_role_that_is_removed_is_gone_at_once() {
    let world = World::start();
    let (browser, token, id) = world.ada();
    let role = json!({ "roleName": "auditor", "description": "", "keys": ["roles.read"] });
    let made = world.admin.post("/api/identity/roles", &role);
    assert_eq!(made.status, 201, "{}", made.text());
    let given = world.admin.put(&format!("/api/identity/users/{id}/roles"), &json!({ "roles": ["auditor"] }));
    assert_eq!(given.status, 200, "{}", given.text());
    assert_eq!(browser.get("/api/identity/roles").status, 200);
    let stream = EventStream::of_session(&world.server, &token);
    let removed = world.admin.delete(&format!("/api/identity/roles/{}", text(&made.json()["id"])));
    assert_eq!(removed.status, 204, "{}", removed.text());
    assert_eq!(browser.get("/api/identity/roles").status, 403);
    assert!(soon(|| stream.text().matches("event: rights").count() == 2), "{}", stream.text());
}

#[test]
fn a_stream_of_a_providers_own_token_ends_with_the_token() {
    let world = World::start();
    let mut claims = world.issuer.honest_claims();
    let now = claims["iat"].as_i64().expect("a time");
    // The server forgives a minute.
    claims.insert("exp".to_owned(), (now - 57).into());
    let token = world.issuer.sign(&claims);
    let stream = EventStream::of_session(&world.server, &token);
    let client = world.server.bearer(&token);
    assert_eq!(client.get("/api/user").status, 200);
    assert!(soon(|| client.get("/api/user").status == 401), "a token outlives its end");
    assert_ended(&stream);
}

#[test]
fn a_new_signing_key_signs_nobody_out() {
    let world = World::start();
    let (browser, before, _) = world.ada();
    let stream = EventStream::of_session(&world.server, &before);
    meshery(&world.server, &["keys", "rotate"]);
    let after = text(&browser.get("/api/token").json()["token"]);
    assert_ne!(key_of(&before), key_of(&after));
    assert_eq!(browser.get("/api/user").status, 200);
    for token in [&before, &after] {
        assert_eq!(world.server.bearer(token).get("/api/user").status, 200);
    }
    let keys = world.server.get("/.well-known/jwks.json").json();
    let mut ids: Vec<String> =
        keys["keys"].as_array().expect("a list").iter().map(|key| text(&key["kid"])).collect();
    ids.sort();
    let mut both = vec![key_of(&before), key_of(&after)];
    both.sort();
    assert_eq!(ids, both);
    assert!(!keys.to_string().contains("\"d\""), "a private key is published: {keys}");
    assert!(!stream.text().contains("event: ended"), "{}", stream.text());
}

#[test]
fn a_new_encryption_key_is_taken_up_by_a_server_that_runs() {
    let provider = RemoteProvider::start();
    let issuer = Issuer::start();
    let config = format!(
        "[[remote]]\nname = \"Remote\"\nurl = \"{}\"\n{}",
        provider.url(),
        config_of(ACME, &issuer, "")
    );
    let mut server = Server::builder().config(&config).start();
    let come = |server: &Server| {
        let browser = server.anon();
        let back = provider.sign_in(&begin(&browser, "Remote", "/"));
        assert_eq!(browser.get(&back).location(), Some("/"), "{}", server.log());
        assert_eq!(browser.get("/api/user").status, 200, "{}", server.log());
        browser
    };
    provider.set_lifetime(Some(30));
    let early = come(&server);
    let under_way = server.anon();
    let back = issuer.sign_in(&begin(&under_way, ACME, "/"));
    assert_eq!(
        meshery(&server, &["keys", "rotate", "--encryption"]),
        "3 secrets are sealed with the new key\n"
    );
    assert_eq!(under_way.get(&back).location(), Some("/"), "{}", server.log());
    let between = come(&server);
    // Twice in a row, so that the key the server had is gone from the file.
    meshery(&server, &["keys", "rotate", "--encryption"]);
    meshery(&server, &["keys", "rotate", "--encryption"]);
    let late = come(&server);
    let tokens: Vec<String> =
        [&early, &between, &late].map(|browser| browser.cookie("token").expect("a token")).into();
    server.kill_and_restart();
    provider.set_lifetime(Some(3600));
    for token in tokens {
        assert_eq!(server.bearer(&token).get("/api/user").status, 200, "{}", server.log());
    }
    assert_eq!(sign_in(&server.anon(), &issuer).status, 303);
    assert!(provider.calls(Call::Refresh) >= 3, "what is held of the provider opens no more");
    assert!(!server.log().contains("meshery-server-1422"), "{}", server.log());
}
