//! Gives each request an id, a span, a log line and its place in the metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest request id taken over from a client or proxy.
const ID_LENGTH: usize = 64;

/// Id of the request, in the log and in error bodies.
#[derive(Clone, Debug)]
pub(super) struct RequestId(Arc<str>);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) async fn observe(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request.headers().get(REQUEST_ID).and_then(accepted).unwrap_or_else(fresh);
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let span = tracing::info_span!("request", request.id = %id, http.method = %method, http.path = path);

    let mut response = next.run(request).instrument(span.clone()).await;

    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    // Unmatched paths share one label: clients must not be able to make new time series.
    let route = response
        .extensions()
        .get::<Route>()
        .map_or_else(|| "unmatched".to_owned(), |route| route.0.to_string());
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(elapsed.as_secs_f64());
    span.in_scope(|| {
        let duration_ms = elapsed.as_secs_f64() * 1000.0;
        if status >= 500 {
            tracing::warn!(http.status = status, duration_ms, "request failed");
        } else {
            tracing::debug!(http.status = status, duration_ms, "request served");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The route that matched, as a template.
#[derive(Clone)]
struct Route(Arc<str>);

/// Notes which route matched; runs inside the router, where that is known.
pub(crate) async fn note_route(path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(path) = path {
        response.extensions_mut().insert(Route(Arc::from(path.as_str())));
    }
    response
}

fn accepted(value: &HeaderValue) -> Option<RequestId> {
    let text = value.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (!text.is_empty() && text.len() <= ID_LENGTH && text.bytes().all(plain))
        .then(|| RequestId(Arc::from(text)))
}

#[expect(clippy::disallowed_methods, reason = "request ids name log lines, nothing is derived from them")]
fn fresh() -> RequestId {
    RequestId(Arc::from(Uuid::now_v7().to_string()))
}
