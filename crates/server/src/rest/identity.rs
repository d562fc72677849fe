//! Providers and the user who asks.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_api::Problem;
use meshery_api::identity::{Capability, Provider, Providers, TokenFile, User};
use meshery_identity::{Credentials, Kind};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::AppState;
use crate::http::{ApiResult, Params, Session, Token};

/// Lists the configured providers by name.
#[utoipa::path(
    get, path = "/api/providers", tag = "identity", operation_id = "getProviders",
    responses((status = 200, description = "Providers by name.", body = Providers))
)]
pub(super) async fn providers(State(state): State<AppState>) -> Json<Providers> {
    let by_name = state.providers.iter().map(|provider| (provider.name().to_owned(), describe(provider)));
    Json(Providers(by_name.collect()))
}

/// Query of the provider choice.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Choice {
    /// Name of the provider.
    #[param(example = "None")]
    provider: String,
    /// Where to go afterwards: unpadded base64url of a path of this server.
    #[param(example = "L2Rlc2lnbnM")]
    #[serde(rename = "ref")]
    return_to: Option<String>,
}

/// Chooses a provider: sets the cookie `meshery-provider` and redirects.
#[utoipa::path(
    get, path = "/api/provider", tag = "identity", operation_id = "chooseProvider", params(Choice),
    responses(
        (status = 303, description = "The provider is chosen; goes to `ref` or `/`."),
        (status = 401, description = "There is no such provider.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn choose(
    State(state): State<AppState>,
    Params(choice): Params<Choice>,
    cookies: CookieJar,
) -> ApiResult<Response> {
    let provider = state.providers.choose(Some(&choice.provider))?;
    let cookie = Cookie::build((crate::http::PROVIDER, provider.name().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .permanent();
    let target = choice.return_to.as_deref().and_then(decode_return).unwrap_or_else(|| "/".to_owned());
    Ok((cookies.add(cookie), Redirect::to(&target)).into_response())
}

/// Tells what the chosen provider can do.
#[utoipa::path(
    get, path = "/api/provider/capabilities", tag = "identity", operation_id = "getProviderCapabilities",
    responses(
        (status = 200, description = "The chosen provider.", body = Provider),
        (status = 401, description = "The provider is unknown.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn capabilities(
    State(state): State<AppState>,
    Session(who): Session,
) -> ApiResult<Json<Provider>> {
    Ok(Json(describe(state.providers.choose(Some(&who.provider))?)))
}

/// Returns the user who asks.
#[utoipa::path(
    get, path = "/api/user", tag = "identity", operation_id = "getUser",
    responses(
        (status = 200, description = "The user.", body = User),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn user(Session(who): Session) -> Json<User> {
    Json(User {
        id: who.user.id,
        user_id: who.user.login,
        first_name: who.user.first_name,
        last_name: who.user.last_name,
        email: who.user.email,
        avatar_url: String::new(),
        provider: who.provider,
        role_names: who.user.roles,
    })
}

/// Returns what a client on the command line needs to be the same user: the content of its `auth.json`.
#[utoipa::path(
    get, path = "/api/token", tag = "identity", operation_id = "getToken",
    responses(
        (status = 200, description = "The content of `auth.json`.", body = TokenFile),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn token_file(
    State(state): State<AppState>,
    Session(who): Session,
    Token(token): Token,
) -> ApiResult<([(HeaderName, &'static str); 1], Json<TokenFile>)> {
    let provider = state.providers.choose(Some(&who.provider))?;
    let token = provider.portable_token(Credentials { token: token.as_deref() });
    Ok(([(CACHE_CONTROL, "no-store")], Json(TokenFile { provider: who.provider, token })))
}

/// Starts the sign-in of the chosen provider. With None there is nothing to do but go on.
pub(super) async fn login(
    State(state): State<AppState>,
    Params(choice): Params<Choice>,
    cookies: CookieJar,
) -> Redirect {
    let chosen = cookies.get(crate::http::PROVIDER).map(Cookie::value);
    match state.providers.choose(chosen) {
        Ok(_) => Redirect::to(
            &choice.return_to.as_deref().and_then(decode_return).unwrap_or_else(|| "/".to_owned()),
        ),
        Err(_) => Redirect::to("/provider"),
    }
}

/// Ends the session.
pub(super) async fn logout(cookies: CookieJar) -> (CookieJar, Redirect) {
    let gone = |name: &'static str| Cookie::build((name, "")).path("/");
    (cookies.remove(gone(crate::http::PROVIDER)).remove(gone("token")), Redirect::to("/provider"))
}

/// Where an expired session leads.
pub(super) async fn sign_in_again() -> Redirect {
    Redirect::to("/provider")
}

fn describe(provider: &dyn meshery_identity::Provider) -> Provider {
    let properties = provider.properties();
    Provider {
        provider_type: match properties.kind {
            Kind::Local => "local".to_owned(),
            Kind::Remote => "remote".to_owned(),
        },
        provider_name: provider.name().to_owned(),
        provider_description: properties.description,
        provider_url: properties.url,
        capabilities: properties
            .features
            .into_iter()
            .map(|feature| Capability { feature, endpoint: String::new() })
            .collect(),
    }
}

/// Writes a path in the form of `ref`.
pub(super) fn encode_return(path: &str) -> String {
    URL_SAFE_NO_PAD.encode(path)
}

/// Reads `ref`: only paths of this server, so that nobody can be sent elsewhere after signing in.
fn decode_return(text: &str) -> Option<String> {
    let path = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && !["/provider", "/user/login", "/auth/login", "/api/"].iter().any(|start| path.starts_with(start));
    local.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_returned_to() {
        assert_eq!(decode_return(&encode_return("/designs?page=1")).as_deref(), Some("/designs?page=1"));
        for path in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/provider",
            "/a\r\nSet-Cookie: b",
            "",
        ] {
            assert_eq!(decode_return(&encode_return(path)), None, "{path}");
        }
        assert_eq!(decode_return("not base64!"), None);
    }
}
