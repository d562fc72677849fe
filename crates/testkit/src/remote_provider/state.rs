//! What the provider knows: keys, sessions, tokens, and how often it was called.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::OldKey;
use crate::key::{Key, now, random};

pub(super) const NAME: &str = "Test Provider";

/// A call of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// `GET /<version>/capabilities`
    Capabilities,
    /// `GET /login`
    Login,
    /// `GET /keys`
    Keys,
    /// `POST /introspect`
    Introspect,
    /// `POST /refresh`
    Refresh,
    /// `POST /revoke`
    Revoke,
    /// `GET /logout`
    Logout,
}

#[derive(Debug)]
pub(super) struct State(Mutex<Changeable>);

#[derive(Debug)]
pub(super) struct Changeable {
    pub(super) lifetime: Option<i64>,
    pub(super) claims: Map<String, Value>,
    pub(super) calls: BTreeMap<Call, usize>,
    pub(super) last_login: Option<BTreeMap<String, String>>,
    /// Values of `session_cookie`.
    pub(super) sessions: BTreeSet<String>,
    /// Refresh tokens that can be used, each with its access token.
    pub(super) grants: BTreeMap<String, String>,
    /// Published keys; the last one signs.
    keys: Vec<Key>,
}

impl State {
    pub(super) fn new() -> Self {
        let claims = json!({
            "sub": "remote-ada", "email": "ada@example.org", "first_name": "Ada", "last_name": "Lovelace",
        });
        Self(Mutex::new(Changeable {
            lifetime: Some(3600),
            claims: claims.as_object().cloned().unwrap_or_default(),
            calls: BTreeMap::new(),
            last_login: None,
            sessions: BTreeSet::new(),
            grants: BTreeMap::new(),
            keys: vec![Key::generate()],
        }))
    }

    pub(super) fn changeable(&self) -> MutexGuard<'_, Changeable> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn count(&self, call: Call) {
        *self.changeable().calls.entry(call).or_default() += 1;
    }

    pub(super) fn rotate(&self, old: OldKey) {
        let new = Key::generate();
        let mut changeable = self.changeable();
        if old == OldKey::Dropped {
            changeable.keys.clear();
        }
        changeable.keys.push(new);
    }

    pub(super) fn jwks(&self) -> Value {
        json!({ "keys": self.changeable().keys.iter().map(Key::jwk).collect::<Vec<_>>() })
    }

    /// Makes a token and remembers that it can be refreshed.
    pub(super) fn issue(&self) -> String {
        let mut changeable = self.changeable();
        let access = changeable.sign(changeable.key());
        let refresh = random(24);
        changeable.grants.insert(refresh.clone(), access.clone());
        changeable.token(&access, &refresh)
    }

    /// Makes a token with a stranger's signature.
    pub(super) fn forge(&self) -> String {
        let changeable = self.changeable();
        changeable.token(&changeable.sign(&Key::generate()), "forged")
    }

    /// Takes a token back for a new one. A refresh token can be used once.
    pub(super) fn refresh(&self, token: &str) -> Option<String> {
        let token: Value = serde_json::from_slice(&STANDARD_NO_PAD.decode(token).ok()?).ok()?;
        self.changeable().grants.remove(token["refresh_token"].as_str()?)?;
        Some(self.issue())
    }

    /// Tells whether an access token was made here, can still be refreshed, and has time left.
    pub(super) fn is_active(&self, access: &str) -> bool {
        let known = self.changeable().grants.values().any(|live| live == access);
        let expiry = jsonwebtoken::dangerous::insecure_decode::<Map<String, Value>>(access)
            .ok()
            .and_then(|token| token.claims.get("exp")?.as_i64());
        known && expiry.is_none_or(|expiry| expiry > now())
    }
}

impl Changeable {
    fn key(&self) -> &Key {
        self.keys.last().expect("there is always a key")
    }

    /// Signs an access token under the name of the current key.
    fn sign(&self, key: &Key) -> String {
        let mut claims = self.claims.clone();
        claims.insert("iat".to_owned(), now().into());
        // Two tokens of one second are still two.
        claims.insert("jti".to_owned(), random(8).into());
        if let Some(lifetime) = self.lifetime {
            claims.insert("exp".to_owned(), (now() + lifetime).into());
        }
        key.sign(Some(self.key().id()), &claims.into())
    }

    /// Writes a token as the protocol has it. One that never expires has the zero time of Go, as the original's.
    fn token(&self, access: &str, refresh: &str) -> String {
        let expiry = self.lifetime.map_or_else(
            || "0001-01-01T00:00:00Z".to_owned(),
            |lifetime| Timestamp::from_second(now() + lifetime).expect("a time of this age").to_string(),
        );
        let token = json!({
            "access_token": access, "token_type": "bearer", "refresh_token": refresh, "expiry": expiry,
        });
        STANDARD_NO_PAD.encode(token.to_string())
    }
}
