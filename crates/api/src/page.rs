//! The envelope around every list.

use serde::{Deserialize, Serialize};

/// Where a page lies in its list. Both spellings are written: v1 clients read `pageSize` and `totalCount`,
/// older ones `page_size` and `total_count`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// Number of this page, counted from 0.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub page: usize,
    /// Size of pages that was asked for; for `all`, the number of items returned.
    #[cfg_attr(feature = "openapi", schema(example = 25))]
    pub page_size: usize,
    /// Number of items in the whole list.
    #[cfg_attr(feature = "openapi", schema(example = 81))]
    pub total_count: usize,
    /// The same as `pageSize`.
    #[serde(default, rename = "page_size")]
    #[cfg_attr(feature = "openapi", schema(example = 25))]
    pub legacy_page_size: usize,
    /// The same as `totalCount`.
    #[serde(default, rename = "total_count")]
    #[cfg_attr(feature = "openapi", schema(example = 81))]
    pub legacy_total_count: usize,
}

impl Envelope {
    /// Describes one page.
    #[must_use]
    pub const fn new(page: usize, page_size: usize, total_count: usize) -> Self {
        Self { page, page_size, total_count, legacy_page_size: page_size, legacy_total_count: total_count }
    }
}
