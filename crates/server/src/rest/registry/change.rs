//! Statuses, and removing models: `POST /api/registry/{entityType}/status`, `DELETE /api/registry/models/{model}`

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::registry::{EntityStatus, RemovedModel, StatusRequest};
use meshery_app::registry::{self, Entity};
use meshery_model::ModelId;

use super::refusals::WriteRefusals;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, JsonBody, Segment, WriteRegistry};

/// Gives a model, component or relationship definition a status. What is not `enabled` is left out of lists,
/// look-ups and evaluation.
#[utoipa::path(
    post, path = "/{entityType}/status", tag = "registry", operation_id = "setEntityStatus",
    params(("entityType" = String, Path, description = "`models`, `components` or `relationships`.", example = "models")),
    request_body = StatusRequest,
    responses(
        (status = 200, description = "The status it has now.", body = EntityStatus),
        (status = 404, description = "There is no such entity.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn set_status(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    Segment(entity_type): Segment<String>,
    JsonBody(request): JsonBody<StatusRequest>,
) -> ApiResult<Json<EntityStatus>> {
    let entity = match entity_type.as_str() {
        "models" | "model" => Entity::Model,
        "components" | "component" => Entity::Component,
        "relationships" | "relationship" => Entity::Relationship,
        other => {
            let message = format!("`{other}` is neither `models`, `components` nor `relationships`");
            return Err(ApiError::Parameter { name: "entityType".to_owned(), message });
        }
    };
    let status = registry::set_status(&state.ctx, &who, entity, request.id, &request.status).await?;
    Ok(Json(EntityStatus {
        id: request.id,
        entity_type: entity.as_str().to_owned(),
        status: status.to_owned(),
    }))
}

/// Removes an imported model with all that belongs to it. The path takes its id, not its name.
#[utoipa::path(
    delete, path = "/models/{model}", tag = "registry", operation_id = "deleteModel",
    params(("model" = uuid::Uuid, Path, description = "Id of the model.")),
    responses(
        (status = 200, description = "What was removed.", body = RemovedModel),
        (status = 404, description = "There is no such model.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The model is built in.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn remove_model(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    Segment(id): Segment<ModelId>,
) -> ApiResult<Json<RemovedModel>> {
    let model = registry::remove_model(&state.ctx, &who, id).await?;
    Ok(Json(RemovedModel { id: model.id, name: model.name, version: model.model.version }))
}
