//! Meshery's own protocol of remote providers, so that a provider that exists still works.
//!
//! The provider's token is unpadded base64 of an OAuth 2.0 token object whose `access_token` is a JWT signed
//! with RS256 by a key of `<provider>/keys`. Facts: the protocol of Meshery's remote providers, v0.7 to v1.x.

mod protocol;
mod token;

use std::sync::RwLock;

use async_trait::async_trait;
use jiff::Timestamp;
use jsonwebtoken::jwk::JwkSet;
use url::Url;

use self::protocol::Capabilities;
use self::token::{LEEWAY, Token};
use crate::http::Http;
use crate::kept::Kept;
use crate::{Answer, Arrival, Begun, BuiltInRole, Error, Held, Memory, Properties, Provider, SignIn};

/// A remote provider.
#[derive(Debug)]
pub struct Remote {
    name: String,
    base: Url,
    version: String,
    http: Http,
    keys: Kept<JwkSet>,
    known: RwLock<Option<Capabilities>>,
}

impl Remote {
    /// Takes a provider up by its address. Without a name it goes by its host: what it calls itself is known only
    /// once it was reached, and a name that changes would make its users strangers.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(name: Option<&str>, address: &str, version: &str) -> Result<Self, Error> {
        let invalid = |reason: String| Error::Invalid { field: "remote.url", reason };
        let base = Url::parse(address.trim_end_matches('/'))
            .map_err(|error| invalid(format!("`{address}` is no address ({error})")))?;
        let host = base.host_str().ok_or_else(|| invalid(format!("`{address}` names no host")))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(invalid(format!("`{address}` is neither http nor https")));
        }
        Ok(Self {
            name: name.unwrap_or(host).to_owned(),
            version: version.to_owned(),
            http: Http::new(),
            keys: Kept::default(),
            known: RwLock::new(None),
            base,
        })
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_str().trim_end_matches('/'))
    }

    /// Checks the provider's token and says who it is.
    async fn arrival(&self, text: &str, session: String, now: Timestamp) -> Result<Arrival, Error> {
        let token = Token::read(text).ok_or_else(|| self.failed("the provider's token can't be read"))?;
        let claims = self.verified(&token, now).await?;
        let field = |names: &[&str]| {
            names.iter().find_map(|name| claims.get(*name)?.as_str()).unwrap_or_default().to_owned()
        };
        let subject = field(&["sub", "user_id"]);
        if subject.is_empty() {
            return Err(self.failed("the provider's token names nobody"));
        }
        let email = field(&["email"]);
        let login = field(&["preferred_username", "username"]);
        Ok(Arrival {
            login: [login, email.clone(), subject.clone()]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
            subject,
            email,
            first_name: field(&["first_name", "given_name"]),
            last_name: field(&["last_name", "family_name"]),
            avatar_url: field(&["avatar_url", "picture"]),
            // A remote provider is where its users administer their Meshery: as with the original, who it
            // vouches for may use the whole server, unless the roles it names are known here.
            roles: roles(&claims),
            until: token.expires(&claims).map(|second| second.saturating_add(LEEWAY)),
            held: Some(Held { token: text.to_owned(), session, expires: token.expires(&claims) }),
        })
    }
}

fn roles(claims: &serde_json::Map<String, serde_json::Value>) -> Vec<String> {
    let named =
        claims.get("role_names").or_else(|| claims.get("roleNames")).and_then(|value| value.as_array());
    let known: Vec<String> = named
        .into_iter()
        .flatten()
        .filter_map(|value| value.as_str())
        .filter(|name| BuiltInRole::by_name(name).is_some())
        .map(str::to_owned)
        .collect();
    if known.is_empty() { vec!["editor".to_owned()] } else { known }
}

#[async_trait]
impl Provider for Remote {
    fn name(&self) -> &str {
        &self.name
    }

    fn sign_in(&self) -> SignIn {
        SignIn::Redirect
    }

    fn properties(&self) -> Properties {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (description, features) = known.as_ref().map(Capabilities::describe).unwrap_or_default();
        Properties { description, url: self.base.as_str().trim_end_matches('/').to_owned(), features }
    }

    async fn check(&self) -> Result<(), Error> {
        let capabilities = self.capabilities(None).await?;
        *self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(capabilities);
        Ok(())
    }

    async fn begin(&self, callback: &Url, state: &str, _now: Timestamp) -> Result<Begun, Error> {
        Ok(Begun { address: self.login_address(callback, state)?, memory: Memory::default() })
    }

    async fn finish(
        &self,
        _callback: &Url,
        _memory: Memory,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Arrival, Error> {
        let token = answer.token.ok_or_else(|| self.failed("the provider sent no token"))?;
        let arrival = self.arrival(&token, answer.session.unwrap_or_default(), now).await?;
        // What the provider offers may differ by user; that it can't be asked is no reason to keep them out.
        if let Ok(capabilities) = self.capabilities(Some(&token)).await {
            *self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(capabilities);
        }
        Ok(arrival)
    }

    async fn recognise(&self, token: &str, now: Timestamp) -> Result<Option<Arrival>, Error> {
        let Some(parsed) = Token::read(token) else { return Ok(None) };
        // The key says whose token it is: one with a key of another provider is not ours to judge.
        if !parsed.has_key_id() {
            return Ok(None);
        }
        match self.arrival(token, String::new(), now).await {
            Ok(arrival) => Ok(Some(arrival)),
            Err(Error::Unavailable { provider, reason }) => Err(Error::Unavailable { provider, reason }),
            Err(_) => Ok(None),
        }
    }

    async fn renew(&self, held: &Held, now: Timestamp) -> Result<Option<Held>, Error> {
        const EARLY: i64 = 60;
        match held.expires {
            Some(expires) if expires - EARLY <= now.as_second() => self.refreshed(held, now).await.map(Some),
            _ => Ok(None),
        }
    }

    async fn end(&self, held: Held) {
        self.revoke(&held).await;
    }
}
