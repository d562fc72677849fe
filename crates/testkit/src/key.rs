//! RSA keys of the issuers in tests: made, published and signed with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
use rsa::rand_core::{OsRng, RngCore as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};

/// A key that signs with RS256.
#[derive(Clone)]
pub(crate) struct Key {
    id: String,
    public: RsaPublicKey,
    private: EncodingKey,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Key {
    /// Makes a key. Takes about a fifth of a second.
    pub(crate) fn generate() -> Self {
        let private = RsaPrivateKey::new(&mut OsRng, 2048).expect("an RSA key");
        let der = private.to_pkcs1_der().expect("an encoded key");
        Self {
            id: random(8),
            public: private.to_public_key(),
            private: EncodingKey::from_rsa_der(der.as_bytes()),
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Returns the public half for a set of keys.
    pub(crate) fn jwk(&self) -> Value {
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id,
            "n": URL_SAFE_NO_PAD.encode(self.public.n().to_bytes_be()),
            "e": URL_SAFE_NO_PAD.encode(self.public.e().to_bytes_be()),
        })
    }

    /// Returns the public half as PEM.
    pub(crate) fn pem(&self) -> String {
        self.public.to_public_key_pem(LineEnding::LF).expect("an encoded key")
    }

    /// Signs claims under a key's name, which need not be this key's.
    pub(crate) fn sign(&self, id: Option<&str>, claims: &Value) -> String {
        let header = Header { kid: id.map(str::to_owned), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, claims, &self.private).expect("a signed token")
    }
}

/// Returns random bytes as text.
pub(crate) fn random(bytes: usize) -> String {
    let mut random = vec![0; bytes];
    OsRng.fill_bytes(&mut random);
    URL_SAFE_NO_PAD.encode(random)
}

/// Returns the seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the issuers are other machines, with clocks of their own")]
pub(crate) fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    now.as_secs().cast_signed()
}
