//! Query and path parameters, read leniently and refused clearly.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::ApiError;

/// The query of a request.
#[derive(Debug)]
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => Err(wrong_query(&rejection)),
        }
    }
}

fn wrong_query(rejection: &QueryRejection) -> ApiError {
    let text =
        std::error::Error::source(rejection).map_or_else(|| rejection.to_string(), ToString::to_string);
    let (name, message) = text.split_once(": ").unwrap_or(("query", &text));
    ApiError::Parameter { name: name.to_owned(), message: message.to_owned() }
}

/// The variable parts of a path.
#[derive(Debug)]
pub(crate) struct Segment<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Segment<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(wrong)) => {
                Err(ApiError::Parameter { name: "path".to_owned(), message: wrong.body_text() })
            }
            Err(other) => Err(ApiError::Parameter { name: "path".to_owned(), message: other.to_string() }),
        }
    }
}

/// What every list takes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Number of the page, counted from 0.
    #[param(minimum = 0, example = 0)]
    pub page: usize,
    /// Items on a page, or `all`. Also read as `pageSize` and `page_size`.
    #[serde(alias = "pageSize", alias = "page_size")]
    #[param(example = "25", pattern = "^(all|[0-9]*)$")]
    pub pagesize: Option<String>,
    /// Text to look for.
    #[param(example = "web")]
    pub search: Option<String>,
    /// Key and direction, such as `name asc`.
    #[param(example = "name asc")]
    pub order: Option<String>,
    /// The older form: the key here and only the direction in `order`, or a direction beside `order`.
    #[param(example = "asc")]
    pub sort: Option<String>,
}

impl ListParams {
    /// Returns the page size: what was asked for, `default` if nothing was, `most` for `all` and beyond.
    pub(crate) fn page_size(&self, default: usize, most: usize) -> Result<usize, ApiError> {
        let Some(text) = self.pagesize.as_deref().filter(|text| !text.is_empty()) else { return Ok(default) };
        if text == "all" {
            return Ok(most);
        }
        let wrong = |message: String| ApiError::Parameter { name: "pagesize".to_owned(), message };
        match text.parse::<usize>() {
            Ok(0) => Ok(default),
            Ok(size) if size <= most => Ok(size),
            Ok(_) => Err(wrong(format!("at most {most} items fit on a page (`limits.page_size`)"))),
            Err(_) => Err(wrong(format!("`{text}` is neither a number nor `all`"))),
        }
    }

    /// Returns the text to look for.
    pub(crate) fn search(&self) -> Option<String> {
        self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Returns key and direction, whichever way they were written; `None` for the list's default.
    pub(crate) fn order(&self) -> Result<Option<Order>, ApiError> {
        let text = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
        let (order, sort) = (text(&self.order), text(&self.sort));
        let mut key = None;
        let mut descending = None;
        let words = order.split_whitespace().map(|word| (word, false));
        for (word, in_sort) in words.chain(sort.split_whitespace().map(|word| (word, true))) {
            match (word.to_ascii_lowercase().as_str(), &key) {
                // Where `order` says it all, `sort` is what a client sends along by habit.
                ("asc" | "desc", _) if in_sort && descending.is_some() => {}
                ("asc", _) if descending.is_none() => descending = Some(false),
                ("desc", _) if descending.is_none() => descending = Some(true),
                (_, None) => key = Some(word.to_owned()),
                _ => {
                    let order = format!("{order} {sort}").trim().to_owned();
                    return Err(ApiError::Order { order, allowed: "the list's keys".to_owned() });
                }
            }
        }
        Ok(key.map(|key| Order { key, descending: descending.unwrap_or(false) }))
    }
}

/// What a list is to be sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub key: String,
    pub descending: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(order: &str, sort: &str) -> ListParams {
        ListParams { order: Some(order.to_owned()), sort: Some(sort.to_owned()), ..ListParams::default() }
    }

    #[test]
    fn orders_are_read_in_both_forms() {
        let by_name = Some(Order { key: "name".to_owned(), descending: true });
        assert_eq!(params("name desc", "").order().expect("order"), by_name);
        assert_eq!(params("name", "desc").order().expect("order"), by_name);
        assert_eq!(params("desc", "name").order().expect("order"), by_name);
        assert_eq!(params("name desc", "asc").order().expect("order"), by_name);
        assert_eq!(params("", "").order().expect("order"), None);
        assert!(params("name; drop table designs", "").order().is_err());
    }

    #[test]
    fn page_sizes_are_bounded() {
        let size = |text: &str| {
            ListParams { pagesize: Some(text.to_owned()), ..ListParams::default() }.page_size(25, 100)
        };
        assert_eq!(size("10").expect("size"), 10);
        assert_eq!(size("all").expect("size"), 100);
        assert_eq!(size("0").expect("size"), 25);
        assert!(size("101").is_err());
        assert!(size("-1").is_err());
    }
}
