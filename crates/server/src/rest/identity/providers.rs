//! Providers: which there are, whether they can be used, and which one is chosen.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::sse::Event;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use futures_util::stream::{self, StreamExt as _};
use meshery_api::identity as wire;
use meshery_api::{Problem, StreamEvent};
use meshery_app::identity::{Provider, SignIn};
use serde::Deserialize;
use url::Url;
use utoipa::IntoParams;

use super::return_to;
use crate::AppState;
use crate::http::cookies::{self, PROVIDER};
use crate::http::{ApiError, ApiResult, Base, Params, Session, sse};

/// How long a browser remembers which provider was chosen.
pub(super) const CHOICE: Duration = Duration::from_secs(365 * 24 * 3600);
/// How often providers are looked at while somebody watches.
const LOOK: Duration = Duration::from_secs(30);
/// How often the stream of providers looks, before the client has to come back.
const LOOKS: usize = 10;

/// Lists the configured providers by name.
#[utoipa::path(
    get, path = "/api/providers", tag = "identity", operation_id = "getProviders", security(()),
    responses(
        (status = 200, description = "Providers by name.", body = wire::Providers),
        (status = 400, description = "The host is no host.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn providers(
    State(state): State<AppState>,
    Base(base): Base,
) -> Json<wire::Providers> {
    let all = state.ctx.identity().providers().iter();
    let by_name = all.map(|provider| (provider.name().to_owned(), describe(provider.as_ref(), &base)));
    Json(wire::Providers(by_name.collect()))
}

/// Streams the providers with their availability: an event `provider` for each, at first with the status
/// `checking`, and again when more is known. The stream ends after some minutes; clients come back by themselves.
#[utoipa::path(
    get, path = "/api/providers/stream", tag = "identity", operation_id = "streamProviders", security(()),
    responses(
        (status = 200, description = "Server-sent events whose data is a `ProviderStatus`.", body = StreamEvent, content_type = "text/event-stream"),
        (status = 400, description = "The host is no host.", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Too many streams are open.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn providers_stream(
    State(state): State<AppState>,
    Base(base): Base,
) -> ApiResult<Response> {
    let place = Arc::clone(&state.public_streams).try_acquire_owned().map_err(|_| ApiError::Busy)?;
    let all: Vec<Arc<dyn Provider>> = state.ctx.identity().providers().iter().cloned().collect();
    let first: Vec<_> =
        all.iter().map(|provider| event(&status(provider.as_ref(), &base, "checking", None))).collect();
    let looks = stream::iter(0..LOOKS).then(move |number| {
        let (all, base) = (all.clone(), base.clone());
        async move {
            if number > 0 {
                tokio::time::sleep(LOOK).await;
            }
            stream::iter(all).map(move |provider| look(provider, base.clone())).buffer_unordered(8)
        }
    });
    let drained = {
        let state = state.clone();
        async move { state.drained().await }
    };
    let events = stream::iter(first).chain(looks.flatten()).take_until(drained);
    let held = events.map(move |event| {
        let _ = &place;
        Ok::<_, Infallible>(event)
    });
    Ok(sse(held))
}

/// Query of the provider choice.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::rest) struct Choice {
    /// Name of the provider.
    #[param(example = "None")]
    provider: String,
    /// Where to go afterwards: unpadded base64url of a path of this server.
    #[param(example = "L2Rlc2lnbnM")]
    #[serde(rename = "ref")]
    return_to: Option<String>,
}

/// Chooses a provider: sets the cookie `meshery-provider` and goes on to its sign-in.
#[utoipa::path(
    get, path = "/api/provider", tag = "identity", operation_id = "chooseProvider", params(Choice), security(()),
    responses(
        (status = 303, description = "The provider is chosen; goes to its sign-in, or with None to `ref` or `/`."),
        (status = 401, description = "There is no such provider.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn choose(
    State(state): State<AppState>,
    Params(choice): Params<Choice>,
    jar: CookieJar,
) -> ApiResult<Response> {
    let provider = state.ctx.identity().providers().choose(Some(&choice.provider))?;
    let jar = jar.add(cookies::make(&state, PROVIDER, provider.name().to_owned(), Some(CHOICE)));
    let target = match provider.sign_in() {
        SignIn::None => return_to::target(choice.return_to.as_deref()),
        SignIn::Password | SignIn::Redirect => {
            let path = choice.return_to.as_deref().and_then(return_to::decode);
            path.map_or_else(
                || "/user/login".to_owned(),
                |path| format!("/user/login?ref={}", return_to::encode(&path)),
            )
        }
    };
    Ok((jar, Redirect::to(&target)).into_response())
}

/// Tells what the chosen provider can do.
#[utoipa::path(
    get, path = "/api/provider/capabilities", tag = "identity", operation_id = "getProviderCapabilities",
    responses(
        (status = 200, description = "The chosen provider.", body = wire::Provider),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn capabilities(
    Session(who): Session,
    State(state): State<AppState>,
    Base(base): Base,
) -> ApiResult<Json<wire::Provider>> {
    Ok(Json(describe(state.ctx.identity().providers().find(&who.provider)?.as_ref(), &base)))
}

async fn look(provider: Arc<dyn Provider>, base: Url) -> Event {
    match provider.check().await {
        Ok(()) => event(&status(provider.as_ref(), &base, "online", None)),
        Err(error) => {
            tracing::warn!(provider.name = provider.name(), reason = error.reason(), "{error}");
            event(&status(provider.as_ref(), &base, "offline", Some(error.to_string())))
        }
    }
}

fn status(provider: &dyn Provider, base: &Url, status: &str, error: Option<String>) -> wire::ProviderStatus {
    wire::ProviderStatus {
        key: provider.name().to_owned(),
        status: status.to_owned(),
        properties: describe(provider, base),
        error,
    }
}

fn event(status: &wire::ProviderStatus) -> Event {
    Event::default().event("provider").data(serde_json::to_string(status).unwrap_or_default())
}

/// Describes a provider. Clients take an empty address for "nobody has to sign in", so a provider without pages
/// of its own has this server's address.
fn describe(provider: &dyn Provider, base: &Url) -> wire::Provider {
    let properties = provider.properties();
    let own = base.as_str().trim_end_matches('/');
    let (provider_type, url, sign_in) = match provider.sign_in() {
        SignIn::None => ("local", String::new(), wire::SignIn::None),
        SignIn::Password => ("remote", own.to_owned(), wire::SignIn::Password),
        SignIn::Redirect if properties.url.is_empty() => ("remote", own.to_owned(), wire::SignIn::Redirect),
        SignIn::Redirect => ("remote", properties.url, wire::SignIn::Redirect),
    };
    let features = properties.features.into_iter();
    wire::Provider {
        provider_type: provider_type.to_owned(),
        provider_name: provider.name().to_owned(),
        provider_description: properties.description,
        provider_url: url,
        sign_in,
        capabilities: features.map(|(feature, endpoint)| wire::Capability { feature, endpoint }).collect(),
    }
}
