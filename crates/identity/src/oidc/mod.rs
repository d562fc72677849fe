//! OpenID Connect: any issuer, by its address. Discovery, code flow with PKCE (S256), state and nonce; keys are
//! fetched again when a token names one that is not known.

mod claims;
mod discovery;
mod sign_in;

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;
use openidconnect::core::CoreIdToken;
use openidconnect::{ClaimsVerificationError, ClientId, IssuerUrl, Nonce};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use url::Url;

use self::discovery::{Discovery, chain};
use crate::http::Http;
use crate::kept::PAUSE;
use crate::{Answer, Arrival, Begun, Error, Memory, Properties, Provider, SignIn};

/// Seconds by which clocks may differ.
const LEEWAY: i64 = 60;

/// What the operator says about an issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name the provider is chosen by.
    pub name: String,
    /// Address of the issuer, as its tokens name it.
    pub issuer: String,
    /// Id of this server at the issuer.
    pub client_id: String,
    /// Secret of this server at the issuer; none for a public client.
    #[serde(default, skip_serializing)]
    pub client_secret: Option<SecretString>,
    /// Scopes asked for beside `openid`.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// Claim that holds the user's groups.
    #[serde(default = "default_groups_claim")]
    pub groups_claim: String,
    /// Role of each group.
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
    /// Role of users whom no group gives one; empty to keep them out.
    #[serde(default = "default_role")]
    pub default_role: String,
    /// Verified mail addresses of administrators.
    #[serde(default)]
    pub admins: Vec<String>,
    /// Whether the issuer's own tokens are accepted as bearer tokens.
    #[serde(default)]
    pub accept_tokens: bool,
    /// Audiences of such tokens beside the client id.
    #[serde(default)]
    pub audiences: Vec<String>,
}

fn default_scopes() -> Vec<String> {
    ["profile", "email", "groups"].map(str::to_owned).into()
}

fn default_groups_claim() -> String {
    "groups".to_owned()
}

fn default_role() -> String {
    "viewer".to_owned()
}

/// An OpenID Connect issuer.
#[derive(Debug)]
pub struct Oidc {
    settings: Settings,
    client_id: ClientId,
    http: Http,
    discovery: Discovery,
}

impl Oidc {
    /// Offers an issuer. Nothing is asked of it yet, so that a server starts while its issuer is down.
    ///
    /// # Errors
    /// When the issuer's address is none.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| Error::Invalid {
            field: "oidc.issuer",
            reason: format!("`{}` is no address", settings.issuer),
        })?;
        let client_id = ClientId::new(settings.client_id.clone());
        Ok(Self { settings, client_id, http: Http::new(), discovery: Discovery::new(issuer) })
    }

    /// Checks an id token, with newly fetched keys if the known ones don't fit.
    async fn verified(
        &self,
        token: &CoreIdToken,
        nonce: Option<&Nonce>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let known = self.discovery.get(&self.http, now).await.map_err(|reason| self.unavailable(&reason))?;
        match self.check_claims(&known, token, nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                // Whoever brings a bearer token may have made it up. At a sign-in the issuer itself has just been
                // asked for the token, so that its keys can be asked for as well.
                let pause = if nonce.is_some() { 0 } else { PAUSE };
                let fresh = self.discovery.renew(pause, &self.http, now).await;
                let fresh = fresh.map_err(|reason| self.unavailable(&reason))?;
                self.check_claims(&fresh, token, nonce, now)
            }
            checked => checked,
        }
        .map_err(|error| self.failed(&format!("the id token is not good: {}", chain(&error))))
    }
}

#[async_trait]
impl Provider for Oidc {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn sign_in(&self) -> SignIn {
        SignIn::Redirect
    }

    fn properties(&self) -> Properties {
        Properties {
            description: vec!["OpenID Connect".to_owned(), self.settings.issuer.clone()],
            url: String::new(),
            features: ["persist-meshery-patterns", "users-identity", "users-keys", "organizations"]
                .map(|feature| (feature.to_owned(), String::new()))
                .into(),
        }
    }

    async fn check(&self) -> Result<(), Error> {
        self.discovery.probe(&self.http).await.map_err(|reason| self.unavailable(&reason))
    }

    async fn begin(&self, callback: &Url, state: &str, now: Timestamp) -> Result<Begun, Error> {
        self.begin_code_flow(callback, state, now).await
    }

    async fn finish(
        &self,
        callback: &Url,
        memory: Memory,
        answer: Answer,
        now: Timestamp,
    ) -> Result<Arrival, Error> {
        self.finish_code_flow(callback, memory, answer, now).await
    }

    async fn recognise(&self, token: &str, now: Timestamp) -> Result<Option<Arrival>, Error> {
        if !self.settings.accept_tokens || !claims::is_issued_by(token, &self.settings.issuer) {
            return Ok(None);
        }
        let bad = Error::BadToken { reason: "its issuer does not vouch for it" };
        let Ok(parsed) = token.parse::<CoreIdToken>() else { return Err(bad) };
        match self.verified(&parsed, None, now).await {
            Ok(()) => {}
            Err(error @ Error::Unavailable { .. }) => return Err(error),
            Err(_) => return Err(bad),
        }
        let claims = claims::Claims::read(token).filter(|claims| !claims.has_not_begun(now));
        match claims.map(|claims| self.arrival(&claims)) {
            Some(Ok(arrival)) => Ok(Some(arrival)),
            Some(Err(error @ Error::NoRole { .. })) => Err(error),
            Some(Err(_)) | None => Err(bad),
        }
    }
}
