//! The registry over REST: `/api/registry`, and the same under its older name `/api/meshmodels`.

mod change;
mod components;
mod export;
mod generate;
mod jobs;
mod models;
mod place;
mod policies;
mod refusals;
mod register;
mod relationships;
mod search;
mod summaries;
mod validate;

pub(super) use change::*;
pub(super) use components::*;
pub(super) use export::*;
pub(super) use generate::*;
pub(super) use jobs::*;
pub(super) use models::*;
pub(super) use policies::*;
pub(super) use register::*;
pub(super) use relationships::*;
pub(super) use search::*;
pub(super) use summaries::*;
pub(super) use validate::*;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use meshery_api::Envelope;
use meshery_app::registry::index::{Direction, Listing, Order, OrderKey, PageSize};
use serde::Serialize;

use crate::http::{ApiError, ApiResult, ListParams};

/// Size of a page when none is asked for.
const DEFAULT_PAGE: usize = 25;
/// Largest page. Registry lists may be read whole with `pagesize=all`: they are answered from memory.
const LARGEST_PAGE: usize = 100_000;

fn page_size(params: &ListParams) -> ApiResult<PageSize> {
    if params.pagesize.as_deref() == Some("all") {
        return Ok(PageSize::All);
    }
    let rows = params.page_size(DEFAULT_PAGE, usize::MAX)?;
    if rows > LARGEST_PAGE {
        let message = format!("at most {LARGEST_PAGE} items fit on a page of the registry, or `all`");
        return Err(ApiError::Parameter { name: "pagesize".to_owned(), message });
    }
    Ok(PageSize::Rows(rows))
}

fn order<K: OrderKey>(params: &ListParams) -> ApiResult<Option<Order<K>>> {
    let Some(order) = params.order()? else { return Ok(None) };
    let direction = if order.descending { Direction::Descending } else { Direction::Ascending };
    Ok(Some(Order { key: K::parse(&order.key)?, direction }))
}

/// Describes the page that `listing` is.
fn envelope<T>(page: usize, size: PageSize, listing: &Listing<T>) -> Envelope {
    let size = match size {
        PageSize::Rows(rows) => rows,
        PageSize::All => listing.items.len(),
    };
    Envelope::new(page, size, listing.total)
}

/// Writes an answer now, while what it borrows is there.
fn json<T: Serialize>(answer: &T) -> Response {
    Json(answer).into_response()
}
