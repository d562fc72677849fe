//! `GET /api/pattern/download/{id}`

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use meshery_api::Problem;
use meshery_app::designs::{self, Exported, Format};
use meshery_model::DesignId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, Params, ReadDesigns, Segment};

/// Query of a download.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadParams {
    /// Format to convert to: `Design` (the default) or `Kubernetes Manifest`.
    #[param(example = "Kubernetes Manifest", pattern = "^(Design|Kubernetes Manifest)?$")]
    export: Option<String>,
    /// Older clients ask for an OCI image with this; there is none yet.
    #[param(example = "false", pattern = "^(true|false|0|1)?$")]
    oci: Option<String>,
    /// Older clients ask for an Artifact Hub package with this; there is none yet.
    #[param(example = "false", pattern = "^(true|false|0|1)?$")]
    ahpkg: Option<String>,
}

/// Downloads a design as YAML, or converted to a Kubernetes manifest.
#[utoipa::path(
    get, path = "/api/pattern/download/{id}", tag = "designs", operation_id = "downloadDesign",
    params(("id" = DesignId, Path, description = "Id of the design."), DownloadParams),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "application/yaml"),
        (status = 400, description = "The id is no UUID, or the format is not known.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.read`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such design.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "An archive was asked for, which this version does not make.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn download(
    who: Can<ReadDesigns>,
    State(state): State<AppState>,
    Segment(id): Segment<DesignId>,
    Params(params): Params<DownloadParams>,
) -> ApiResult<Response> {
    if asks(params.oci.as_deref()) {
        return Err(ApiError::NotOffered { what: "this version does not export OCI images" });
    }
    if asks(params.ahpkg.as_deref()) {
        return Err(ApiError::NotOffered { what: "this version does not export Artifact Hub packages" });
    }
    let format = format(params.export.as_deref().unwrap_or_default())?;
    let exported = designs::export(&state.ctx, &who, id, format).await?;
    Ok(attachment(exported, "application/yaml"))
}

/// Downloads the file a design was imported from, byte for byte.
#[utoipa::path(
    get, path = "/api/pattern/download/{id}/{sourcetype}", tag = "designs", operation_id = "downloadDesignSource",
    params(
        ("id" = DesignId, Path, description = "Id of the design."),
        ("sourcetype" = String, Path, description = "Format it was imported from; `original` for whatever it was.", example = "Kubernetes Manifest"),
    ),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "application/octet-stream"),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.read`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such design, or it was not imported from this format.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn download_original(
    who: Can<ReadDesigns>,
    State(state): State<AppState>,
    Segment((id, source_type)): Segment<(DesignId, String)>,
) -> ApiResult<Response> {
    let format = Some(source_type.as_str()).filter(|name| !name.eq_ignore_ascii_case("original"));
    let original = designs::original(&state.ctx, &who, id, format).await?;
    Ok(attachment(original, "application/octet-stream"))
}

/// Tells whether a flag of the query is set; `?oci` alone sets it.
fn asks(flag: Option<&str>) -> bool {
    flag.is_some_and(|flag| !matches!(flag.to_ascii_lowercase().as_str(), "false" | "0"))
}

fn format(name: &str) -> ApiResult<Format> {
    match name.trim().to_ascii_lowercase().replace(['-', '_'], " ").as_str() {
        "" | "design" | "current" => Ok(Format::Design),
        "kubernetes manifest" | "manifest" => Ok(Format::KubernetesManifest),
        _ => Err(ApiError::Parameter {
            name: "export".to_owned(),
            message: format!("`{name}` is no format, use `Design` or `Kubernetes Manifest`"),
        }),
    }
}

fn attachment(exported: Exported, media_type: &'static str) -> Response {
    let mut response = exported.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = format!("attachment; filename=\"{}\"", exported.file_name);
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
