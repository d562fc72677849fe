//! The issuer's endpoints. What a client must do, they insist on: its secret, the verifier, a code used once.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Form, Query, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::knobs::{Endpoint, Trouble, overlay};
use super::state::{CLIENT_ID, CLIENT_SECRET, State};
use crate::key::random;

type Parameters = BTreeMap<String, String>;

pub(super) fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/jwks", get(jwks))
        .route("/authorize", get(authorize))
        .route("/token", post(token))
        .route("/userinfo", get(userinfo).post(userinfo))
        .layer(from_fn_with_state(Arc::clone(&state), arrival))
        .with_state(state)
}

/// Counts the request and makes the trouble that was asked for.
async fn arrival(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let Some(endpoint) = Endpoint::of(request.uri().path()) else { return next.run(request).await };
    let trouble = {
        let mut changeable = state.changeable();
        *changeable.requests.entry(endpoint).or_default() += 1;
        changeable.knobs.trouble.get(&endpoint).cloned()
    };
    let json = [(header::CONTENT_TYPE, "application/json")];
    match trouble {
        None => next.run(request).await,
        Some(Trouble::Slow(time)) => {
            tokio::time::sleep(time).await;
            next.run(request).await
        }
        Some(Trouble::Status(status)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, "<h1>out of order</h1>").into_response()
        }
        Some(Trouble::Oversized(bytes)) => {
            (json, json!({ "padding": "x".repeat(bytes) }).to_string()).into_response()
        }
        Some(Trouble::Garbage) => (json, "{\"issuer\": ").into_response(),
        Some(Trouble::Redirect(address)) => Redirect::temporary(&address).into_response(),
    }
}

async fn discovery(Shared(state): Shared<Arc<State>>) -> Json<Map<String, Value>> {
    let issuer = state.issuer();
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email", "profile", "groups"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    Json(overlay(document.as_object().cloned().unwrap_or_default(), &state.knobs().discovery))
}

async fn jwks(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    Json(state.jwks())
}

async fn authorize(Shared(state): Shared<Arc<State>>, Query(asked): Query<Parameters>) -> Response {
    let knobs = state.knobs();
    state.changeable().last_authorize = Some(asked.clone());
    let refused = |why: &str| (StatusCode::BAD_REQUEST, why.to_owned()).into_response();
    let is = |name: &str, value: &str| asked.get(name).is_some_and(|given| given == value);
    if !is("client_id", CLIENT_ID) || !is("response_type", "code") {
        return refused("client_id or response_type is wrong");
    }
    if !asked.get("scope").is_some_and(|scopes| scopes.split(' ').any(|scope| scope == "openid")) {
        return refused("the scope openid is missing");
    }
    let challenged = is("code_challenge_method", "S256") && asked.contains_key("code_challenge");
    if !challenged && !knobs.discovery.contains_key("code_challenge_methods_supported") {
        return refused("a code challenge with S256 is missing");
    }
    let Some(mut back) = asked.get("redirect_uri").and_then(|address| Url::parse(address).ok()) else {
        return refused("redirect_uri is missing");
    };
    let code = random(16);
    let mut answer = Map::new();
    answer.insert("code".to_owned(), code.clone().into());
    answer.insert("iss".to_owned(), state.issuer().into());
    if let Some(given) = asked.get("state") {
        answer.insert("state".to_owned(), given.clone().into());
    }
    state.changeable().codes.insert(code, asked.clone());
    for (name, value) in overlay(answer, &knobs.callback) {
        back.query_pairs_mut().append_pair(&name, value.as_str().unwrap_or_default());
    }
    Redirect::to(back.as_str()).into_response()
}

async fn token(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    Form(given): Form<Parameters>,
) -> Response {
    state.changeable().last_token_request = Some(given.clone());
    let refused = |status: StatusCode, error: &str, why: &str| {
        (status, Json(json!({ "error": error, "error_description": why }))).into_response()
    };
    if !is_the_client(&headers, &given) {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client", "wrong client or secret");
    }
    if given.get("grant_type").map(String::as_str) != Some("authorization_code") {
        return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type", "only codes are exchanged");
    }
    let asked = given.get("code").and_then(|code| state.changeable().codes.remove(code));
    let Some(asked) = asked else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant", "the code is unknown or used");
    };
    if given.get("redirect_uri") != asked.get("redirect_uri") {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant", "another redirect_uri than before");
    }
    if !is_verified(&asked, &given) {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant", "the verifier does not fit the challenge");
    }
    let knobs = state.knobs();
    let mut own = Map::new();
    if let Some(nonce) = asked.get("nonce") {
        own.insert("nonce".to_owned(), nonce.clone().into());
    }
    let claims = state.claims(&own);
    let id_token = state.sign(&knobs.signature, &overlay(claims, &knobs.id_token));
    let access_token = random(24);
    state.changeable().access_tokens.push(access_token.clone());
    let answer = json!({
        "access_token": access_token, "token_type": "Bearer", "expires_in": knobs.lifetime_seconds,
        "id_token": id_token,
    });
    let answer = overlay(answer.as_object().cloned().unwrap_or_default(), &knobs.token);
    ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

async fn userinfo(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer "));
    let known =
        given.is_some_and(|token| state.changeable().access_tokens.iter().any(|known| known == token));
    if !known {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    let knobs = state.knobs();
    let mut claims = knobs.claims;
    claims.insert("sub".to_owned(), knobs.subject.into());
    Json(overlay(claims, &knobs.userinfo)).into_response()
}

/// Tells whether the client proved itself, by HTTP Basic with its id and secret form-encoded, or in the body.
fn is_the_client(headers: &HeaderMap, given: &Parameters) -> bool {
    let Some(basic) = headers.get(header::AUTHORIZATION) else {
        let field = |name: &str| given.get(name).map(String::as_str);
        return field("client_id") == Some(CLIENT_ID) && field("client_secret") == Some(CLIENT_SECRET);
    };
    let pair = basic.to_str().ok().and_then(|value| value.strip_prefix("Basic "));
    let pair = pair.and_then(|value| String::from_utf8(STANDARD.decode(value).ok()?).ok());
    let decode = |text: &str| {
        let form = format!("v={text}");
        url::form_urlencoded::parse(form.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    pair.as_deref().and_then(|pair| pair.split_once(':')).is_some_and(|(id, secret)| {
        decode(id).as_deref() == Some(CLIENT_ID) && decode(secret).as_deref() == Some(CLIENT_SECRET)
    })
}

/// Tells whether the verifier fits the challenge; without a challenge there must be none.
fn is_verified(asked: &Parameters, given: &Parameters) -> bool {
    match (asked.get("code_challenge"), given.get("code_verifier")) {
        (Some(challenge), Some(verifier)) => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == *challenge,
        (None, None) => true,
        _ => false,
    }
}
