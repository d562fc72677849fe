//! Statuses, and removing models: `POST /api/registry/models/status`, `DELETE /api/registry/models/{model}`

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::registry::{EntityStatus, RemovedModel, StatusRequest};
use meshery_app::Principal;
use meshery_app::registry::{self, Entity};
use meshery_model::ModelId;

use super::refusals::WriteRefusals;
use crate::AppState;
use crate::http::{ApiResult, Can, JsonBody, Segment, WriteRegistry};

/// One operation for each kind of entity: the paths of lists stand beside them, so one path with a variable part
/// would never be reached.
macro_rules! statuses {
    ($($handler:ident $operation:literal $path:literal $entity:expr, $doc:literal;)*) => {$(
        #[doc = $doc]
        /// What is not `enabled` is left out of lists, look-ups and evaluation.
        #[utoipa::path(
            post, path = $path, tag = "registry", operation_id = $operation,
            request_body = StatusRequest,
            responses(
                (status = 200, description = "The status it has now.", body = EntityStatus),
                (status = 404, description = "There is no such entity.", body = Problem, content_type = "application/problem+json"),
                WriteRefusals,
            )
        )]
        pub(crate) async fn $handler(
            who: Can<WriteRegistry>,
            State(state): State<AppState>,
            JsonBody(request): JsonBody<StatusRequest>,
        ) -> ApiResult<Json<EntityStatus>> {
            set_status(&state, &who, $entity, &request).await
        }
    )*};
}

statuses! {
    set_model_status "setModelStatus" "/models/status" Entity::Model, "Gives a model a status.";
    set_component_status "setComponentStatus" "/components/status" Entity::Component, "Gives a component a status.";
    set_relationship_status "setRelationshipStatus" "/relationships/status" Entity::Relationship, "Gives a relationship definition a status.";
}

async fn set_status(
    state: &AppState,
    who: &Principal,
    entity: Entity,
    request: &StatusRequest,
) -> ApiResult<Json<EntityStatus>> {
    let status = registry::set_status(&state.ctx, who, entity, request.id, &request.status).await?;
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
