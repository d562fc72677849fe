//! Components from definitions: `POST /api/registry/generate`

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::imports::{GenerateFinding, GenerateRequest, Generated};
use meshery_app::registry;

use super::refusals::WriteRefusals;
use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, WriteRegistry};

/// Makes components from definitions of custom resources, or from the OpenAPI v3 document of an API server.
/// Nothing is saved: `register` takes the same text.
#[utoipa::path(
    post, path = "/generate", tag = "registry", operation_id = "generateComponents",
    request_body = GenerateRequest,
    responses(
        (status = 200, description = "The components.", body = Generated),
        (status = 422, description = "The text exceeds a limit.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn generate(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    JsonBody(request): JsonBody<GenerateRequest>,
) -> ApiResult<Json<Generated>> {
    let model = request.model.filter(|model| !model.name.is_empty());
    let generated = registry::preview(&state.ctx, &who, request.definition, model).await?;
    let findings = generated.made.findings.into_iter().map(|finding| GenerateFinding {
        subject: finding.subject,
        place: finding.place,
        error: finding.message,
    });
    Ok(Json(Generated {
        model: generated.model,
        components: generated.made.components,
        findings: findings.collect(),
    }))
}
