//! Preferences of the user who asks.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use meshery_api::Problem;
use meshery_api::identity::Preferences;
use meshery_app::identity;
use meshery_model::Object;
use serde_json::Value;

use crate::AppState;
use crate::http::{ApiResult, JsonBody, Session};

/// Returns the preferences of the user who asks.
#[utoipa::path(
    get, path = "/api/user/prefs", tag = "identity", operation_id = "getPreferences",
    responses(
        (status = 200, description = "The preferences.", body = Preferences),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn preferences(
    Session(who): Session,
    State(state): State<AppState>,
) -> ApiResult<Json<Value>> {
    let (document, at) = identity::preferences(&state.ctx, &who).await?;
    Ok(Json(wire(document, at)))
}

/// Changes the preferences of the user who asks: what is sent is laid over what is stored.
#[utoipa::path(
    post, path = "/api/user/prefs", tag = "identity", operation_id = "changePreferences", request_body = Object,
    responses(
        (status = 200, description = "The preferences as they are now.", body = Preferences),
        (status = 400, description = "A value is not accepted.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::rest) async fn change_preferences(
    Session(who): Session,
    State(state): State<AppState>,
    JsonBody(body): JsonBody<Object>,
) -> ApiResult<Json<Value>> {
    let (document, at) = identity::change_preferences(&state.ctx, &who, body).await?;
    Ok(Json(wire(document, at)))
}

/// The stored document is the wire's: `Preferences` describes what it always holds.
fn wire(mut document: Object, at: Option<Timestamp>) -> Value {
    if let Some(at) = at {
        document.insert("updated_at".to_owned(), at.to_string().into());
    }
    Value::Object(document)
}
