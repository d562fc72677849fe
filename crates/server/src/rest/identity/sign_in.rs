//! Signing in at a provider's own pages, and signing out.

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use meshery_api::Problem;
use meshery_app::identity::{self, SignIn};
use meshery_errors::Coded as _;
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

use super::{return_to, signed_in};
use crate::AppState;
use crate::http::cookies::{self, PROVIDER, SIGN_IN, TOKEN};
use crate::http::{ApiError, ApiResult, Base, Params, Session, Visiting};

/// How long a browser may take at a provider's pages.
const PATIENCE: Duration = Duration::from_secs(600);
/// What is handed over in addresses stays out of histories and caches as far as a server can see to it.
const SECRET: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Query of a sign-in that begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct Begin {
    /// Where to go afterwards: unpadded base64url of a path of this server.
    #[param(example = "L2Rlc2lnbnM")]
    #[serde(rename = "ref")]
    return_to: Option<String>,
}

/// Starts the sign-in of the chosen provider.
#[utoipa::path(
    get, path = "/user/login", tag = "identity", operation_id = "signIn", params(Begin), security(()),
    responses((status = 303, description = "Goes to the provider's sign-in; with None to `ref` or `/`."))
)]
pub(in crate::rest) async fn login(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    base: Result<Base, ApiError>,
    Params(query): Params<Begin>,
    jar: CookieJar,
) -> Response {
    let providers = state.ctx.identity().providers();
    let target = return_to::target(query.return_to.as_deref());
    let Ok(provider) = providers.choose(jar.get(PROVIDER).map(Cookie::value)) else {
        return Redirect::to("/provider").into_response();
    };
    let name = provider.name().to_owned();
    match provider.sign_in() {
        SignIn::None => Redirect::to(&target).into_response(),
        SignIn::Password => {
            Redirect::to(&format!("/login?ref={}", return_to::encode(&target))).into_response()
        }
        SignIn::Redirect => {
            let begun = async {
                let callback = callback(&base?.0, &name, providers.find(&name)?.properties().url.is_empty())?;
                let begun =
                    identity::begin_sign_in(&state.ctx, &visitor, &name, callback, Some(target)).await?;
                Ok::<_, ApiError>(begun)
            };
            match begun.await {
                Ok((address, browser)) => {
                    let jar = jar.add(cookies::make(&state, SIGN_IN, browser, Some(PATIENCE)));
                    (SECRET, jar, Redirect::to(address.as_str())).into_response()
                }
                Err(error) => failed(&error, query.return_to.as_deref()),
            }
        }
    }
}

/// The older address of `/user/login`.
#[utoipa::path(
    get, path = "/api/user/login", tag = "identity", operation_id = "signInAlias", params(Begin), security(()),
    responses((status = 303, description = "Goes to `/user/login`."))
)]
pub(in crate::rest) async fn login_alias(Params(query): Params<Begin>) -> Redirect {
    let path = query.return_to.as_deref().and_then(return_to::decode);
    let target = path.map_or_else(String::new, |path| format!("?ref={}", return_to::encode(&path)));
    Redirect::to(&format!("/user/login{target}"))
}

/// What an OpenID Connect issuer sends back.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct OidcAnswer {
    /// Code to be exchanged.
    code: Option<String>,
    /// The state that was sent.
    state: String,
    /// Who answers (RFC 9207).
    iss: Option<String>,
    /// Why not.
    error: Option<String>,
}

/// Takes the answer of an OpenID Connect issuer.
#[utoipa::path(
    get, path = "/auth/oidc/{provider}/callback", tag = "identity", operation_id = "oidcCallback", security(()),
    params(("provider" = String, Path, description = "Name of the provider.", example = "Dex"), OidcAnswer),
    responses((status = 303, description = "Somebody is signed in and goes where they wanted, or it failed and they go to `/provider?error=<code>`."))
)]
pub(in crate::rest) async fn oidc_callback(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    Path(provider): Path<String>,
    Params(query): Params<OidcAnswer>,
    jar: CookieJar,
) -> Response {
    let answer = meshery_identity::Answer {
        code: query.code,
        issuer: query.iss,
        error: query.error,
        ..meshery_identity::Answer::default()
    };
    finish(&state, &visitor, &provider, &query.state, answer, jar).await
}

/// What a remote provider sends back.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct RemoteAnswer {
    /// The provider's token.
    token: Option<String>,
    /// The provider's own session.
    session_cookie: Option<String>,
    /// The state that was sent.
    #[serde(rename = "ref")]
    state: String,
}

