//! Who is asking: the extractors that every handler of protected things takes.
//!
//! [`Session`] lets in whoever is signed in, [`Person`] no program, [`Can`] only who has a permission. A handler that takes one of them
//! is never reached by anybody else, and has nothing left to check.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use meshery_app::Principal;
use meshery_app::identity::{self, Given, Permission};

use super::ApiError;
use super::cookies::{self, PROVIDER, TOKEN};
use crate::AppState;

/// The user behind the request.
#[derive(Debug)]
pub(crate) struct Session(pub Principal);

impl FromRequestParts<AppState> for Session {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let given = Credentials::of(parts);
        let authenticated = identity::authenticate(&state.ctx, given.given()).await?;
        if authenticated.is_aging
            && given.token.is_some_and(|token| token.is_cookie)
            && let Some(slot) = parts.extensions.get::<Renewal>()
        {
            // The first one is as good as any later one of the same request.
            let _ = slot.0.set(authenticated.principal.clone());
        }
        Ok(Self(authenticated.principal))
    }
}

/// What a request carries to prove who is asking, for whatever outlives the request.
#[derive(Clone)]
pub(crate) struct Credentials {
    provider: Option<String>,
    token: Option<Token>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Credentials").field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl Credentials {
    fn of(parts: &Parts) -> Self {
        Self { provider: provider_name(parts), token: token(parts) }
    }

    /// Returns them as use cases take them.
    pub(crate) fn given(&self) -> Given<'_> {
        let token = self.token.as_ref().map(|token| token.text.as_str());
        Given { provider: self.provider.as_deref(), token }
    }
}

impl FromRequestParts<AppState> for Credentials {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// The user behind the request, who may do what `R` names.
#[derive(Debug)]
pub(crate) struct Can<R>(pub Principal, PhantomData<R>);

impl<R> std::ops::Deref for Can<R> {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.0
    }
}

impl<R: Right> FromRequestParts<AppState> for Can<R> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Session(principal) = Session::from_request_parts(parts, state).await?;
        principal.require(R::PERMISSION)?;
        Ok(Self(principal, PhantomData))
    }
}

/// The user behind the request, who signed in as a person: not by a token that a program holds.
#[derive(Debug)]
pub(crate) struct Person(pub Principal);

impl FromRequestParts<AppState> for Person {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Session(principal) = Session::from_request_parts(parts, state).await?;
        principal.require_person()?;
        Ok(Self(principal))
    }
}

/// A permission as a type.
pub(crate) trait Right: Send + Sync + 'static {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! rights {
    ($($name:ident,)*) => {$(
        #[doc = concat!("The permission `", stringify!($name), "`.")]
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Right for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )*};
}

rights! {
    ReadDesigns,
    WriteDesigns,
    DeleteDesigns,
    ReadRegistry,
    WriteRegistry,
    ReadUsers,
    WriteUsers,
    ReadRoles,
    WriteRoles,
    ReadOrganizations,
    WriteOrganizations,
    WriteTokens,
    ReadMetrics,
}

/// Where a session whose token grows old is noted, so that the answer brings a new one.
#[derive(Clone, Default)]
struct Renewal(Arc<OnceLock<Principal>>);

/// Gives browsers a new token when more than half of the old one's life is over.
pub(super) async fn renew(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let slot = Renewal::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next.run(request).await;
    let Some(principal) = slot.0.get() else { return response };
    let sets_cookies = response.headers().contains_key(header::SET_COOKIE);
    match identity::token_of(&state.ctx, principal).await {
        Ok(Some((token, expires_at))) if !sets_cookies => {
            let left = expires_at.duration_since(state.ctx.now()).unsigned_abs();
            let cookie = cookies::make(&state, TOKEN, token, Some(left));
            if let Ok(value) = cookie.to_string().parse() {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        Ok(_) => {}
        Err(error) => tracing::warn!("a token was not renewed: {error}"),
    }
    response
}

/// The provider a request chose: by cookie, else by header, else by query. A request with a token in its header
/// means that one, whatever a browser's cookie says.
pub(crate) fn provider_name(parts: &Parts) -> Option<String> {
    let header = parts.headers.get(PROVIDER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    if bearer(parts).is_some() {
        return header;
    }
    let cookie =
        CookieJar::from_headers(&parts.headers).get(PROVIDER).map(|cookie| cookie.value().to_owned());
    let query = || {
        let query = parts.uri.query()?;
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == "provider").map(|(_, value)| value.into_owned())
    };
    cookie.filter(|name| !name.is_empty()).or(header).or_else(query)
}

/// The token of a request.
#[derive(Clone)]
struct Token {
    text: String,
    is_cookie: bool,
}

/// The token of the `Authorization` header, else of the cookie. Never of the URL.
fn token(parts: &Parts) -> Option<Token> {
    if let Some(text) = bearer(parts) {
        return Some(Token { text: text.to_owned(), is_cookie: false });
    }
    let jar = CookieJar::from_headers(&parts.headers);
    let cookie = jar.get(TOKEN).filter(|cookie| !cookie.value().is_empty())?;
    Some(Token { text: cookie.value().to_owned(), is_cookie: true })
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    Some(token.trim()).filter(|token| scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
}
