//! `GET /api/meshmodels/relationships` and the relationship definitions of a model.

use axum::Json;
use axum::extract::State;
use meshery_api::registry::RelationshipPage;
use meshery_api::{Envelope, Problem};
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::{envelope, order, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// What only lists of relationship definitions take.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct RelationshipParams {
    /// Only this kind.
    #[param(example = "edge")]
    kind: Option<String>,
    /// Only this type.
    #[serde(rename = "type")]
    #[param(example = "non-binding")]
    rel_type: Option<String>,
    /// Only this subtype.
    #[serde(rename = "subType", alias = "sub_type")]
    #[param(example = "network")]
    sub_type: Option<String>,
    /// Only definitions of this model.
    #[param(example = "kubernetes")]
    model: Option<String>,
    /// Only definitions of models of this version.
    #[param(example = "v1.0.0")]
    version: Option<String>,
    /// Only definitions with this status; `all` for any.
    #[param(example = "enabled")]
    status: Option<String>,
}

/// A [`RelationshipPage`] written straight from the index.
#[derive(Serialize)]
pub(crate) struct Page {
    #[serde(flatten)]
    envelope: Envelope,
    relationships: Vec<index::RelationshipDocument<'static>>,
}

/// Lists relationship definitions.
#[utoipa::path(
    get, path = "/api/meshmodels/relationships", tag = "registry", operation_id = "getRelationships",
    params(ListParams, RelationshipParams),
    responses(
        (status = 200, description = "One page of definitions.", body = RelationshipPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn relationships(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
    Params(extra): Params<RelationshipParams>,
) -> ApiResult<Json<Page>> {
    page(&state, &who, &params, extra)
}

/// Lists the relationship definitions of one model.
#[utoipa::path(
    get, path = "/api/meshmodels/models/{model}/relationships", tag = "registry", operation_id = "getRelationshipsOfModel",
    params(
        ("model" = String, Path, description = "Name of the model.", example = "kubernetes"),
        ListParams,
        RelationshipParams,
    ),
    responses(
        (status = 200, description = "One page of definitions.", body = RelationshipPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn relationships_of_model(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(model): Segment<String>,
    Params(params): Params<ListParams>,
    Params(extra): Params<RelationshipParams>,
) -> ApiResult<Json<Page>> {
    let extra = RelationshipParams { model: Some(model), ..extra };
    page(&state, &who, &params, extra)
}

fn page(
    state: &AppState,
    who: &Principal,
    params: &ListParams,
    extra: RelationshipParams,
) -> ApiResult<Json<Page>> {
    let query = index::RelationshipQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        order: order(params)?,
        kind: extra.kind,
        rel_type: extra.rel_type,
        sub_type: extra.sub_type,
        model: extra.model,
        version: extra.version,
        status: extra.status,
    };
    let listing = registry::relationships(&state.ctx, who, &query);
    Ok(Json(Page { envelope: envelope(query.page, query.page_size, &listing), relationships: listing.items }))
}
