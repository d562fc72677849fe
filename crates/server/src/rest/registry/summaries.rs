//! `GET /api/meshmodels/categories` and `/api/meshmodels/registrants`

use axum::Json;
use axum::extract::State;
use meshery_api::Problem;
use meshery_api::registry::{Category, CategoryPage, Registrant, RegistrantPage, RegistrantSummary};
use meshery_app::registry::{self, index};

use super::{envelope, order, page_size};
use crate::AppState;
use crate::http::{ApiResult, Can, ListParams, Params, ReadRegistry};

/// Lists the categories that models belong to.
#[utoipa::path(
    get, path = "/api/meshmodels/categories", tag = "registry", operation_id = "getCategories", params(ListParams),
    responses(
        (status = 200, description = "One page of categories.", body = CategoryPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn categories(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<CategoryPage>> {
    let query = query(&params)?;
    let listing = registry::categories(&state.ctx, &who, &query);
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
    get, path = "/api/meshmodels/registrants", tag = "registry", operation_id = "getRegistrants", params(ListParams),
    responses(
        (status = 200, description = "One page of registrants.", body = RegistrantPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `registry.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn registrants(
    who: Can<ReadRegistry>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
) -> ApiResult<Json<RegistrantPage>> {
    let query = query(&params)?;
    let listing = registry::registrants(&state.ctx, &who, &query);
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

fn query(params: &ListParams) -> ApiResult<index::Query> {
    Ok(index::Query {
        page: params.page,
        page_size: page_size(params)?,
        search: params.search(),
        order: order(params)?,
        ..index::Query::default()
    })
}
