//! Tokens of an issuer itself as bearer tokens, where the operator says so.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_testkit::{Endpoint, Issuer, OldKey, Reply, Server, Signature, Trouble};
use serde_json::{Map, Value, json};

use crate::world::{ACME, assert_logged, config_of, roles, server_with, signed_in, soon};

const ACCEPTED: &str = "accept_tokens = true";

#[track_caller]
fn assert_unknown(reply: &Reply) {
    assert_eq!((reply.status, reply.header("www-authenticate")), (401, Some("Bearer")), "{}", reply.text());
    assert_eq!(reply.json()["code"], "meshery-server-1404");
}

/// Returns honest claims with some changed; `null` removes.
fn claims(issuer: &Issuer, changes: &Value) -> Map<String, Value> {
    let mut claims = issuer.honest_claims();
    for (name, value) in changes.as_object().expect("an object") {
        claims.insert(name.clone(), value.clone());
    }
    claims.retain(|_, value| !value.is_null());
    claims
}

/// Returns a token with a key of this name and a signature that nobody made.
fn made_up(issuer: &Issuer, key: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": key });
    format!("{}.{}.{}", part(&header), part(&issuer.honest_claims().into()), URL_SAFE_NO_PAD.encode([7; 256]))
}

#[test]
fn a_token_of_the_issuer_is_good_for_what_its_groups_permit() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, ACCEPTED);
    let editor = server.bearer(&issuer.sign(&issuer.honest_claims()));
    assert_eq!(roles(&editor), json!(["editor"]));
    let user = editor.get("/api/user").json();
    assert_eq!((&user["provider"], &user["userId"]), (&json!(ACME), &json!("ada")));
    let yaml = [("content-type", "application/yaml")];
    let pod = b"apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
    assert_eq!(editor.send("POST", "/api/pattern/import", &yaml, Some(pod)).status, 201);
    assert_eq!(editor.get("/api/identity/roles").json()["code"], "meshery-server-1403");

    let viewer = server.bearer(&issuer.sign(&claims(&issuer, &json!({ "sub": "grace", "groups": [] }))));
    assert_eq!(roles(&viewer), json!(["viewer"]));
    let refused = viewer.send("POST", "/api/pattern/import", &yaml, Some(pod));
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("meshery-server-1403")));

    // The same person in a browser is the same user.
    assert_eq!(signed_in(&server, &issuer).get("/api/user").json()["id"], user["id"]);
}

#[test]
fn tokens_of_an_issuer_are_good_only_where_the_operator_says_so() {
    let issuer = Issuer::start();
    let token = issuer.sign(&issuer.honest_claims());
    let server = server_with(&issuer, "");
    assert_unknown(&server.bearer(&token).get("/api/user"));
    let server = server_with(&issuer, ACCEPTED);
    assert_eq!(server.bearer(&token).get("/api/user").status, 200);
    assert_eq!(server.get(&format!("/api/user?token={token}")).status, 401, "a token in the address is none");
}

#[test]
fn a_token_of_an_issuer_that_is_not_right_in_everything_is_refused() {
    let (issuer, stranger) = (Issuer::start(), Issuer::start());
    let server = server_with(&issuer, ACCEPTED);
    let now = issuer.honest_claims()["iat"].as_i64().expect("a time");
    let signed = |changes: Value| issuer.sign(&claims(&issuer, &changes));
    let with = |signature| issuer.sign_with(&signature, &issuer.honest_claims());
    let tokens = [
        ("another audience", signed(json!({ "aud": "another" }))),
        ("no audience", signed(json!({ "aud": null }))),
        ("no audience of a list", signed(json!({ "aud": [] }))),
        ("expired", signed(json!({ "exp": now - 120 }))),
        ("endless", signed(json!({ "exp": null }))),
        ("not yet", signed(json!({ "nbf": now + 120 }))),
        ("from the future", signed(json!({ "iat": now + 120 }))),
        ("nobody", signed(json!({ "sub": "" }))),
        ("another issuer", stranger.sign(&stranger.honest_claims())),
        ("another issuer's signature", stranger.sign(&issuer.honest_claims())),
        ("a stranger's signature", with(Signature::WrongKey)),
        ("a stranger's key", with(Signature::UnknownKey)),
        ("no signature", with(Signature::None)),
        ("the client's secret", with(Signature::HmacWithClientSecret)),
        ("the public key", with(Signature::HmacWithPublicKey)),
        ("a key with a path", made_up(&issuer, "../../etc/passwd")),
        ("no token", "a.b.c".to_owned()),
        ("too long", format!("{}.{}.c", "a".repeat(30_000), "b".repeat(30_000))),
    ];
    for (what, token) in &tokens {
        let reply = server.bearer(token).get("/api/user");
        assert_eq!((reply.status, &reply.json()["code"]), (401, &json!("meshery-server-1404")), "{what}");
        assert_eq!(reply.cookie("token"), None, "{what}");
        let cookie = format!("token={token}; meshery-provider={ACME}");
        assert_eq!(server.send("GET", "/api/user", &[("cookie", &cookie)], None).status, 401, "{what}");
    }
    assert_eq!(stranger.requests(Endpoint::Jwks), 0, "a token made the server ask a stranger");
    let secrets: Vec<&str> =
        tokens.iter().map(|(_, token)| token.as_str()).filter(|token| token.len() > 7).collect();
    assert_logged(&server, "server started", &secrets);
}

