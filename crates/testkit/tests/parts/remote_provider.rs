//! The remote provider: the whole protocol, walked by hand.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use meshery_testkit::{Call, Client, OldKey, RemoteProvider};
use serde_json::{Map, Value, json};

use crate::flow::query;

fn read(token: &str) -> Value {
    serde_json::from_slice(&STANDARD_NO_PAD.decode(token).unwrap()).unwrap()
}

/// Returns the claims of the access token in a token, or what is wrong with it.
fn claims(provider: &RemoteProvider, token: &str) -> Result<Map<String, Value>, String> {
    let keys: JwkSet = serde_json::from_slice(&Client::new(&provider.url()).get("/keys").body).unwrap();
    let token = read(token);
    let access = token["access_token"].as_str().unwrap();
    let id = jsonwebtoken::decode_header(access).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(keys.find(&id).ok_or("unknown key")?).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_required_spec_claims::<&str>(&[]);
    validation.leeway = 0;
    let decoded = jsonwebtoken::decode(access, &key, &validation);
    decoded.map(|token| token.claims).map_err(|error| error.to_string())
}

fn login_url(provider: &RemoteProvider) -> String {
    let source = URL_SAFE_NO_PAD.encode("http://127.0.0.1:9/api/user/token?kept=1");
    format!("{}/login?source={source}&provider_version=v1&meshery_version=v1&ref=the-ref", provider.url())
}

#[test]
fn a_sign_in_comes_back_with_a_token_and_a_session_and_both_can_be_ended() {
    let provider = RemoteProvider::start();
    let client = Client::new(&provider.url());
    let back = provider.sign_in(&login_url(&provider));
    assert!(back.starts_with("http://127.0.0.1:9/api/user/token?kept=1&"), "{back}");
    assert_eq!(provider.last_login().unwrap()["source"], "http://127.0.0.1:9/api/user/token?kept=1");
    let back = query(&back);
    assert_eq!(back["ref"], "the-ref");
    let token = back["token"].as_str().unwrap();
    assert_eq!(claims(&provider, token).unwrap()["sub"], "remote-ada");

    let introspect = || client.post("/introspect", &json!({ "token": read(token)["access_token"] })).status;
    assert_eq!(introspect(), 200);
    assert_eq!((provider.open_sessions(), provider.live_refresh_tokens()), (1, 1));
    assert_eq!(client.post("/revoke", &json!({ "token": read(token)["refresh_token"] })).status, 200);
    client.set_cookie("session_cookie", back["session_cookie"].as_str().unwrap());
    assert_eq!(client.get("/logout").status, 200);
    assert_eq!((provider.open_sessions(), provider.live_refresh_tokens()), (0, 0));
    assert_eq!(introspect(), 401);
    assert_eq!((provider.calls(Call::Revoke), provider.calls(Call::Logout)), (1, 1));
}

#[test]
fn a_token_is_refreshed_once() {
    let provider = RemoteProvider::start();
    let client = Client::new(&provider.url());
    provider.set_lifetime(Some(-1));
    let old = provider.token();
    assert!(claims(&provider, &old).unwrap_err().contains("ExpiredSignature"));
    provider.set_lifetime(Some(60));
    let new = client.post("/refresh", &json!({ "token": old })).json();
    assert!(claims(&provider, new["token"].as_str().unwrap()).is_ok());
    assert_eq!(client.post("/refresh", &json!({ "token": old })).status, 401);
    assert_eq!(provider.calls(Call::Refresh), 2);
}

#[test]
fn a_token_may_never_expire() {
    let provider = RemoteProvider::start();
    provider.set_lifetime(None);
    let token = provider.token();
    assert_eq!(claims(&provider, &token).unwrap().get("exp"), None);
    assert_eq!(read(&token)["expiry"], "0001-01-01T00:00:00Z");
}

#[test]
fn keys_rotate_and_forgeries_do_not_pass() {
    let provider = RemoteProvider::start();
    assert!(claims(&provider, &provider.forged_token()).unwrap_err().contains("InvalidSignature"));
    let old = provider.token();
    provider.rotate_keys(OldKey::Kept);
    assert!(claims(&provider, &old).is_ok() && claims(&provider, &provider.token()).is_ok());
    provider.rotate_keys(OldKey::Dropped);
    assert_eq!(claims(&provider, &old).unwrap_err(), "unknown key");
}

#[test]
fn it_tells_what_it_offers_and_can_be_away() {
    let mut provider = RemoteProvider::start();
    let client = Client::new(&provider.url());
    let offered = client.get("/v1.2.3/capabilities?os=linux&playground=false").json();
    assert_eq!(offered["provider_name"], provider.name());
    assert_eq!(offered["provider_url"], provider.url());
    provider.go_offline();
    let address = provider.url().trim_start_matches("http://").to_owned();
    assert!(std::net::TcpStream::connect(&address).is_err());
    provider.go_online();
    assert_eq!(client.get("/v1.2.3/capabilities").status, 200);
    assert_eq!(provider.calls(Call::Capabilities), 2);
}
