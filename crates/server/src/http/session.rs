//! Who is asking: the extractor that every handler of protected things takes.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use meshery_app::{Credentials, Principal};

use super::ApiError;
use crate::AppState;

/// Name of the cookie and of the header that choose a provider.
pub(crate) const PROVIDER: &str = "meshery-provider";

/// The user behind the request. A handler that takes it is never reached by anybody else.
#[derive(Debug)]
pub(crate) struct Session(pub Principal);

impl FromRequestParts<AppState> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let name = provider_name(parts);
        let provider = state.providers.choose(name.as_deref())?;
        let token = token(parts);
        let principal = provider.authenticate(Credentials { token: token.as_deref() }).await?;
        Ok(Self(principal))
    }
}

/// The token a request brought, if any.
pub(crate) struct Token(pub Option<String>);

impl FromRequestParts<AppState> for Token {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Infallible> {
        Ok(Self(token(parts)))
    }
}

/// The provider a request chose: by cookie, else by header, else by query.
pub(crate) fn provider_name(parts: &Parts) -> Option<String> {
    let cookie =
        CookieJar::from_headers(&parts.headers).get(PROVIDER).map(|cookie| cookie.value().to_owned());
    let header = || parts.headers.get(PROVIDER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let query = || {
        let pairs = parts.uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(name, _)| *name == "provider").map(|(_, value)| value.to_owned())
    };
    cookie.filter(|name| !name.is_empty()).or_else(header).or_else(query)
}

/// The token of the `Authorization` header, else of the cookie. Never of the URL.
fn token(parts: &Parts) -> Option<String> {
    let bearer = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    bearer.or_else(|| {
        CookieJar::from_headers(&parts.headers).get("token").map(|cookie| cookie.value().to_owned())
    })
}
