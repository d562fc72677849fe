//! The provider's tokens: how they are written, and how they are checked.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::jwk::{AlgorithmParameters, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use openidconnect::http;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Remote;
use crate::kept::PAUSE;
use crate::{Error, Provider as _};

/// Seconds by which clocks may differ.
pub(super) const LEEWAY: i64 = 60;
/// Seconds for which keys are kept: a key that was withdrawn is good no longer than that.
const KEPT: i64 = 3600;
/// Longest token that is looked at, in bytes.
const LONGEST: usize = 16 << 10;

/// An OAuth 2.0 token object.
#[derive(Serialize, Deserialize)]
pub(super) struct Token {
    pub(super) access_token: String,
    #[serde(default)]
    pub(super) refresh_token: String,
    #[serde(default)]
    expiry: Option<String>,
}

impl Token {
    /// Reads base64 of the object; anything else is taken as the access token itself.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        let decoded = STANDARD_NO_PAD
            .decode(text)
            .or_else(|_| STANDARD.decode(text))
            .or_else(|_| URL_SAFE_NO_PAD.decode(text))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        decoded.or_else(|| {
            let looks_like_jwt = text.split('.').count() == 3;
            looks_like_jwt.then(|| Self {
                access_token: text.to_owned(),
                refresh_token: String::new(),
                expiry: None,
            })
        })
    }

    /// Tells whether the JWT names a key that could be a provider's.
    pub(super) fn has_key_id(&self) -> bool {
        jsonwebtoken::decode_header(&self.access_token)
            .is_ok_and(|header| header.alg == Algorithm::RS256 && header.kid.is_some())
    }

    /// Returns when it ends, in seconds since 1970; `None` if it does not say. Providers written in Go send the
    /// year 1 for "never".
    pub(super) fn expires(&self, claims: &Map<String, Value>) -> Option<i64> {
        let said = self.expiry.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        let said = said.map(Timestamp::as_second).filter(|&second| second > 0);
        claims.get("exp").and_then(Value::as_i64).or(said)
    }
}

impl Remote {
    /// Checks the signature and the times of the access token and returns its claims.
    pub(super) async fn verified(&self, token: &Token, now: Timestamp) -> Result<Map<String, Value>, Error> {
        let header = jsonwebtoken::decode_header(&token.access_token)
            .ok()
            .filter(|header| header.alg == Algorithm::RS256)
            .ok_or_else(|| self.failed("the provider's token is not signed with RS256"))?;
        let id = header.kid.ok_or_else(|| self.failed("the provider's token names no key"))?;
        let key = self.key(&id, now).await?;
        let mut validation = Validation::new(Algorithm::RS256);
        // The protocol fixes no audience, and times are compared with the time that was passed in.
        validation.validate_aud = false;
        validation.validate_exp = false;
        validation.set_required_spec_claims::<&str>(&[]);
        let claims = jsonwebtoken::decode::<Map<String, Value>>(&token.access_token, &key, &validation)
            .map_err(|_| self.failed("the provider's token is forged"))?
            .claims;
        let second = |name: &str| claims.get(name).and_then(Value::as_i64);
        if second("exp").is_some_and(|exp| exp <= now.as_second() - LEEWAY) {
            return Err(self.failed("the provider's token has expired"));
        }
        if second("nbf").is_some_and(|nbf| nbf > now.as_second() + LEEWAY) {
            return Err(self.failed("the provider's token is not good yet"));
        }
        Ok(claims)
    }

    async fn key(&self, id: &str, now: Timestamp) -> Result<DecodingKey, Error> {
        let fetch = || self.fetch(http::Method::GET, "/keys", &[], Vec::new());
        let known = self.keys.no_older_than(KEPT, now, fetch()).await?;
        if let Some(key) = find(&known, id) {
            return Ok(key);
        }
        let fresh = self.keys.renew(PAUSE, now, fetch()).await?;
        find(&fresh, id)
            .ok_or_else(|| self.failed("the provider's token names a key that the provider does not have"))
    }
}

fn find(keys: &JwkSet, id: &str) -> Option<DecodingKey> {
    let key = keys.find(id)?;
    matches!(key.algorithm, AlgorithmParameters::RSA(_)).then(|| DecodingKey::from_jwk(key).ok())?
}