#[test]
fn further_audiences_are_the_operators_to_name() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "accept_tokens = true\naudiences = [\"api://meshery\"]");
    for audience in [json!("api://meshery"), json!(["account", "api://meshery"]), json!("meshery")] {
        let token = issuer.sign(&claims(&issuer, &json!({ "aud": audience })));
        assert_eq!(server.bearer(&token).get("/api/user").status, 200, "{audience}");
    }
    // At a sign-in the id token is for this server alone, whatever the operator names.
    issuer.set(|knobs| {
        knobs.id_token = json!({ "aud": "api://meshery" }).as_object().cloned().expect("claims");
    });
    let reply = crate::world::sign_in(&server.anon(), &issuer);
    assert_eq!(reply.location(), Some("/provider?error=meshery-server-1410"));
}

#[test]
fn who_has_no_group_is_kept_out_where_there_is_no_default() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, "accept_tokens = true\ndefault_role = \"\"");
    let token = issuer.sign(&claims(&issuer, &json!({ "groups": ["others"] })));
    let reply = server.bearer(&token).get("/api/user");
    assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("meshery-server-1416")));
}

#[test]
fn made_up_keys_do_not_become_requests_to_the_issuer() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, ACCEPTED);
    let good = issuer.sign(&issuer.honest_claims());
    assert_eq!(server.bearer(&good).get("/api/user").status, 200);
    for number in 0..300 {
        assert_unknown(&server.bearer(&made_up(&issuer, &format!("key-{number}"))).get("/api/user"));
    }
    let asked = issuer.requests(Endpoint::Jwks);
    assert!(asked <= 12, "300 tokens made {asked} requests");

    issuer.rotate_keys(OldKey::Dropped);
    let new = issuer.sign(&issuer.honest_claims());
    let client = server.bearer(&new);
    assert!(soon(|| client.get("/api/user").status == 200), "a new key is not found after a flood");
}

#[test]
fn made_up_keys_at_a_slow_issuer_hold_up_nobody_else() {
    let issuer = Issuer::start();
    let server = server_with(&issuer, ACCEPTED);
    let good = |subject: &str| issuer.sign(&claims(&issuer, &json!({ "sub": subject })));
    assert_eq!(server.bearer(&good("first")).get("/api/user").status, 200);
    let before = issuer.requests(Endpoint::Discovery);
    issuer.set(|knobs| knobs.trouble = [(Endpoint::Discovery, Trouble::Slow(Duration::from_secs(3)))].into());
    std::thread::scope(|threads| {
        let forged = threads.spawn(|| server.bearer(&made_up(&issuer, "nobody's")).get("/api/user"));
        assert!(soon(|| issuer.requests(Endpoint::Discovery) > before));
        for subject in ["second", "third"] {
            assert_eq!(server.bearer(&good(subject)).get("/api/user").status, 200);
            assert!(!forged.is_finished(), "a good token waited for a made-up one");
        }
        assert_unknown(&forged.join().expect("a reply"));
    });
}

#[test]
fn a_provider_that_is_down_keeps_out_none_but_its_own() {
    let (mut down, issuer) = (Issuer::start(), Issuer::start());
    let config = config_of("Down", &down, ACCEPTED)
        + &config_of(ACME, &issuer, ACCEPTED)
        + "[[remote]]\nname = \"Remote\"\nurl = \"http://127.0.0.1:1\"\n";
    let server = Server::builder().config(&config).start();
    let token = down.sign(&down.honest_claims());
    down.go_offline();
    assert_eq!(server.bearer(&issuer.sign(&issuer.honest_claims())).get("/api/user").status, 200);
    let reply = server.bearer(&token).get("/api/user");
    assert_eq!((reply.status, &reply.json()["code"]), (503, &json!("meshery-server-1421")));
    down.go_online();
    assert_eq!(server.bearer(&token).get("/api/user").status, 200);
}

#[test]
fn a_token_of_the_issuer_lets_no_program_in() {
    let issuer = Issuer::start();
    issuer.set(|knobs| knobs.claims.insert("groups".to_owned(), json!(["admins"])));
    let server = server_with(&issuer, ACCEPTED);
    let client = server.bearer(&issuer.sign(&issuer.honest_claims()));
    assert_eq!(roles(&client), json!(["admin"]));
    let grant = server.post("/api/auth/device", &json!({ "clientId": "test" })).json();
    let grant = match grant["user_code"].as_str() {
        Some(code) => code.to_owned(),
        None => panic!("{grant}"),
    };
    let authorize = json!({
        "client_id": "test", "redirect_uri": "http://127.0.0.1:1/", "state": "12345678",
        "code_challenge": "x".repeat(43), "code_challenge_method": "S256",
    });
    let device = format!("/api/auth/device/{grant}");
    for reply in [
        client.post("/api/auth/authorize", &authorize),
        client.get(&device),
        client.post(&device, &json!({ "approve": true })),
        client.post("/api/identity/tokens", &json!({ "name": "for ever" })),
    ] {
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (403, &json!("meshery-server-1420")),
            "{}",
            reply.text()
        );
    }
    let file = client.get("/api/token").json();
    assert_eq!(file["token"], "", "there is no session behind it that could have a token");
}
