//! `GET` and `DELETE /api/pattern/{id}`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use meshery_api::Problem;
use meshery_api::designs::{DeletedDesign, Design};
use meshery_app::designs;
use meshery_model::DesignId;

use super::wire;
use crate::AppState;
use crate::http::{ApiResult, Can, DeleteDesigns, ReadDesigns, Segment, etag};

/// Returns one design with its document. The `ETag` is what `If-Match` of a later save names.
#[utoipa::path(
    get, path = "/api/pattern/{id}", tag = "designs", operation_id = "getDesign",
    params(("id" = DesignId, Path, description = "Id of the design.")),
    responses(
        (status = 200, description = "The design.", body = Design, headers(("ETag" = String, description = "Tag of this version."))),
        (status = 304, description = "The client's copy (`If-None-Match`) is still good."),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.read`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such design.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn get(
    who: Can<ReadDesigns>,
    State(state): State<AppState>,
    Segment(id): Segment<DesignId>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let stored = designs::get(&state.ctx, &who, id).await?;
    let tag = designs::tag(&stored.record);
    let mut response = if etag::is_fresh(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(wire(stored.record, Some(stored.document))).into_response()
    };
    if let Some(tag) = etag::value(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Deletes a design with its history. With `If-Match`, only if that is still its version.
#[utoipa::path(
    delete, path = "/api/pattern/{id}", tag = "designs", operation_id = "deleteDesign",
    params(
        ("id" = DesignId, Path, description = "Id of the design."),
        ("If-Match" = Option<String>, Header, description = "Tag of the version that may be deleted."),
    ),
    responses(
        (status = 200, description = "The design is gone.", body = DeletedDesign),
        (status = 400, description = "The id is no UUID.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.delete`, or the design is somebody else's, or a page of another site sent the request.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such design.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "The design changed meanwhile.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn delete(
    who: Can<DeleteDesigns>,
    State(state): State<AppState>,
    Segment(id): Segment<DesignId>,
    headers: HeaderMap,
) -> ApiResult<Json<DeletedDesign>> {
    let gone = designs::delete(&state.ctx, &who, id, etag::if_match(&headers).as_deref()).await?;
    Ok(Json(DeletedDesign { id: gone.id, name: gone.name }))
}
