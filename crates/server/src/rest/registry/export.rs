//! Models as packages: `GET /api/registry/export`

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use meshery_api::Problem;
use meshery_app::registry::{self, ExportModel, FileType, Form, index};
use meshery_model::ModelId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::refusals::ReadRefusals;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, Params, ReadRegistry};

/// Which model to export, and how.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportParams {
    /// Id of the model.
    #[param(value_type = Option<uuid::Uuid>)]
    id: Option<ModelId>,
    /// Name of the model, where its id is not at hand; the newest version of it.
    #[param(example = "kubernetes")]
    name: Option<String>,
    /// Version of the model with this name.
    version: Option<String>,
    /// `tar` (the default, compressed), `oci`, `json` or `yaml`.
    #[serde(alias = "outputFormat")]
    #[param(example = "tar")]
    output_format: Option<String>,
    /// How documents in an archive are written: `json` (the default) or `yaml`.
    #[serde(alias = "fileType")]
    #[param(example = "json")]
    file_type: Option<String>,
    /// Whether components are written.
    #[param(example = true)]
    components: Option<bool>,
    /// Whether relationship definitions are written.
    #[param(example = true)]
    relationships: Option<bool>,
}

/// Writes a model as a package that can be imported elsewhere.
#[utoipa::path(
    get, path = "/export", tag = "registry", operation_id = "exportModel", params(ExportParams),
    responses(
        (status = 200, description = "The package.", content(
            (Vec<u8> = "application/gzip"), (Vec<u8> = "application/x-tar"), (String = "application/json"), (String = "application/yaml"),
        )),
        (status = 404, description = "There is no such model.", body = Problem, content_type = "application/problem+json"),
        ReadRefusals,
    )
)]
pub(crate) async fn export(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ExportParams>,
) -> ApiResult<Response> {
    let wrong = |name: &str, given: &str, allowed: &str| ApiError::Parameter {
        name: name.to_owned(),
        message: format!("`{given}` is none of {allowed}"),
    };
    let form = match params.output_format.as_deref() {
        None | Some("" | "tar" | "tar.gz" | "tgz") => Form::Tar,
        Some("oci") => Form::Oci,
        Some("json") => Form::Json,
        Some("yaml") => Form::Yaml,
        Some(other) => return Err(wrong("output_format", other, "`tar`, `oci`, `json` and `yaml`")),
    };
    let file_type = match params.file_type.as_deref() {
        None | Some("" | "json") => FileType::Json,
        Some("yaml") => FileType::Yaml,
        Some(other) => return Err(wrong("file_type", other, "`json` and `yaml`")),
    };
    let id = match (params.id, params.name) {
        (Some(id), _) => id,
        (None, Some(name)) => {
            let query = index::ModelQuery {
                latest: params.version.is_none(),
                name: Some(name.clone()),
                version: params.version,
                status: Some("all".to_owned()),
                ..index::ModelQuery::default()
            };
            let registry = registry::read(&state.ctx, &who);
            let found = registry.index().find_models(&query).items.first().map(|entry| entry.summary().id);
            found.ok_or(meshery_app::Error::ModelNotFound { name })?
        }
        (None, None) => {
            let message = "say which model, by `id` or by `name`".to_owned();
            return Err(ApiError::Parameter { name: "id".to_owned(), message });
        }
    };
    let request = ExportModel {
        id,
        form,
        file_type,
        components: params.components.unwrap_or(true),
        relationships: params.relationships.unwrap_or(true),
    };
    let exported = registry::export(&state.ctx, &who, request).await?;
    let headers = [
        (header::CONTENT_TYPE, exported.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", exported.file_name)),
    ];
    Ok((headers, exported.bytes).into_response())
}
