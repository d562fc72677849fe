//! What every list takes.

/// How many items a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageSize {
    /// At most this many.
    Rows(usize),
    /// As many as the server gives on one page.
    All,
}

/// Which page of a list, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListQuery {
    /// Number of the page, counted from 0.
    pub page: usize,
    /// Items on a page.
    pub page_size: PageSize,
    /// Text to look for.
    pub search: Option<String>,
    /// Key and direction, such as `name asc`.
    pub order: Option<String>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { page: 0, page_size: PageSize::All, search: None, order: None }
    }
}

impl ListQuery {
    /// Returns the query of a request.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let size = match self.page_size {
            PageSize::Rows(rows) => rows.to_string(),
            PageSize::All => "all".to_owned(),
        };
        let mut pairs = vec![("page", self.page.to_string()), ("pagesize", size)];
        push(&mut pairs, "search", self.search.as_ref());
        push(&mut pairs, "order", self.order.as_ref());
        pairs
    }
}

/// Adds a filter if it is set.
pub(crate) fn push(pairs: &mut Vec<(&'static str, String)>, name: &'static str, value: Option<&String>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        pairs.push((name, value.clone()));
    }
}
