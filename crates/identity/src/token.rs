//! The server's own tokens: JWTs signed with Ed25519 (`alg` EdDSA, RFC 8037), and the keys behind them.
//!
//! A token names a session (`jti`); whether that still is good, the store knows. Nothing but the algorithm
//! stated here is ever accepted, whatever a token's header says.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey as Ed25519Key;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use meshery_model::{SessionId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Error, random};

/// Who the tokens are for, in `aud`.
const AUDIENCE: &str = "meshery";
/// Seconds by which clocks may differ.
const LEEWAY: i64 = 60;
/// Longest token that is looked at, in bytes.
const LONGEST: usize = 8 << 10;
/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7).
const PKCS8_HEAD: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Id of the server that made it.
    pub iss: String,
    /// Who it is for.
    aud: String,
    /// The user.
    pub sub: UserId,
    /// The session.
    pub jti: SessionId,
    /// Name of the provider that vouches.
    pub provider: String,
    /// Seconds since 1970: made then.
    iat: i64,
    /// Seconds since 1970: good from then on.
    nbf: i64,
    /// Seconds since 1970: over then.
    pub exp: i64,
}

impl Claims {
    /// Puts the claims of a new token together.
    #[must_use]
    pub fn new(
        issuer: &str,
        user: UserId,
        session: SessionId,
        provider: &str,
        now: Timestamp,
        expires: Timestamp,
    ) -> Self {
        Self {
            iss: issuer.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            jti: session,
            provider: provider.to_owned(),
            iat: now.as_second(),
            nbf: now.as_second(),
            exp: expires.as_second(),
        }
    }

    /// Tells whether more than half of the token's life is over.
    #[must_use]
    pub fn is_aging(&self, now: Timestamp) -> bool {
        now.as_second() - self.iat > (self.exp - self.iat) / 2
    }
}

/// A key that signs.
pub struct SigningKey {
    id: String,
    seed: [u8; 32],
    public: [u8; 32],
    encoding: EncodingKey,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SigningKey").field("id", &self.id).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Makes a key.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn fresh() -> Result<Self, Error> {
        Ok(Self::from_seed(random::bytes()?))
    }

    /// Takes a key up again from its 32 secret bytes.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let public = Ed25519Key::from_bytes(&seed).verifying_key().to_bytes();
        let encoding = EncodingKey::from_ed_der(&[PKCS8_HEAD.as_slice(), &seed].concat());
        Self { id: key_id(&public), seed, public, encoding }
    }

    /// Returns the id of the key, in `kid`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the secret bytes, to be sealed.
    #[must_use]
    pub const fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// Returns the public bytes.
    #[must_use]
    pub const fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// Signs a token.
    ///
    /// # Errors
    /// When the library fails.
    pub fn sign(&self, claims: &Claims) -> Result<String, Error> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.encoding)
            .map_err(|_| Error::Crypto { what: "signing a token" })
    }
}

/// A key that tokens are checked with.
#[derive(Clone)]
pub struct VerifyingKey {
    id: String,
    public: [u8; 32],
    decoding: DecodingKey,
}

impl std::fmt::Debug for VerifyingKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("VerifyingKey").field("id", &self.id).finish_non_exhaustive()
    }
}

impl VerifyingKey {
    /// Takes a key from its public bytes.
    #[must_use]
    pub fn new(public: [u8; 32]) -> Self {
        Self { id: key_id(&public), public, decoding: DecodingKey::from_ed_der(&public) }
    }

    /// Returns the id of the key, in `kid`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the key as a JSON Web Key.
    #[must_use]
    pub fn jwk(&self) -> Value {
        json!({
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": self.id, "x": URL_SAFE_NO_PAD.encode(self.public),
        })
    }
}

/// The id of a key follows from the key (RFC 7638), so it can be neither chosen nor confused.
fn key_id(public: &[u8; 32]) -> String {
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, URL_SAFE_NO_PAD.encode(public));
    URL_SAFE_NO_PAD.encode(random::digest(&members))
}

/// Tells which key a token wants to be checked with. `None` when it can't be a token of this server: that
/// costs no signature.
#[must_use]
pub fn wanted_key(token: &str) -> Option<String> {
    if token.len() > LONGEST {
        return None;
    }
    let header = jsonwebtoken::decode_header(token).ok()?;
    header.kid.filter(|_| header.alg == Algorithm::EdDSA)
}

/// Checks a token and returns what it says.
///
/// # Errors
/// When the signature, the issuer or the audience is wrong, or the token is not good now.
pub fn verify(token: &str, key: &VerifyingKey, issuer: &str, now: Timestamp) -> Result<Claims, Error> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    // Times are compared below with the time that was passed in.
    validation.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation)
        .map_err(|_| Error::BadToken { reason: "it was not made by this server for this server" })?
        .claims;
    let now = now.as_second();
    if claims.exp <= now - LEEWAY {
        return Err(Error::BadToken { reason: "it has expired" });
    }
    if claims.nbf > now + LEEWAY {
        return Err(Error::BadToken { reason: "it is not good yet" });
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("time")
    }

    fn claims() -> Claims {
        let (user, session) = (UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        Claims::new("here", user, session, "Accounts", at(1000), at(2000))
    }

    #[test]
    fn a_token_is_good_in_its_time_for_its_server() {
        let key = SigningKey::fresh().expect("key");
        let public = VerifyingKey::new(*key.public());
        let token = key.sign(&claims()).expect("token");
        assert_eq!(wanted_key(&token).as_deref(), Some(public.id()));
        assert_eq!(verify(&token, &public, "here", at(1500)).expect("good"), claims());
        for (issuer, now) in [("elsewhere", 1500), ("here", 2060), ("here", 939)] {
            assert!(verify(&token, &public, issuer, at(now)).is_err(), "{issuer} {now}");
        }
        verify(&token, &public, "here", at(2059)).expect("clocks differ");
        let other = VerifyingKey::new(*SigningKey::fresh().expect("key").public());
        assert!(verify(&token, &other, "here", at(1500)).is_err());
    }

    #[test]
    fn other_algorithms_are_not_even_looked_at() {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let body = encode(&serde_json::to_string(&claims()).expect("JSON"));
        let key = SigningKey::fresh().expect("key");
        for header in [
            r#"{"alg":"none"}"#.to_owned(),
            format!(r#"{{"alg":"none","kid":"{}"}}"#, key.id()),
            format!(r#"{{"alg":"HS256","kid":"{}"}}"#, key.id()),
            r#"{"alg":"EdDSA"}"#.to_owned(),
        ] {
            let token = format!("{}.{body}.", encode(&header));
            assert_eq!(wanted_key(&token), None, "{header}");
        }
        assert_eq!(wanted_key(&"a".repeat(LONGEST + 1)), None);
        // The public key as the secret of a MAC, the classic confusion.
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key.id().to_owned());
        let forged =
            jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(key.public())).expect("token");
        assert!(verify(&forged, &VerifyingKey::new(*key.public()), "here", at(1500)).is_err());
    }

    #[test]
    fn a_token_ages() {
        assert!(!claims().is_aging(at(1400)));
        assert!(claims().is_aging(at(1600)));
    }
}
