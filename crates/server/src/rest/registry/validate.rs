//! Values against schemas: `POST /api/registry/validate`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::registry::{ValidationItem, ValidationRequest, ValidationResult, ValidationResults};
use meshery_app::registry::{self, Against, Check};

use super::refusals::ReadRefusals;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, JsonBody, ReadRegistry};

/// Checks values against JSON Schemas: those of registered components, or any.
#[utoipa::path(
    post, path = "/validate", tag = "registry", operation_id = "validateValues",
    request_body = ValidationRequest,
    responses(
        (status = 200, description = "What is wrong with each value.", body = ValidationResults),
        (status = 404, description = "There is no such component.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "There are too many values.", body = Problem, content_type = "application/problem+json"),
        ReadRefusals,
    )
)]
pub(crate) async fn validate(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    JsonBody(request): JsonBody<ValidationRequest>,
) -> ApiResult<Json<ValidationResults>> {
    let checks = request.validation_items.into_iter().map(check).collect::<ApiResult<Vec<_>>>()?;
    let checked = registry::validate(&state.ctx, &who, checks).await?;
    let result: BTreeMap<_, _> = checked
        .into_iter()
        .map(|checked| {
            let result = ValidationResult { is_valid: checked.errors.is_empty(), errors: checked.errors };
            (checked.name, result)
        })
        .collect();
    Ok(Json(ValidationResults { result }))
}

fn check((name, item): (String, ValidationItem)) -> ApiResult<Check> {
    let against = match (item.component_id, item.kind, item.api_version, item.schema) {
        (Some(id), ..) => Against::Component(id),
        (None, Some(kind), Some(api_version), _) => Against::Kind { kind, api_version },
        (None, _, _, Some(schema)) => Against::Schema(schema),
        _ => {
            let message = "it needs `schema`, `componentId`, or `kind` and `apiVersion`".to_owned();
            return Err(ApiError::Parameter { name: format!("validationItems.{name}"), message });
        }
    };
    Ok(Check { name, against, value: item.value })
}
