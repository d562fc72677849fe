//! The calls of the protocol.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use openidconnect::http::{self, HeaderName, Method, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use url::Url;

use super::Remote;
use super::token::Token;
use crate::{Error, Held, Provider as _};

/// What a provider offers.
#[derive(Debug, Deserialize)]
pub(super) struct Capabilities {
    #[serde(default, alias = "providerDescription")]
    provider_description: Vec<String>,
    #[serde(default)]
    capabilities: Vec<Feature>,
}

#[derive(Debug, Deserialize)]
struct Feature {
    feature: String,
    #[serde(default)]
    endpoint: String,
}

impl Capabilities {
    pub(super) fn describe(&self) -> (Vec<String>, Vec<(String, String)>) {
        let features = self.capabilities.iter().map(|item| (item.feature.clone(), item.endpoint.clone()));
        (self.provider_description.clone(), features.collect())
    }
}

#[derive(Deserialize)]
struct Refreshed {
    token: String,
}

impl Remote {
    /// Where the browser signs in. `state` travels as `ref`, which the provider hands back unread.
    pub(super) fn login_address(&self, callback: &Url, state: &str) -> Result<Url, Error> {
        let mut address = Url::parse(&self.at("/login")).map_err(|error| self.failed(&error.to_string()))?;
        address
            .query_pairs_mut()
            .append_pair("source", &URL_SAFE_NO_PAD.encode(callback.as_str()))
            .append_pair("provider_version", &self.version)
            .append_pair("meshery_version", &self.version)
            .append_pair("ref", state);
        Ok(address)
    }

    pub(super) async fn capabilities(&self, token: Option<&str>) -> Result<Capabilities, Error> {
        let path = format!("/{}/capabilities?os={}&playground=false", self.version, std::env::consts::OS);
        let bearer = token.and_then(Token::read).map(|token| format!("Bearer {}", token.access_token));
        let headers: Vec<_> = bearer.into_iter().map(|value| (header::AUTHORIZATION, value)).collect();
        self.fetch(Method::GET, &path, &headers, Vec::new()).await
    }

    pub(super) async fn refreshed(&self, held: &Held, now: Timestamp) -> Result<Held, Error> {
        let body = json!({ "token": held.token }).to_string().into_bytes();
        let answer: Refreshed = self.fetch(Method::POST, "/refresh", &json_body(), body).await?;
        let token =
            Token::read(&answer.token).ok_or_else(|| self.failed("the renewed token can't be read"))?;
        let claims = self.verified(&token, now).await?;
        Ok(Held { expires: token.expires(&claims), token: answer.token, session: held.session.clone() })
    }

    /// Ends the provider's own session and revokes the refresh token. Nothing here depends on the answers.
    pub(super) async fn revoke(&self, held: &Held) {
        let cookies = format!("session_cookie={}; return_to=provider_ui", held.session);
        if !held.session.is_empty() {
            drop(self.send(Method::GET, "/logout", &[(header::COOKIE, cookies)], Vec::new()).await);
        }
        let refresh =
            Token::read(&held.token).map(|token| token.refresh_token).filter(|token| !token.is_empty());
        if let Some(refresh) = refresh {
            let body = json!({ "token": refresh }).to_string().into_bytes();
            drop(self.send(Method::POST, "/revoke", &json_body(), body).await);
        }
    }

    pub(super) async fn fetch<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, String)],
        body: Vec<u8>,
    ) -> Result<T, Error> {
        let (status, answer) = self.send(method, path, headers, body).await?;
        if !status.is_success() {
            let place = path.split('?').next().unwrap_or_default();
            let reason = format!("`{place}` answered {status}");
            // Only what is about the token itself may end a session: not a gateway, nor "too many requests".
            let is_refusal = matches!(status.as_u16(), 400 | 401 | 403);
            return Err(if is_refusal { self.failed(&reason) } else { self.unavailable(&reason) });
        }
        // What is wrong with an answer may quote it, and there may be tokens in it.
        serde_json::from_slice(&answer).map_err(|error| {
            self.unavailable(&format!(
                "its answer can't be read (line {}, column {})",
                error.line(),
                error.column()
            ))
        })
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, String)],
        body: Vec<u8>,
    ) -> Result<(http::StatusCode, Vec<u8>), Error> {
        let request = crate::http::request(method, &self.at(path), headers, body)
            .map_err(|error| self.failed(&error.to_string()))?;
        let answer = self.http.send(request).await.map_err(|error| self.unavailable(&error.to_string()))?;
        Ok((answer.status(), answer.into_body()))
    }
}

fn json_body() -> [(HeaderName, String); 1] {
    [(header::CONTENT_TYPE, "application/json".to_owned())]
}
