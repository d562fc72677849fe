//! The issuer that a test controls: honest by default, and each knob does what it says.

use std::time::{Duration, Instant};

use meshery_testkit::{Client, Endpoint, Issuer, OldKey, Signature, Trouble};
use serde_json::{Map, Value, json};

use crate::flow::{CALLBACK, Flow, VERIFIER, query};

fn flow(issuer: &Issuer) -> Flow {
    Flow::with(issuer.issuer(), issuer.client_id(), issuer.client_secret())
}

/// Signs in and returns the token endpoint's answer.
fn tokens(issuer: &Issuer) -> Value {
    let flow = flow(issuer);
    let back = query(&issuer.sign_in(&flow.authorize_url(CALLBACK)));
    let reply = flow.exchange(back["code"].as_str().unwrap(), VERIFIER);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// Signs in and returns the id token's claims, or what is wrong with it.
fn sign_in(issuer: &Issuer) -> Result<Map<String, Value>, String> {
    flow(issuer).claims(tokens(issuer)["id_token"].as_str().unwrap())
}

#[test]
fn an_honest_issuer_satisfies_an_honest_client() {
    let issuer = Issuer::start();
    let claims = sign_in(&issuer).unwrap();
    assert_eq!(claims["sub"], "subject-of-ada");
    assert_eq!(claims["nonce"], "the-nonce");
    assert_eq!(claims["groups"], json!(["engineers"]));
    assert_eq!(issuer.requests(Endpoint::Token), 1);
    let asked = issuer.last_authorize().unwrap();
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(issuer.last_token_request().unwrap()["code_verifier"], VERIFIER);
    let client = Client::new(issuer.issuer());
    assert_eq!(client.get("/userinfo").status, 401);
    let client = client.with_bearer(tokens(&issuer)["access_token"].as_str().unwrap());
    assert_eq!(client.get("/userinfo").json()["email"], "ada@example.org");
}

#[test]
fn a_client_that_proves_too_little_gets_no_token() {
    let issuer = Issuer::start();
    let flow = flow(&issuer);
    let code = || query(&issuer.sign_in(&flow.authorize_url(CALLBACK)))["code"].as_str().unwrap().to_owned();
    assert_eq!(flow.exchange(&code(), "another verifier").json()["error"], "invalid_grant");
    assert_eq!(flow.exchange_as("another secret", &code(), Some(VERIFIER)).json()["error"], "invalid_client");
    let without_verifier = flow.exchange_as(issuer.client_secret(), &code(), None);
    assert_eq!(without_verifier.json()["error"], "invalid_grant");
    let once = code();
    assert_eq!(flow.exchange(&once, VERIFIER).status, 200);
    assert_eq!(flow.exchange(&once, VERIFIER).json()["error"], "invalid_grant");
    let unchallenged = flow.authorize_url(CALLBACK).replace("code_challenge", "x");
    assert_eq!(Client::new(issuer.issuer()).get(&unchallenged).status, 400);
}

#[test]
fn no_forged_signature_passes() {
    let issuer = Issuer::start();
    for (signature, what) in [
        (Signature::None, "unknown variant `none`"),
        (Signature::HmacWithClientSecret, "InvalidAlgorithm"),
        (Signature::HmacWithPublicKey, "InvalidAlgorithm"),
        (Signature::WrongKey, "InvalidSignature"),
        (Signature::UnknownKey, "unknown key"),
        (Signature::Unnamed, "no kid"),
    ] {
        issuer.set(|knobs| knobs.signature = signature.clone());
        let refused = sign_in(&issuer).unwrap_err();
        assert!(refused.contains(what), "{signature:?}: {refused}");
    }
    issuer.reset();
    assert!(sign_in(&issuer).is_ok());
}

#[test]
fn claims_and_times_are_what_the_test_says() {
    let issuer = Issuer::start();
    for (name, value, what) in [
        ("iss", json!("http://elsewhere.example"), "InvalidIssuer"),
        ("aud", json!(["another"]), "InvalidAudience"),
        ("exp", json!(1), "ExpiredSignature"),
        ("nbf", json!(4_000_000_000_u64), "ImmatureSignature"),
        ("exp", Value::Null, "exp"),
    ] {
        issuer.reset();
        issuer.set(|knobs| knobs.id_token.insert(name.to_owned(), value.clone()));
        let refused = sign_in(&issuer).unwrap_err();
        assert!(refused.contains(what), "{name} {value}: {refused}");
    }
    issuer.reset();
    issuer.set(|knobs| knobs.clock_seconds = -301);
    assert!(sign_in(&issuer).unwrap_err().contains("ExpiredSignature"));
    issuer.set(|knobs| knobs.clock_seconds = -200);
    issuer.set(|knobs| knobs.id_token.insert("nonce".to_owned(), "another".into()));
    issuer.set(|knobs| knobs.claims.remove("groups"));
    let claims = sign_in(&issuer).unwrap();
    assert_eq!((claims["nonce"].as_str(), claims.get("groups")), (Some("another"), None));
}

#[test]
fn keys_rotate_with_and_without_the_old_one() {
    let issuer = Issuer::start();
    let flow = flow(&issuer);
    let old = issuer.sign(&issuer.honest_claims());
    issuer.rotate_keys(OldKey::Kept);
    assert!(flow.claims(&old).is_ok());
    assert!(flow.claims(&issuer.sign(&issuer.honest_claims())).is_ok());
    issuer.rotate_keys(OldKey::Dropped);
    assert_eq!(flow.claims(&old).unwrap_err(), "unknown key");
    assert!(flow.claims(&issuer.sign(&issuer.honest_claims())).is_ok());
    let forged = issuer.sign_with(&Signature::WrongKey, &issuer.honest_claims());
    assert!(flow.claims(&forged).unwrap_err().contains("InvalidSignature"));
}

#[test]
fn discovery_and_callback_are_what_the_test_says() {
    let issuer = Issuer::start();
    issuer.set(|knobs| knobs.discovery.insert("issuer".to_owned(), "http://elsewhere.example".into()));
    issuer.set(|knobs| knobs.discovery.insert("code_challenge_methods_supported".to_owned(), Value::Null));
    let document = Client::new(issuer.issuer()).get("/.well-known/openid-configuration").json();
    assert_eq!(document["issuer"], "http://elsewhere.example");
    assert_eq!(document.get("code_challenge_methods_supported"), None);

    issuer.reset();
    issuer.set(|knobs| knobs.callback.insert("iss".to_owned(), "http://elsewhere.example".into()));
    issuer.set(|knobs| knobs.callback.insert("state".to_owned(), Value::Null));
    let back = query(&issuer.sign_in(&flow(&issuer).authorize_url(CALLBACK)));
    assert_eq!(back["iss"], "http://elsewhere.example");
    assert_eq!(back.get("state"), None);
}

#[test]
fn endpoints_have_the_trouble_they_are_told_to_have() {
    let mut issuer = Issuer::start();
    let client = Client::new(issuer.issuer());
    let trouble = |issuer: &Issuer, trouble: Trouble| {
        issuer.set(|knobs| knobs.trouble.insert(Endpoint::Jwks, trouble));
        let start = Instant::now();
        (client.get("/jwks"), start.elapsed())
    };
    assert_eq!(trouble(&issuer, Trouble::Status(503)).0.status, 503);
    assert!(trouble(&issuer, Trouble::Oversized(3 << 20)).0.body.len() > 3 << 20);
    assert!(serde_json::from_slice::<Value>(&trouble(&issuer, Trouble::Garbage).0.body).is_err());
    let (late, took) = trouble(&issuer, Trouble::Slow(Duration::from_millis(300)));
    assert!(late.status == 200 && took >= Duration::from_millis(300), "{took:?}");
    let sent = trouble(&issuer, Trouble::Redirect("http://127.0.0.1:1/".to_owned())).0;
    assert_eq!(sent.location(), Some("http://127.0.0.1:1/"));
    assert_eq!(issuer.requests(Endpoint::Jwks), 5);

    issuer.reset();
    let address = issuer.issuer().trim_start_matches("http://").to_owned();
    issuer.go_offline();
    assert!(std::net::TcpStream::connect(&address).is_err());
    issuer.go_online();
    assert_eq!(client.get("/jwks").status, 200);
}
