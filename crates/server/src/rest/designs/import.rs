//! `POST /api/pattern/import`

use axum::Json;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use meshery_api::Problem;
use meshery_api::designs::{ImportDesign, ImportedDesign, Warning};
use meshery_app::designs::{self, Import};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::wire;
use crate::AppState;
use crate::http::{
    ApiError, ApiResult, BodyBytes, Can, JsonBody, Params, Upload, WriteDesigns, content_type, etag,
};

/// Form of an import.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API document; the form is read by `Upload`")]
pub(crate) struct ImportForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Name of the new design.
    name: Option<String>,
}

/// Query of an import whose body is the file itself.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportParams {
    /// Name of the new design.
    #[param(example = "guestbook")]
    name: Option<String>,
    /// Name of the file.
    #[serde(rename = "fileName", alias = "file_name")]
    #[param(example = "guestbook.yaml")]
    file_name: Option<String>,
}

/// Imports a Kubernetes manifest or a Meshery design as a new design, evaluated and stored with its source.
///
/// The format is detected from the content. The body is a form with `file`, JSON with `file` (base64) or
/// `content` (text), or the file itself as `application/yaml` or `text/plain`.
#[utoipa::path(
    post, path = "/api/pattern/import", tag = "designs", operation_id = "importDesign", params(ImportParams),
    request_body(content(
        (ImportDesign = "application/json"),
        (ImportForm = "multipart/form-data"),
        (String = "application/yaml"),
    )),
    responses(
        (status = 201, description = "The stored design.", body = ImportedDesign, headers(("ETag" = String, description = "Tag of the stored version."))),
        (status = 400, description = "The file can't be read; `location` says where.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.write`, or a page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is of another type.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The file exceeds a limit, or `url` was sent.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn import(
    who: Can<WriteDesigns>,
    State(state): State<AppState>,
    Params(params): Params<ImportParams>,
    request: Request,
) -> ApiResult<Response> {
    let import = read(request, &state, params).await?;
    let imported = designs::import(&state.ctx, &who, import).await?;
    let warnings = imported.warnings.into_iter().map(|warning| Warning {
        code: warning.code.as_str().to_owned(),
        message: warning.message,
        line: warning.line,
    });
    let tag = etag::value(&designs::tag(&imported.stored.record));
    let answer = ImportedDesign {
        design: wire(imported.stored.record, Some(imported.stored.document)),
        source_type: imported.source_type.as_str().to_owned(),
        warnings: warnings.collect(),
    };
    let mut response = (StatusCode::CREATED, Json(answer)).into_response();
    if let Some(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn read(request: Request, state: &AppState, params: ImportParams) -> ApiResult<Import> {
    match content_type(request.headers()).as_str() {
        "multipart/form-data" => {
            let form = Upload::from_request(request, state).await?;
            let file = form.file.ok_or(meshery_app::Error::NoDocument)?;
            let (name, file_name) = (form.name.or(params.name), form.file_name.or(params.file_name));
            Ok(Import { bytes: file.to_vec(), file_name, name: filled(name) })
        }
        "application/json" => {
            let JsonBody(body) = JsonBody::<ImportDesign>::from_request(request, state).await?;
            let bytes = bytes(&body)?;
            Ok(Import {
                bytes,
                file_name: body.file_name.or(params.file_name),
                name: filled(body.name.or(params.name)),
            })
        }
        ""
        | "application/yaml"
        | "application/x-yaml"
        | "text/yaml"
        | "text/x-yaml"
        | "text/plain"
        | "application/octet-stream" => {
            let BodyBytes(bytes) = BodyBytes::from_request(request, state).await?;
            Ok(Import { bytes: bytes.to_vec(), file_name: params.file_name, name: filled(params.name) })
        }
        other => Err(ApiError::MediaType {
            content_type: other.to_owned(),
            accepted: "`multipart/form-data`, `application/json`, `application/yaml` or `text/plain`",
        }),
    }
}

fn bytes(body: &ImportDesign) -> ApiResult<Vec<u8>> {
    match (&body.file, &body.content, &body.url) {
        (Some(file), _, _) => {
            let encoded: String = file.split_ascii_whitespace().collect();
            STANDARD.decode(encoded).map_err(|error| ApiError::Parameter {
                name: "file".to_owned(),
                message: format!("it is not base64: {error}"),
            })
        }
        (None, Some(content), _) => Ok(content.clone().into_bytes()),
        (None, None, Some(_)) => {
            Err(ApiError::NotOffered { what: "this version does not fetch files from addresses" })
        }
        (None, None, None) => Err(meshery_app::Error::NoDocument.into()),
    }
}

fn filled(name: Option<String>) -> Option<String> {
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}
