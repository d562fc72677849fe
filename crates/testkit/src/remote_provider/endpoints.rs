//! The calls of the protocol.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use url::Url;

use super::state::{Call, NAME, State};
use crate::key::random;

pub(super) fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/{version}/capabilities", get(capabilities))
        .route("/login", get(login))
        .route("/keys", get(keys))
        .route("/introspect", post(introspect))
        .route("/refresh", post(refresh))
        .route("/revoke", post(revoke))
        .route("/logout", get(logout))
        .layer(from_fn_with_state(Arc::clone(&state), count))
        .with_state(state)
}

async fn count(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let call = match request.uri().path() {
        "/login" => Some(Call::Login),
        "/keys" => Some(Call::Keys),
        "/introspect" => Some(Call::Introspect),
        "/refresh" => Some(Call::Refresh),
        "/revoke" => Some(Call::Revoke),
        "/logout" => Some(Call::Logout),
        path => path.ends_with("/capabilities").then_some(Call::Capabilities),
    };
    if let Some(call) = call {
        state.count(call);
    }
    next.run(request).await
}

async fn capabilities(headers: HeaderMap) -> Json<Value> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    Json(json!({
        "provider_type": "remote",
        "package_version": "v0.8.0",
        "package_url": "",
        "provider_name": NAME,
        "provider_description": ["Signs in whoever comes", "Keeps nothing"],
        "provider_url": format!("http://{host}"),
        "extensions": {},
        "capabilities": [{ "feature": "users-profile", "endpoint": "/users/profile" }],
        "restrictedAccess": { "isMesheryUiRestricted": false, "allowedComponents": {} },
    }))
}

async fn login(
    Shared(state): Shared<Arc<State>>,
    Query(mut asked): Query<BTreeMap<String, String>>,
) -> Response {
    let source = asked.get("source").and_then(|source| URL_SAFE_NO_PAD.decode(source).ok());
    let back = source.and_then(|source| String::from_utf8(source).ok());
    let Some((text, mut back)) = back.and_then(|text| Url::parse(&text).ok().map(|back| (text, back))) else {
        return (StatusCode::BAD_REQUEST, "source is no base64 of an address").into_response();
    };
    let session = random(16);
    back.query_pairs_mut()
        .append_pair("token", &state.issue())
        .append_pair("session_cookie", &session)
        .append_pair("ref", asked.get("ref").map(String::as_str).unwrap_or_default());
    asked.insert("source".to_owned(), text);
    let mut changeable = state.changeable();
    changeable.sessions.insert(session);
    changeable.last_login = Some(asked);
    Redirect::to(back.as_str()).into_response()
}

async fn keys(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    Json(state.jwks())
}

async fn introspect(Shared(state): Shared<Arc<State>>, Json(body): Json<Value>) -> Response {
    let active = body["token"].as_str().is_some_and(|access| state.is_active(access));
    let status = if active { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    (status, Json(json!({ "active": active }))).into_response()
}

async fn refresh(Shared(state): Shared<Arc<State>>, Json(body): Json<Value>) -> Response {
    match body["token"].as_str().and_then(|token| state.refresh(token)) {
        Some(token) => Json(json!({ "token": token })).into_response(),
        None => (StatusCode::UNAUTHORIZED, "this token can't be refreshed").into_response(),
    }
}

async fn revoke(Shared(state): Shared<Arc<State>>, Json(body): Json<Value>) -> StatusCode {
    if let Some(refresh) = body["token"].as_str() {
        state.changeable().grants.remove(refresh);
    }
    StatusCode::OK
}

async fn logout(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> StatusCode {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split("; ")).filter_map(|pair| pair.split_once('='));
    for (_, session) in pairs.filter(|(name, _)| *name == "session_cookie") {
        state.changeable().sessions.remove(session);
    }
    StatusCode::OK
}
