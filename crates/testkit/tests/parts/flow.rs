//! The code flow with PKCE, done by hand: an honest client against which the issuers are checked.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use meshery_testkit::{Client, Reply};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use url::{Url, form_urlencoded};

pub const CALLBACK: &str = "http://127.0.0.1:9/auth/oidc/Test/callback";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-long";

/// What the client knows of an issuer.
pub struct Flow {
    client: Client,
    discovery: Value,
    id: &'static str,
    secret: &'static str,
}

impl Flow {
    pub fn with(issuer: &str, id: &'static str, secret: &'static str) -> Self {
        let client = Client::new(issuer);
        let discovery = client.get("/.well-known/openid-configuration").json();
        Self { client, discovery, id, secret }
    }

    pub fn endpoint(&self, name: &str) -> &str {
        self.discovery[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.discovery))
    }

    pub fn authorize_url(&self, callback: &str) -> String {
        let mut address = Url::parse(self.endpoint("authorization_endpoint")).unwrap();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        address.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", self.id),
            ("redirect_uri", callback),
            ("scope", "openid email profile groups"),
            ("state", "the-state"),
            ("nonce", "the-nonce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        address.into()
    }

    pub fn exchange(&self, code: &str, verifier: &str) -> Reply {
        self.exchange_as(self.secret, code, Some(verifier))
    }

    pub fn exchange_as(&self, secret: &str, code: &str, verifier: Option<&str>) -> Reply {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", CALLBACK)])
            .extend_pairs(verifier.map(|verifier| ("code_verifier", verifier)))
            .finish();
        let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", encode(self.id), encode(secret))));
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("authorization", &*basic)];
        self.client.send("POST", self.endpoint("token_endpoint"), &headers, Some(form.as_bytes()))
    }

    /// Returns the claims of a token, or what is wrong with it.
    pub fn claims(&self, id_token: &str) -> Result<Map<String, Value>, String> {
        let keys = self.client.get(self.endpoint("jwks_uri")).body;
        let keys: JwkSet = serde_json::from_slice(&keys).unwrap();
        let header = jsonwebtoken::decode_header(id_token).map_err(|error| error.to_string())?;
        let key = keys.find(&header.kid.ok_or("no kid")?).ok_or("unknown key")?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = 0;
        validation.validate_nbf = true;
        validation.set_audience(&[self.id]);
        validation.set_issuer(&[self.endpoint("issuer")]);
        let key = DecodingKey::from_jwk(key).unwrap();
        let decoded = jsonwebtoken::decode(id_token, &key, &validation);
        decoded.map(|token| token.claims).map_err(|error| error.to_string())
    }
}

/// Returns the parameters of an address.
pub fn query(address: &str) -> Map<String, Value> {
    let address = Url::parse(address).unwrap();
    address.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect()
}
