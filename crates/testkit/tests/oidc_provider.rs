//! The real issuer: a whole code flow with PKCE against it, and what it must refuse.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use meshery_testkit::{ClaimsIn, Client, OidcProvider, Person, Reply};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use url::Url;

const CALLBACK: &str = "http://127.0.0.1:9/auth/oidc/Test/callback";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-long";

fn authorize_url(issuer: &OidcProvider, callback: &str) -> String {
    let discovery = Client::new(&issuer.issuer()).get("/.well-known/openid-configuration").json();
    assert_eq!(discovery["issuer"], issuer.issuer());
    let mut address = Url::parse(discovery["authorization_endpoint"].as_str().unwrap()).unwrap();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    address.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", issuer.client_id()),
        ("redirect_uri", callback),
        ("scope", "openid email profile groups"),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    address.into()
}

fn query(address: &str) -> Map<String, Value> {
    let address = Url::parse(address).unwrap();
    address.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect()
}

fn exchange(issuer: &OidcProvider, code: &str, verifier: &str) -> Reply {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", verifier),
        ])
        .finish();
    let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encode(issuer.client_id()), encode(issuer.client_secret()));
    let basic = format!("Basic {}", STANDARD.encode(pair));
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("authorization", basic.as_str())];
    Client::new(&issuer.issuer()).send("POST", "/token", &headers, Some(form.as_bytes()))
}

fn claims(issuer: &OidcProvider, id_token: &str) -> Option<Map<String, Value>> {
    let keys = Client::new(&issuer.issuer()).get("/jwks").body;
    let keys: JwkSet = serde_json::from_slice(&keys).unwrap();
    let key = keys.find(&jsonwebtoken::decode_header(id_token).unwrap().kid.unwrap())?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[issuer.client_id()]);
    validation.set_issuer(&[issuer.issuer()]);
    let decoded = jsonwebtoken::decode(id_token, &DecodingKey::from_jwk(key).unwrap(), &validation);
    Some(decoded.unwrap().claims)
}

fn tokens(issuer: &OidcProvider, who: &Person) -> Value {
    let back = query(&issuer.sign_in(&authorize_url(issuer, CALLBACK), &who.login, &who.password));
    assert_eq!(back["state"], "the-state");
    let reply = exchange(issuer, back["code"].as_str().unwrap(), VERIFIER);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

#[test]
fn a_person_signs_in_and_the_id_token_tells_who_it_is() {
    let issuer = OidcProvider::start(&["http://127.0.0.1:8/other", CALLBACK]);
    let tokens = tokens(&issuer, &Person::ada());
    let claims = claims(&issuer, tokens["id_token"].as_str().unwrap()).unwrap();
    assert_eq!(claims["sub"], Person::ada().subject);
    assert_eq!(claims["nonce"], "the-nonce");
    assert_eq!(claims["email"], "ada@example.org");
    assert_eq!(claims["given_name"], "Ada");
    assert_eq!(claims["groups"], serde_json::json!(["engineers", "admins"]));
}

#[test]
fn claims_may_be_at_the_userinfo_endpoint_alone() {
    let issuer = OidcProvider::start_with(&[CALLBACK], vec![Person::grace()], ClaimsIn::UserInfo);
    let tokens = tokens(&issuer, &Person::grace());
    let claims = claims(&issuer, tokens["id_token"].as_str().unwrap()).unwrap();
    assert_eq!(claims.get("groups"), None);
    let client = Client::new(&issuer.issuer()).with_bearer(tokens["access_token"].as_str().unwrap());
    assert_eq!(client.get("/me").json()["groups"], serde_json::json!(["engineers"]));
}

#[test]
fn a_wrong_password_a_foreign_callback_and_a_wrong_verifier_are_refused() {
    let issuer = OidcProvider::start(&[CALLBACK]);
    let good = authorize_url(&issuer, CALLBACK);
    assert_eq!(issuer.try_sign_in(&good, "ada", "wrong").unwrap_err().status, 401);
    let foreign = authorize_url(&issuer, "http://127.0.0.1:9/elsewhere");
    assert_eq!(issuer.try_sign_in(&foreign, "ada", &Person::ada().password).unwrap_err().status, 400);

    let back = query(&issuer.sign_in(&good, "ada", &Person::ada().password));
    let reply = exchange(
        &issuer,
        back["code"].as_str().unwrap(),
        "another-verifier-of-forty-three-characters-and-more",
    );
    assert_eq!((reply.status, &reply.json()["error"]), (400, &Value::from("invalid_grant")));

    let without_challenge = good.replace("code_challenge", "x");
    let back = query(&issuer.sign_in(&without_challenge, "ada", &Person::ada().password));
    assert_eq!(back["error"], "invalid_request");
}

#[test]
fn a_restart_brings_other_keys_under_the_same_address() {
    let mut issuer = OidcProvider::start(&[CALLBACK]);
    let before = issuer.issuer();
    let old = tokens(&issuer, &Person::ada());
    let old = old["id_token"].as_str().unwrap();
    assert!(claims(&issuer, old).is_some());
    issuer.restart();
    assert_eq!(issuer.issuer(), before);
    assert!(claims(&issuer, old).is_none(), "the key is still there");
    let new = tokens(&issuer, &Person::ada());
    assert!(claims(&issuer, new["id_token"].as_str().unwrap()).is_some());
}
