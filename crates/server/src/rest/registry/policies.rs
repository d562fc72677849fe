//! The policies of a model: `GET /api/registry/models/{model}/policies`

use axum::extract::State;
use axum::response::Response;
use meshery_api::registry::PolicyPage;
use meshery_app::Principal;
use meshery_app::registry::{self, index};
use utoipa::IntoParams;

use super::place::{InModel, Place};
use super::refusals::ReadRefusals;
use super::{envelope, json, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// Part of a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes a part of paths, is never made")]
pub(crate) struct Named {
    /// Name of the policy.
    #[param(example = "no-latest-tag")]
    name: String,
}

/// Lists the policies of one model, by name.
#[utoipa::path(
    get, path = "/models/{model}/policies", tag = "registry", operation_id = "getPoliciesOfModel",
    params(InModel, ListParams),
    responses((status = 200, description = "One page of policies.", body = PolicyPage), ReadRefusals)
)]
pub(crate) async fn policies(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(place): Segment<Place>,
    Params(params): Params<ListParams>,
) -> ApiResult<Response> {
    page(&state, &who, place, &params)
}

/// Lists the policies of one model with one name.
#[utoipa::path(
    get, path = "/models/{model}/policies/{name}", tag = "registry", operation_id = "getPolicyOfModel",
    params(InModel, Named, ListParams),
    responses((status = 200, description = "One page of policies.", body = PolicyPage), ReadRefusals)
)]
pub(crate) async fn policies_named(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(place): Segment<Place>,
    Params(params): Params<ListParams>,
) -> ApiResult<Response> {
    page(&state, &who, place, &params)
}

fn page(state: &AppState, who: &Principal, place: Place, params: &ListParams) -> ApiResult<Response> {
    let query = index::PolicyQuery {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        name: place.name,
        model: place.model,
    };
    let listing = registry::read(&state.ctx, who).index().policies(&query);
    let envelope = envelope(query.page, query.page_size, &listing);
    Ok(json(&PolicyPage { envelope, policies: listing.items }))
}
