//! The real issuer: a whole code flow with PKCE against it, and what it must refuse.

use meshery_testkit::{ClaimsIn, Client, OidcProvider, Person};
use serde_json::{Value, json};

use crate::flow::{CALLBACK, Flow, VERIFIER, query};

fn flow(issuer: &OidcProvider) -> Flow {
    Flow::with(&issuer.issuer(), issuer.client_id(), issuer.client_secret())
}

fn tokens(issuer: &OidcProvider, who: &Person) -> Value {
    let flow = flow(issuer);
    let back = query(&issuer.sign_in(&flow.authorize_url(CALLBACK), &who.login, &who.password));
    assert_eq!(back["state"], "the-state");
    let reply = flow.exchange(back["code"].as_str().unwrap(), VERIFIER);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn id_token(tokens: &Value) -> &str {
    tokens["id_token"].as_str().unwrap()
}

#[test]
fn a_person_signs_in_and_the_id_token_tells_who_it_is() {
    let issuer = OidcProvider::start(&["http://127.0.0.1:8/other", CALLBACK]);
    let tokens = tokens(&issuer, &Person::ada());
    let claims = flow(&issuer).claims(id_token(&tokens)).unwrap();
    assert_eq!(claims["sub"], Person::ada().subject);
    assert_eq!(claims["nonce"], "the-nonce");
    assert_eq!(claims["email"], "ada@example.org");
    assert_eq!(claims["given_name"], "Ada");
    assert_eq!(claims["groups"], json!(["engineers", "admins"]));
}

#[test]
fn claims_may_be_at_the_userinfo_endpoint_alone() {
    let issuer = OidcProvider::start_with(&[CALLBACK], vec![Person::grace()], ClaimsIn::UserInfo);
    let tokens = tokens(&issuer, &Person::grace());
    let claims = flow(&issuer).claims(id_token(&tokens)).unwrap();
    assert_eq!(claims.get("groups"), None);
    let client = Client::new(&issuer.issuer()).with_bearer(tokens["access_token"].as_str().unwrap());
    let userinfo = client.get(flow(&issuer).endpoint("userinfo_endpoint")).json();
    assert_eq!(userinfo["groups"], json!(["engineers"]));
}

#[test]
fn a_wrong_password_a_foreign_callback_and_a_wrong_verifier_are_refused() {
    let issuer = OidcProvider::start(&[CALLBACK]);
    let flow = flow(&issuer);
    let password = Person::ada().password;
    let good = flow.authorize_url(CALLBACK);
    assert_eq!(issuer.try_sign_in(&good, "ada", "wrong").unwrap_err().status, 401);
    let foreign = flow.authorize_url("http://127.0.0.1:9/elsewhere");
    assert_eq!(issuer.try_sign_in(&foreign, "ada", &password).unwrap_err().status, 400);

    let back = query(&issuer.sign_in(&good, "ada", &password));
    let wrong = flow.exchange(back["code"].as_str().unwrap(), &VERIFIER.replace("least", "worst"));
    assert_eq!((wrong.status, &wrong.json()["error"]), (400, &Value::from("invalid_grant")));

    let unchallenged = good.replace("code_challenge", "x");
    let back = query(&issuer.sign_in(&unchallenged, "ada", &password));
    assert_eq!(back["error"], "invalid_request");
}

#[test]
fn a_restart_brings_other_keys_under_the_same_address() {
    let mut issuer = OidcProvider::start(&[CALLBACK]);
    let before = issuer.issuer();
    let old = tokens(&issuer, &Person::ada());
    assert!(flow(&issuer).claims(id_token(&old)).is_ok());
    issuer.restart();
    assert_eq!(issuer.issuer(), before);
    assert_eq!(flow(&issuer).claims(id_token(&old)).unwrap_err(), "unknown key");
    let new = tokens(&issuer, &Person::ada());
    assert!(flow(&issuer).claims(id_token(&new)).is_ok());
}
