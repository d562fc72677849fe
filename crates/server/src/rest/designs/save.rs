//! `POST /api/pattern`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use meshery_api::Problem;
use meshery_api::designs::{Design, SaveDesign};
use meshery_app::designs::{self, Document, Save, Visibility};

use super::wire;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, JsonBody, WriteDesigns, etag};

/// Saves a design: a new one, or a new version of the one with this id.
///
/// The answer is a list with the stored design; with `save: false` nothing is stored and the answer is the
/// parsed and evaluated document.
#[utoipa::path(
    post, path = "/api/pattern", tag = "designs", operation_id = "saveDesign", request_body = SaveDesign,
    params(("If-Match" = Option<String>, Header, description = "Tag of the version the change is based on.")),
    responses(
        (status = 200, description = "The stored design.", body = Vec<Design>, headers(("ETag" = String, description = "Tag of the stored version."))),
        (status = 400, description = "The body carries no design.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.write`, or the design is somebody else's, or a page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`If-Match` was sent and there is no such design.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "The design changed meanwhile.", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not JSON.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The design exceeds a limit.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn save(
    who: Can<WriteDesigns>,
    State(state): State<AppState>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<SaveDesign>,
) -> ApiResult<Response> {
    let keep = body.save.unwrap_or(true);
    let request = request(body, etag::if_match(&headers))?;
    if !keep {
        let design = designs::preview(&state.ctx, request.document, request.name).await?;
        return Ok(Json(design).into_response());
    }
    let stored = designs::save(&state.ctx, &who, request).await?;
    let tag = etag::value(&designs::tag(&stored.record));
    let mut response = Json([wire(stored.record, Some(stored.document))]).into_response();
    if let Some(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Finds id, name and document in the newest and the older form of the body.
fn request(body: SaveDesign, expected: Option<String>) -> ApiResult<Save> {
    let inner = body.pattern_data.unwrap_or_default();
    let visibility = body.visibility.or(inner.visibility).as_deref().map(visibility).transpose()?;
    let text = body.pattern_file.or(Some(inner.pattern_file)).filter(|text| !text.trim().is_empty());
    let document = match (body.design_file, text) {
        (Some(value), _) => Document::Value(value),
        (None, Some(text)) => Document::Text(text),
        (None, None) => return Err(meshery_app::Error::NoDocument.into()),
    };
    Ok(Save {
        id: body.id.or(inner.id),
        name: body.name.or(inner.name),
        document,
        visibility,
        message: body.message.unwrap_or_default(),
        expected,
    })
}

fn visibility(word: &str) -> ApiResult<Visibility> {
    match word {
        "private" => Ok(Visibility::Private),
        "public" => Ok(Visibility::Public),
        _ => Err(ApiError::Parameter {
            name: "visibility".to_owned(),
            message: format!("`{word}` is neither `private` nor `public`"),
        }),
    }
}
