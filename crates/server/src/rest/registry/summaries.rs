//! Categories, registrants and numbers: `GET /api/registry/categories`, `/registrants`, `/summary`

use axum::Json;
use axum::extract::State;
use meshery_api::registry::{
    Category, CategoryPage, Registrant, RegistrantPage, RegistrantSummary, RegistrySummary,
};
use meshery_app::Principal;
use meshery_app::registry::{self, index};

use super::place::{InCategory, Place};
use super::refusals::ReadRefusals;
use super::{envelope, order, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry, Segment};

/// Lists the categories that models belong to.
#[utoipa::path(
    get, path = "/categories", tag = "registry", operation_id = "getCategories", params(ListParams),
    responses((status = 200, description = "One page of categories.", body = CategoryPage), ReadRefusals)
)]
pub(crate) async fn categories(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<CategoryPage>> {
    category_page(&state, &who, &query(&params, None)?)
}

/// Lists the category of one name.
#[utoipa::path(
    get, path = "/categories/{category}", tag = "registry", operation_id = "getCategory",
    params(InCategory, ListParams),
    responses((status = 200, description = "One page of categories.", body = CategoryPage), ReadRefusals)
)]
pub(crate) async fn categories_named(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Segment(place): Segment<Place>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<CategoryPage>> {
    category_page(&state, &who, &query(&params, place.category)?)
}

fn category_page(state: &AppState, who: &Principal, query: &index::Query) -> ApiResult<Json<CategoryPage>> {
    let listing = registry::read(&state.ctx, who).index().categories(query);
    let envelope = envelope(query.page, query.page_size, &listing);
    let categories = listing.items.into_iter().map(|entry| Category {
        id: entry.id,
        name: entry.name,
        metadata: entry.metadata,
    });
    Ok(Json(CategoryPage { envelope, categories: categories.collect() }))
}

/// Lists who registered models, with counts of what they registered.
#[utoipa::path(
    get, path = "/registrants", tag = "registry", operation_id = "getRegistrants", params(ListParams),
    responses((status = 200, description = "One page of registrants.", body = RegistrantPage), ReadRefusals)
)]
pub(crate) async fn registrants(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<RegistrantPage>> {
    let query = query(&params, None)?;
    let listing = registry::read(&state.ctx, &who).index().registrants(&query);
    let envelope = envelope(query.page, query.page_size, &listing);
    let registrants = listing.items.into_iter().map(|entry| Registrant {
        id: entry.id,
        hostname: entry.name.clone(),
        name: entry.name,
        kind: entry.kind,
        summary: RegistrantSummary {
            models: entry.summary.models,
            components: entry.summary.components,
            relationships: entry.summary.relationships,
            policies: entry.summary.policies,
        },
    });
    Ok(Json(RegistrantPage { envelope, registrants: registrants.collect() }))
}

/// Counts what is registered.
#[utoipa::path(
    get, path = "/summary", tag = "registry", operation_id = "getRegistrySummary",
    responses((status = 200, description = "The numbers.", body = RegistrySummary), ReadRefusals)
)]
pub(crate) async fn summary(who: Can<ReadRegistry>, State(state): State<AppState>) -> Json<RegistrySummary> {
    let counts = registry::read(&state.ctx, &who).index().counts();
    Json(RegistrySummary {
        models: counts.models,
        components: counts.components,
        relationships: counts.relationships,
        policies: counts.policies,
        categories: counts.categories,
        registrants: counts.registrants,
    })
}

fn query(params: &ListParams, name: Option<String>) -> ApiResult<index::Query> {
    Ok(index::Query {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        order: order(params)?,
        name,
        ..index::Query::default()
    })
}
