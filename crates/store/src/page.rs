//! Parts of lists.

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Number of the page, counted from 0.
    pub number: usize,
    /// Items on a page.
    pub size: usize,
}

impl Page {
    pub(crate) fn limit(self) -> i64 {
        i64::try_from(self.size).unwrap_or(i64::MAX)
    }

    pub(crate) fn offset(self) -> i64 {
        i64::try_from(self.number.saturating_mul(self.size)).unwrap_or(i64::MAX)
    }
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    #[default]
    Descending,
}
