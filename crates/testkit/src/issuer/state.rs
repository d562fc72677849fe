//! What the issuer knows: its keys, the codes it gave out, and what it was asked.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Map, Value, json};

use super::OldKey;
use super::knobs::{Endpoint, Knobs, Signature, overlay};
use crate::key::{Key, now};

pub(super) const CLIENT_ID: &str = "meshery";
pub(super) const CLIENT_SECRET: &str = "the secret that the client & the issuer share";

#[derive(Debug)]
pub(super) struct State {
    issuer: OnceLock<String>,
    changeable: Mutex<Changeable>,
}

#[derive(Debug)]
pub(super) struct Changeable {
    pub(super) knobs: Knobs,
    pub(super) requests: BTreeMap<Endpoint, usize>,
    pub(super) last_authorize: Option<BTreeMap<String, String>>,
    pub(super) last_token_request: Option<BTreeMap<String, String>>,
    /// Codes that wait to be exchanged, with the parameters of the request they answer.
    pub(super) codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Access tokens that the userinfo endpoint accepts.
    pub(super) access_tokens: Vec<String>,
    /// Published keys; the last one signs.
    keys: Vec<Key>,
    /// A key that is never published.
    stranger: Option<Key>,
}

impl State {
    pub(super) fn new() -> Self {
        let changeable = Changeable {
            knobs: Knobs::default(),
            requests: BTreeMap::new(),
            last_authorize: None,
            last_token_request: None,
            codes: BTreeMap::new(),
            access_tokens: Vec::new(),
            keys: vec![Key::generate()],
            stranger: None,
        };
        Self { issuer: OnceLock::new(), changeable: Mutex::new(changeable) }
    }

    /// Tells the state where it is served, once that is known.
    pub(super) fn settle(&self, issuer: String) {
        self.issuer.set(issuer).expect("the issuer is at one address");
    }

    pub(super) fn issuer(&self) -> &str {
        self.issuer.get().expect("the issuer is served")
    }

    pub(super) fn changeable(&self) -> MutexGuard<'_, Changeable> {
        self.changeable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn knobs(&self) -> Knobs {
        self.changeable().knobs.clone()
    }

    pub(super) fn rotate(&self, old: OldKey) {
        let new = Key::generate();
        let mut changeable = self.changeable();
        if old == OldKey::Dropped {
            changeable.keys.clear();
        }
        changeable.keys.push(new);
    }

    /// Returns the published keys.
    pub(super) fn jwks(&self) -> Value {
        json!({ "keys": self.changeable().keys.iter().map(Key::jwk).collect::<Vec<_>>() })
    }

    /// Returns the claims of a token made now, these laid over the honest ones.
    pub(super) fn claims(&self, over: &Map<String, Value>) -> Map<String, Value> {
        let knobs = self.knobs();
        let now = now() + knobs.clock_seconds;
        let mut claims = Map::new();
        claims.insert("iss".to_owned(), self.issuer().into());
        claims.insert("sub".to_owned(), knobs.subject.into());
        claims.insert("aud".to_owned(), CLIENT_ID.into());
        claims.insert("iat".to_owned(), now.into());
        claims.insert("exp".to_owned(), (now + knobs.lifetime_seconds).into());
        overlay(overlay(claims, &knobs.claims), over)
    }

    pub(super) fn sign(&self, signature: &Signature, claims: &Map<String, Value>) -> String {
        let mut changeable = self.changeable();
        let current = changeable.keys.last().expect("there is always a key").clone();
        let claims = Value::Object(claims.clone());
        let mut stranger = || changeable.stranger.get_or_insert_with(Key::generate).clone();
        match signature {
            Signature::Honest => current.sign(Some(current.id()), &claims),
            Signature::Unnamed => current.sign(None, &claims),
            Signature::WrongKey => stranger().sign(Some(current.id()), &claims),
            Signature::UnknownKey => {
                let stranger = stranger();
                stranger.sign(Some(stranger.id()), &claims)
            }
            Signature::HmacWithClientSecret => hmac(CLIENT_SECRET, current.id(), &claims),
            Signature::HmacWithPublicKey => hmac(&current.pem(), current.id(), &claims),
            Signature::None => {
                let header = json!({ "alg": "none", "typ": "JWT" });
                let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
                format!("{}.{}.", part(&header), part(&claims))
            }
        }
    }
}

fn hmac(secret: &str, key: &str, claims: &Value) -> String {
    let header = Header { kid: Some(key.to_owned()), ..Header::default() };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(secret.as_bytes()))
        .expect("a signed token")
}
