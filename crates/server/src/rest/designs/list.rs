//! `GET /api/pattern`

use axum::Json;
use axum::extract::State;
use meshery_api::designs::DesignPage;
use meshery_api::{Envelope, Problem};
use meshery_app::designs::{self, DesignFilter, DesignSort, Direction, List, Page};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire;
use crate::AppState;
use crate::http::{ApiError, ApiResult, Can, ListParams, Params, ReadDesigns};

const DEFAULT_PAGE: usize = 25;
const ORDERS: &str = "`name`, `created_at`, `updated_at`";

/// What only the list of designs takes.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct DesignParams {
    /// `pattern_file` to return the documents too.
    #[param(example = "pattern_file")]
    populate: Option<String>,
    /// Visibilities, as a JSON array or one word: `private`, `public`, `published`.
    #[param(example = "private")]
    visibility: Option<String>,
    /// Only designs changed after this time (RFC 3339).
    #[serde(alias = "updatedAfter")]
    #[param(example = "2026-01-01T00:00:00Z")]
    updated_after: Option<String>,
}

/// Lists designs, newest change first unless `order` says otherwise.
#[utoipa::path(
    get, path = "/api/pattern", tag = "designs", operation_id = "getDesigns", params(ListParams, DesignParams),
    responses(
        (status = 200, description = "One page of designs.", body = DesignPage),
        (status = 400, description = "A parameter is wrong.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "This needs `designs.read`.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    who: Can<ReadDesigns>,
    State(state): State<AppState>,
    Params(params): Params<ListParams>,
    Params(extra): Params<DesignParams>,
) -> ApiResult<Json<DesignPage>> {
    let size = params.page_size(DEFAULT_PAGE, state.page_size)?;
    let (sort, direction) = sort(&params)?;
    let query = List {
        filter: filter(&params, &extra)?,
        sort,
        direction,
        page: Page { number: params.page, size },
        with_documents: extra.populate.as_deref() == Some("pattern_file"),
    };
    let (found, total) = designs::list(&state.ctx, &who, query).await?;
    let patterns = found.into_iter().map(|(record, document)| wire(record, document)).collect();
    Ok(Json(DesignPage { envelope: Envelope::new(params.page, size, total), patterns }))
}

fn sort(params: &ListParams) -> ApiResult<(DesignSort, Direction)> {
    let Some(order) = params.order()? else { return Ok((DesignSort::default(), Direction::default())) };
    let sort = match order.key.as_str() {
        "name" => DesignSort::Name,
        "created_at" | "createdAt" => DesignSort::CreatedAt,
        "updated_at" | "updatedAt" => DesignSort::UpdatedAt,
        _ => return Err(ApiError::Order { order: order.key, allowed: ORDERS.to_owned() }),
    };
    Ok((sort, if order.descending { Direction::Descending } else { Direction::Ascending }))
}

fn filter(params: &ListParams, extra: &DesignParams) -> ApiResult<DesignFilter> {
    let wrong = |name: &str, message: String| ApiError::Parameter { name: name.to_owned(), message };
    let visibility = match extra.visibility.as_deref().map(str::trim) {
        None | Some("") => Vec::new(),
        Some(text) if text.starts_with('[') => {
            serde_json::from_str(text).map_err(|error| wrong("visibility", error.to_string()))?
        }
        Some(text) => vec![text.to_owned()],
    };
    let updated_after = match extra.updated_after.as_deref() {
        None | Some("") => None,
        Some(text) => {
            Some(text.parse::<jiff::Timestamp>().map_err(|error| wrong("updated_after", error.to_string()))?)
        }
    };
    Ok(DesignFilter { search: params.search(), visibility, updated_after, ..DesignFilter::default() })
}
