//! What surrounds every handler: extractors, errors, and the layers each request passes.

mod body;
pub(crate) mod cookies;
pub(crate) mod error;
pub(crate) mod etag;
mod guard;
mod observe;
mod params;
mod session;
mod spool;
mod sse;
mod visitor;

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

pub(crate) use body::{BodyBytes, JsonBody, Upload, content_type, from_json};
pub(crate) use error::{ApiError, ApiResult};
pub(crate) use observe::note_route;
pub(crate) use params::{ListParams, Params, Segment};
pub(crate) use session::{
    Can, Credentials, DeleteDesigns, Person, ReadDesigns, ReadMetrics, ReadOrganizations, ReadRegistry,
    ReadRoles, ReadUsers, Session, WriteDesigns, WriteOrganizations, WriteRegistry, WriteRoles, WriteTokens,
    WriteUsers, provider_name,
};
pub(crate) use spool::{SpooledForm, spool};
pub(crate) use sse::sse;
pub(crate) use visitor::{Base, From as Visiting};

use crate::AppState;

/// Scripts, styles and images come from this server only; nothing may frame it.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; font-src 'self' data:; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Returns the whole service.
pub fn router(state: AppState) -> Router {
    crate::rest::router()
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), end_in_time))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), session::renew))
        .layer(from_fn_with_state(state.clone(), guard::refuse_foreign))
        .layer(from_fn(error::render))
        .layer(from_fn(observe::observe))
        .layer(map_response(keep_private))
        .layer(constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(constant(header::REFERRER_POLICY, "no-referrer"))
        .layer(constant(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .with_state(state)
}

/// Ends requests that take too long. Imports may take as long as large files on slow lines do.
async fn end_in_time(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_import = request.uri().path().ends_with("/register");
    let seconds = if is_import { state.import_seconds } else { state.request_seconds };
    let answer = tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

/// What says nothing else about caches was made for one user: shared caches stay out, and whoever keeps a copy
/// tells users apart.
async fn keep_private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.append(header::VARY, HeaderValue::from_static("authorization, cookie, meshery-provider"));
    }
    response
}

fn constant(name: header::HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
