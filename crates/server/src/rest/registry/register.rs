//! Imports: `POST /api/registry/register`

use axum::Json;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use meshery_api::Problem;
use meshery_api::imports::{ImportBody, ImportReport, Job, RegisterRequest};
use meshery_app::registry::{self, Import, Remote, Sheets, Upload};
use meshery_model::ModelDefinition;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::jobs::{report, wire};
use super::refusals::WriteRefusals;
use crate::AppState;
use crate::http::{
    ApiError, ApiResult, Can, JsonBody, Params, SpooledForm, WriteRegistry, content_type, from_json, spool,
};

/// Form of an import.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API document; the form is read by `SpooledForm`")]
pub(crate) struct RegisterForm {
    /// A file; there may be several.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What custom resources belong to: a model as JSON.
    model: Option<String>,
}

/// Query of an import.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct RegisterParams {
    /// Answer at once with a job to be watched.
    #[serde(rename = "async")]
    #[param(example = false)]
    is_async: Option<bool>,
    /// Only say what would come in.
    #[serde(rename = "dryRun", alias = "dry_run")]
    #[param(example = true)]
    is_dry_run: Option<bool>,
    /// Name of the file, where the body is the file itself.
    #[serde(rename = "fileName", alias = "file_name")]
    #[param(example = "widgets.yaml")]
    file_name: Option<String>,
}

/// Imports models, components, relationship definitions and policies.
///
/// A file is a package (tar, tar.gz, tar.zst, zip, image in OCI layout), one document of a package, definitions
/// of custom resources, the OpenAPI v3 document of an API server, or a Helm chart; which, its content shows. The
/// body is a form with files, Meshery's JSON with a file in base64 or three sheets, or the file itself. What is
/// wrong with one entity is reported and keeps no other from coming in; everything is saved together or, when
/// the import fails or is cancelled, not at all. The import goes on when the client goes away.
#[utoipa::path(
    post, path = "/register", tag = "registry", operation_id = "register", params(RegisterParams),
    request_body(content(
        (RegisterRequest = "application/json"),
        (RegisterForm = "multipart/form-data"),
        (String = "application/yaml"),
    )),
    responses(
        (status = 200, description = "What came in, and what did not.", body = ImportReport),
        (status = 202, description = "The import has begun.", body = Job, headers(("Location" = String, description = "Where it can be watched."))),
        (status = 422, description = "A file is nothing that can be imported, or exceeds a limit.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many imports are under way.", body = Problem, content_type = "application/problem+json"),
        WriteRefusals,
    )
)]
pub(crate) async fn register(
    who: Can<WriteRegistry>,
    State(state): State<AppState>,
    Params(params): Params<RegisterParams>,
    request: Request,
) -> ApiResult<Response> {
    let is_async = params.is_async.unwrap_or(false);
    let import = read(request, &state, params).await?;
    let job = registry::start(&state.ctx, &who, import)?;
    if !is_async {
        return Ok(Json(report(&*job.finished().await?)).into_response());
    }
    let mut response = (StatusCode::ACCEPTED, Json(wire(&job))).into_response();
    if let Ok(location) = format!("/api/registry/jobs/{}", job.id).parse() {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

async fn read(request: Request, state: &AppState, params: RegisterParams) -> ApiResult<Import> {
    let is_dry_run = params.is_dry_run.unwrap_or(false);
    match content_type(request.headers()).as_str() {
        "multipart/form-data" => {
            let form = SpooledForm::read(request, state).await?;
            let model: Option<ModelDefinition> =
                form.field("model").map(|text| from_json(text.as_bytes())).transpose()?;
            let is_dry_run =
                is_dry_run || matches!(form.field("dryRun").or(form.field("dry_run")), Some("true"));
            let names: Vec<&str> = form.files.iter().map(|(name, _)| name.as_str()).collect();
            let source = names.join(", ");
            let uploads =
                form.files.into_iter().map(|(name, content)| Upload { name, content: Box::new(content) });
            Ok(Import { uploads: uploads.collect(), remote: None, sheets: None, model, source, is_dry_run })
        }
        "application/json" => {
            let JsonBody(body) = JsonBody::<RegisterRequest>::from_request(request, state).await?;
            let is_dry_run = is_dry_run || body.register == Some(false);
            of_json(body.import_body, is_dry_run)
        }
        ""
        | "application/yaml"
        | "application/x-yaml"
        | "text/yaml"
        | "text/plain"
        | "application/gzip"
        | "application/x-gzip"
        | "application/x-tar"
        | "application/zip"
        | "application/zstd"
        | "application/octet-stream" => {
            let name = params.file_name.unwrap_or_else(|| "file".to_owned());
            let content = Box::new(spool(request.into_body(), state).await?);
            let uploads = vec![Upload { name: name.clone(), content }];
            Ok(Import { uploads, remote: None, sheets: None, model: None, source: name, is_dry_run })
        }
        other => Err(ApiError::MediaType {
            content_type: other.to_owned(),
            accepted: "`multipart/form-data`, `application/json`, `application/yaml` or an archive",
        }),
    }
}

fn of_json(body: ImportBody, is_dry_run: bool) -> ApiResult<Import> {
    let mut import = Import {
        uploads: Vec::new(),
        remote: None,
        sheets: None,
        model: body.model.filter(|model| !model.name.is_empty()),
        source: String::new(),
        is_dry_run,
    };
    if let Some(models) = body.model_csv {
        let bytes = |sheet: Option<String>| sheet.filter(|sheet| !sheet.is_empty()).map(data);
        import.sheets = Some(Sheets {
            models: data(models),
            components: bytes(body.component_csv),
            relationships: bytes(body.relationship_csv),
        });
        "sheets".clone_into(&mut import.source);
    } else if let Some(file) = body.model_file {
        let name = body.file_name.unwrap_or_else(|| "file".to_owned());
        let encoded = file.split_once(";base64,").map_or(file.as_str(), |(_, encoded)| encoded);
        let encoded: String = encoded.split_ascii_whitespace().collect();
        let bytes = STANDARD.decode(encoded).map_err(|error| ApiError::Parameter {
            name: "importBody.modelFile".to_owned(),
            message: format!("it is not base64: {error}"),
        })?;
        import.uploads.push(Upload::of_bytes(&name, bytes));
        import.source = name;
    } else if let Some(url) = body.url {
        import.source.clone_from(&url);
        import.remote = Some(match body.chart {
            Some(name) => Remote::Chart { repository: url, name, version: body.chart_version },
            None => Remote::Url(url),
        });
    } else {
        return Err(meshery_app::Error::NothingToImport.into());
    }
    Ok(import)
}

/// Returns a sheet, which clients send as text or as a data URL.
fn data(sheet: String) -> Vec<u8> {
    let encoded = sheet.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
    match encoded.and_then(|(_, encoded)| STANDARD.decode(encoded.trim()).ok()) {
        Some(bytes) => bytes,
        None => sheet.into_bytes(),
    }
}
