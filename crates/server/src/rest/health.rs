//! Whether the server lives, whether it is ready, and its metrics.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use meshery_api::Problem;

use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, ReadMetrics};

/// Marks answers that are written here also when they tell of a failure.
const CHECK: [(header::HeaderName, &str); 2] =
    [(header::CONTENT_TYPE, "text/plain; check; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];

/// Tells that the process answers.
#[utoipa::path(
    get, path = "/livez", tag = "system", operation_id = "livez", security(()),
    responses((status = 200, description = "The process answers.", body = String, example = "ok"))
)]
pub(super) async fn livez() -> Response {
    (CHECK, "ok").into_response()
}

/// Tells that requests will be served: the database answers and the server is not stopping.
#[utoipa::path(
    get, path = "/readyz", tag = "system", operation_id = "readyz", security(()),
    responses(
        (status = 200, description = "Requests will be served.", body = String, example = "ok"),
        (status = 503, description = "They will not; the text says why.", body = String, example = "the server is stopping"),
    )
)]
pub(super) async fn readyz(State(state): State<AppState>) -> Response {
    let unready = |why: &'static str| (StatusCode::SERVICE_UNAVAILABLE, CHECK, why).into_response();
    if state.is_draining() {
        return unready("the server is stopping");
    }
    match meshery_app::system::check(&state.ctx).await {
        Ok(()) => (CHECK, "ok").into_response(),
        Err(error) => {
            tracing::warn!("not ready: {error}");
            unready("the database does not answer")
        }
    }
}

/// The same as `/livez`, under the name Meshery's charts probe.
#[utoipa::path(
    get, path = "/healthz/live", tag = "system", operation_id = "healthzLive", security(()),
    responses((status = 200, description = "The process answers.", body = String, example = "ok"))
)]
pub(super) async fn live() -> Response {
    livez().await
}

/// The same as `/readyz`, under the name Meshery's charts probe.
#[utoipa::path(
    get, path = "/healthz/ready", tag = "system", operation_id = "healthzReady", security(()),
    responses(
        (status = 200, description = "Requests will be served.", body = String, example = "ok"),
        (status = 503, description = "They will not; the text says why.", body = String, example = "the server is stopping"),
    )
)]
pub(super) async fn ready(state: State<AppState>) -> Response {
    readyz(state).await
}

/// Returns the metrics in the text format of Prometheus. Unless they are public (`public_metrics`), this needs a
/// token with the permission `metrics.read`.
#[utoipa::path(
    get, path = "/metrics", tag = "system", operation_id = "metrics",
    responses(
        (status = 200, description = "The metrics.", body = String, example = "# TYPE http_requests_total counter\n"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `metrics.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn metrics(
    State(state): State<AppState>,
    who: Result<Can<ReadMetrics>, ApiError>,
) -> ApiResult<Response> {
    if !state.public_metrics {
        who?;
    }
    let text = state.metrics.as_ref().map(metrics_exporter_prometheus::PrometheusHandle::render);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text.unwrap_or_default())
        .into_response())
}