/// Takes the answer of a remote provider.
#[utoipa::path(
    get, path = "/api/user/token", tag = "identity", operation_id = "remoteCallback", params(RemoteAnswer), security(()),
    responses((status = 303, description = "Somebody is signed in and goes where they wanted, or it failed and they go to `/provider?error=<code>`."))
)]
pub(in crate::rest) async fn remote_callback(
    State(state): State<AppState>,
    Visiting(visitor): Visiting,
    Params(query): Params<RemoteAnswer>,
    jar: CookieJar,
) -> Response {
    let provider = jar.get(PROVIDER).map(|cookie| cookie.value().to_owned());
    let provider = match state.ctx.identity().providers().choose(provider.as_deref()) {
        Ok(provider) => provider.name().to_owned(),
        Err(error) => return failed(&error.into(), None),
    };
    let answer = meshery_identity::Answer {
        token: query.token,
        session: query.session_cookie,
        ..meshery_identity::Answer::default()
    };
    finish(&state, &visitor, &provider, &query.state, answer, jar).await
}

/// Takes the answer of a remote provider that posts it.
#[utoipa::path(
    post, path = "/api/user/token", tag = "identity", operation_id = "remoteCallbackPost", params(RemoteAnswer), security(()),
    responses(
        (status = 303, description = "Somebody is signed in and goes where they wanted, or it failed and they go to `/provider?error=<code>`."),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn remote_callback_post(
    state: State<AppState>,
    visitor: Visiting,
    query: Params<RemoteAnswer>,
    jar: CookieJar,
) -> Response {
    remote_callback(state, visitor, query, jar).await
}

/// The older way of handing a token over, in which anybody could sign a visitor in as somebody else.
#[utoipa::path(
    get, path = "/auth/redirect", tag = "identity", operation_id = "authRedirect", security(()),
    responses((status = 410, description = "Gone.", body = Problem, content_type = "application/problem+json"))
)]
pub(in crate::rest) async fn redirect_gone() -> ApiError {
    ApiError::Gone { path: "/auth/redirect", instead: "/user/login" }
}

/// Ends the session and forgets the choice of a provider.
#[utoipa::path(
    get, path = "/user/logout", tag = "identity", operation_id = "signOut", security(()),
    responses(
        (status = 303, description = "Goes to the chooser."),
        (status = 500, description = "The session could not be ended.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn logout(
    State(state): State<AppState>,
    session: Result<Session, ApiError>,
    jar: CookieJar,
) -> ApiResult<Response> {
    // Whoever is not signed in is signed out already.
    if let Ok(Session(who)) = session {
        identity::sign_out(&state.ctx, &who).await?;
    }
    let jar = jar.remove(cookies::gone(PROVIDER)).remove(cookies::gone(TOKEN)).remove(cookies::gone(SIGN_IN));
    Ok((SECRET, jar, Redirect::to("/provider")).into_response())
}

/// The older address of `/user/logout`.
#[utoipa::path(
    get, path = "/api/user/logout", tag = "identity", operation_id = "signOutAlias", security(()),
    responses((status = 303, description = "Goes to `/user/logout`."))
)]
pub(in crate::rest) async fn logout_alias() -> Redirect {
    Redirect::to("/user/logout")
}

/// Where an expired session leads.
pub(in crate::rest) async fn sign_in_again() -> Redirect {
    Redirect::to("/provider")
}

/// Where the provider sends the browser back to.
fn callback(base: &url::Url, provider: &str, is_oidc: bool) -> Result<url::Url, ApiError> {
    let wrong =
        |error: url::ParseError| ApiError::Parameter { name: "host".to_owned(), message: error.to_string() };
    let mut address = base.join("/api/user/token").map_err(wrong)?;
    if is_oidc && let Ok(mut segments) = address.path_segments_mut() {
        segments.clear().extend(["auth", "oidc", provider, "callback"]);
    }
    Ok(address)
}

async fn finish(
    state: &AppState,
    visitor: &identity::Visitor,
    provider: &str,
    secret: &str,
    answer: meshery_identity::Answer,
    jar: CookieJar,
) -> Response {
    let browser = jar.get(SIGN_IN).map(|cookie| cookie.value().to_owned());
    let finished =
        identity::finish_sign_in(&state.ctx, visitor, provider, secret, browser.as_deref(), answer).await;
    match finished {
        Ok(who) => {
            let target = who.return_to.clone().unwrap_or_else(|| "/".to_owned());
            let jar = signed_in(state, jar, &who).remove(cookies::gone(SIGN_IN));
            (SECRET, jar, Redirect::to(&target)).into_response()
        }
        Err(error) => {
            (SECRET, jar.remove(cookies::gone(SIGN_IN)), failed(&error.into(), None)).into_response()
        }
    }
}

/// Tells a browser that a sign-in failed: by its code, which the chooser explains. Why, is for the log. Where people
/// wanted to go is kept for the next attempt.
fn failed(error: &ApiError, return_to: Option<&str>) -> Response {
    let reason = match error {
        ApiError::App(error) => match error.as_ref() {
            meshery_app::Error::Identity(error) => error.reason().unwrap_or_default().to_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    tracing::warn!(error.code = error.code().as_str(), reason, "{error}");
    let path = return_to.and_then(return_to::decode);
    let reference = path.map(|path| format!("&ref={}", return_to::encode(&path))).unwrap_or_default();
    let target = format!("/provider?error={}{reference}", error.code());
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}
