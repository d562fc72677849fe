//! What the issuer can be made to do wrong.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value, json};

/// How the issuer behaves. Everything starts honest.
///
/// The maps are laid over what an honest issuer sends: a value replaces, `null` removes.
#[derive(Clone, Debug)]
pub struct Knobs {
    /// Who signs in.
    pub subject: String,
    /// What is told of them, in the id token and at the userinfo endpoint.
    pub claims: Map<String, Value>,
    /// Claims of the id token alone, laid over all others: `nonce`, `iss`, `aud`, `exp`, `nbf`, ..
    pub id_token: Map<String, Value>,
    /// Claims of the userinfo endpoint alone, laid over all others.
    pub userinfo: Map<String, Value>,
    /// Members of the token endpoint's answer.
    pub token: Map<String, Value>,
    /// Parameters of the callback: `iss`, `state`, `code`, `error`, ..
    pub callback: Map<String, Value>,
    /// Members of the discovery document.
    pub discovery: Map<String, Value>,
    /// How tokens are signed.
    pub signature: Signature,
    /// Seconds by which the issuer's clock is fast.
    pub clock_seconds: i64,
    /// Seconds for which tokens are good.
    pub lifetime_seconds: i64,
    /// What goes wrong at an endpoint before it even reads the request.
    pub trouble: BTreeMap<Endpoint, Trouble>,
}

impl Default for Knobs {
    fn default() -> Self {
        let claims = json!({
            "email": "ada@example.org", "email_verified": true, "preferred_username": "ada",
            "name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace", "groups": ["engineers"],
        });
        Self {
            subject: "subject-of-ada".to_owned(),
            claims: claims.as_object().cloned().unwrap_or_default(),
            id_token: Map::new(),
            userinfo: Map::new(),
            token: Map::new(),
            callback: Map::new(),
            discovery: Map::new(),
            signature: Signature::Honest,
            clock_seconds: 0,
            lifetime_seconds: 300,
            trouble: BTreeMap::new(),
        }
    }
}

/// How a token is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// RS256 with the current key, named in the header.
    Honest,
    /// Not at all: `"alg": "none"` and an empty signature.
    None,
    /// HS256 with the client's secret.
    HmacWithClientSecret,
    /// HS256 with the public key as PEM, which fools who takes the algorithm from the token.
    HmacWithPublicKey,
    /// RS256 with a key that is not published, under the name of the current one.
    WrongKey,
    /// RS256 with a key that is not published, under a name of its own.
    UnknownKey,
    /// RS256 with the current key, which the header does not name.
    Unnamed,
}

/// An endpoint of the issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// `/.well-known/openid-configuration`
    Discovery,
    /// `/jwks`
    Jwks,
    /// `/authorize`
    Authorize,
    /// `/token`
    Token,
    /// `/userinfo`
    UserInfo,
}

impl Endpoint {
    pub(super) fn of(path: &str) -> Option<Self> {
        match path {
            "/.well-known/openid-configuration" => Some(Self::Discovery),
            "/jwks" => Some(Self::Jwks),
            "/authorize" => Some(Self::Authorize),
            "/token" => Some(Self::Token),
            "/userinfo" => Some(Self::UserInfo),
            _ => None,
        }
    }
}

/// What goes wrong at an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The answer is right, and late.
    Slow(Duration),
    /// A status with a body that is a page for people.
    Status(u16),
    /// 200 with valid JSON of about this many bytes.
    Oversized(usize),
    /// 200 with a body that is no JSON, though it says so.
    Garbage,
    /// A redirect to this address.
    Redirect(String),
}

/// Lays members over others: a value replaces, `null` removes.
pub(super) fn overlay(mut under: Map<String, Value>, over: &Map<String, Value>) -> Map<String, Value> {
    for (name, value) in over {
        if value.is_null() {
            under.shift_remove(name);
        } else {
            under.insert(name.clone(), value.clone());
        }
    }
    under
}
