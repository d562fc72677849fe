//! Evaluates the relationships of a design.

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::evaluation::{Action, EvaluationRequest, EvaluationResponse, Trace};
use meshery_app::evaluation::{self, Evaluated};

use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, ReadDesigns};

/// Evaluates a design: finds relationships, removes those that no longer hold, carries values over.
///
/// Nothing is stored. The answer is a function of the request and the registry.
#[utoipa::path(
    post, path = "/relationships/evaluate", tag = "relationships", operation_id = "evaluateDesign",
    request_body = EvaluationRequest,
    responses(
        (status = 200, description = "The evaluated design.", body = EvaluationResponse),
        (status = 400, description = "The body is no design.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.read`, or a page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The design exceeds a limit.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn evaluate(
    who: Can<ReadDesigns>,
    State(state): State<AppState>,
    JsonBody(request): JsonBody<EvaluationRequest>,
) -> ApiResult<Json<EvaluationResponse>> {
    let diff_only = request.options.return_diff_only;
    let evaluated = evaluation::evaluate(&state.ctx, &who, request.design, diff_only).await?;
    Ok(Json(response(evaluated)?))
}

fn response(evaluated: Evaluated) -> ApiResult<EvaluationResponse> {
    let Evaluated { evaluation, hash, at } = evaluated;
    let trace = evaluation.trace;
    Ok(EvaluationResponse {
        schema_version: "evaluation.meshery.io/v1beta1".to_owned(),
        design: evaluation.design,
        timestamp: at.to_string(),
        evaluation_hash: hash,
        trace: Trace {
            components_added: trace.components_added,
            components_removed: trace.components_removed,
            components_updated: trace.components_updated,
            relationships_added: trace.relationships_added,
            relationships_removed: trace.relationships_removed,
            relationships_updated: trace.relationships_updated,
            policy_actions: trace.policy_actions,
        },
        actions: evaluation.actions.iter().map(action).collect::<Result<_, _>>()?,
    })
}

fn action(action: &evaluation::Action) -> ApiResult<Action> {
    Ok(serde_json::from_value(serde_json::to_value(action).map_err(meshery_app::Error::from)?)
        .map_err(meshery_app::Error::from)?)
}
