//! Entity tags: what a client's copy is, and what its change is based on.

use axum::http::{HeaderMap, HeaderValue, header};

/// Writes a tag as a header value.
pub(crate) fn value(tag: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("\"{tag}\"")).ok()
}

/// Reads `If-Match`; `None` when it is missing or `*`.
pub(crate) fn if_match(headers: &HeaderMap) -> Option<String> {
    read(headers, &header::IF_MATCH)
}

/// Tells whether `If-None-Match` names this tag: the client's copy is still good.
pub(crate) fn is_fresh(headers: &HeaderMap, tag: &str) -> bool {
    let Some(text) = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    text.split(',').any(|one| bare(one) == tag)
}

fn read(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?;
    (text.trim() != "*").then(|| bare(text).to_owned())
}

fn bare(tag: &str) -> &str {
    // Compression makes tags weak on their way; the version they name is the same.
    tag.trim().trim_start_matches("W/").trim_matches('"')
}
