//! Tokens made as somebody would who wants in: with the server's own key where that is at hand in a test, so that
//! each forgery is wrong in one way only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use meshery_identity::Sealer;
use meshery_identity::token::SigningKey;
use meshery_store::{SqliteStore, Store as _};
use meshery_testkit::Server;
use serde_json::{Value, json};

/// Makes tokens of a server.
pub(crate) struct Forger {
    key: SigningKey,
}

impl Forger {
    /// Takes the server's key out of its data directory.
    pub(crate) fn of(server: &Server) -> Self {
        let sealer = Sealer::open(None, server.data_dir()).expect("encryption key");
        let path = server.data_dir().join("meshery.db");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
        let keys = runtime.block_on(async {
            let store = SqliteStore::open(&path).await.expect("store");
            let keys = store.read().await.expect("reader").signing_keys().await.expect("keys");
            store.close().await;
            keys
        });
        let seed = sealer.open_sealed("signing_keys.secret", &keys[0].sealed).expect("seed");
        Self { key: SigningKey::from_seed(seed.try_into().expect("32 bytes")) }
    }

    /// Reads what a token says.
    pub(crate) fn claims(&self, token: &str) -> Value {
        let payload = token.split('.').nth(1).expect("payload");
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64")).expect("JSON")
    }

    /// Signs claims with the server's key.
    pub(crate) fn sign(&self, claims: &Value) -> String {
        sign(&self.key, self.key.id(), claims)
    }

    /// Makes one token for each way in which a token can be wrong, from right claims and those of another user.
    pub(crate) fn forgeries(&self, claims: &Value, other: &Value) -> Vec<(String, String)> {
        let with = |name: &str, value: Value| {
            let mut changed = claims.clone();
            changed[name] = value;
            self.sign(&changed)
        };
        let without = |name: &str| {
            let mut changed = claims.clone();
            changed.as_object_mut().expect("object").remove(name);
            self.sign(&changed)
        };
        let honest = self.sign(claims);
        let stranger = SigningKey::fresh().expect("key");
        let past = claims["iat"].as_i64().expect("iat") - 100_000;
        let mut all = vec![
            ("nothing".to_owned(), String::new()),
            ("garbage".to_owned(), "garbage".to_owned()),
            ("three dots".to_owned(), "...".to_owned()),
            ("no signature".to_owned(), honest.rsplit_once('.').expect("dots").0.to_owned() + "."),
            ("half a signature".to_owned(), honest[..honest.len() - 40].to_owned()),
            ("another audience".to_owned(), with("aud", json!("somebody-else"))),
            ("no audience".to_owned(), without("aud")),
            ("another issuer".to_owned(), with("iss", json!("somebody-else"))),
            ("expired".to_owned(), with("exp", json!(past))),
            ("no end".to_owned(), without("exp")),
            ("not yet".to_owned(), with("nbf", json!(claims["exp"]))),
            ("a session nobody has".to_owned(), with("jti", json!("11111111-2222-4333-8444-555555555555"))),
            ("a session of another user".to_owned(), with("jti", other["jti"].clone())),
            ("another user".to_owned(), with("sub", other["sub"].clone())),
            ("another key".to_owned(), sign(&stranger, stranger.id(), claims)),
            ("another key under the server's name".to_owned(), sign(&stranger, self.key.id(), claims)),
            ("the public key as a secret".to_owned(), self.with_secret(claims)),
        ];
        for algorithm in ["none", "None", "NONE", "HS256", "RS256"] {
            let header = json!({"alg": algorithm, "typ": "JWT", "kid": self.key.id()});
            all.push((format!("alg {algorithm}"), unsigned(&header, claims)));
        }
        for name in ["../../../../etc/passwd", "/dev/null", "' OR 1=1 --", "", "%00", "a\nb"] {
            all.push((format!("kid {name:?}"), sign(&self.key, name, claims)));
        }
        for member in ["jku", "x5u", "jwk"] {
            let header = json!({
                "alg": "EdDSA", "kid": stranger.id(), member: "http://127.0.0.1:1/keys",
            });
            all.push((format!("header {member}"), unsigned(&header, claims)));
        }
        all
    }

    fn with_secret(&self, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.key.id().to_owned());
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(self.key.public())).expect("token")
    }
}

/// Signs claims with a key, under whatever name.
fn sign(key: &SigningKey, name: &str, claims: &Value) -> String {
    // An Ed25519 key in PKCS #8 is its 32 bytes behind these 16.
    let head =
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(name.to_owned());
    let key = EncodingKey::from_ed_der(&[head.as_slice(), key.seed()].concat());
    jsonwebtoken::encode(&header, claims, &key).expect("token")
}

fn unsigned(header: &Value, claims: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", encode(header), encode(claims))
}
