//! The built UI, embedded, so that the server is one file.
//!
//! `ui/dist` is made by `make ui`. Without it (a server built with cargo alone) one plain page says how to
//! build the UI; everything but the pages works the same.

use std::borrow::Cow;

#[derive(rust_embed::RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Dist;

const WITHOUT_UI: &str = include_str!("without-ui.html");

/// A file of the UI.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub media_type: &'static str,
    /// Changes when the content changes.
    pub tag: String,
    /// Whether the name changes with the content, so that browsers may keep it for ever.
    pub is_immutable: bool,
}

/// Returns the file at a path such as `assets/index-3f2c.js`.
#[must_use]
pub fn file(path: &str) -> Option<Asset> {
    if path.is_empty() || path == "index.html" {
        return None;
    }
    let file = Dist::get(path)?;
    let hash = file.metadata.sha256_hash();
    Some(Asset {
        tag: hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect(),
        bytes: file.data,
        media_type: media_type(path),
        is_immutable: path.starts_with("assets/"),
    })
}

/// Returns the one page of the UI.
#[must_use]
pub fn index() -> Cow<'static, [u8]> {
    Dist::get("index.html").map_or(Cow::Borrowed(WITHOUT_UI.as_bytes()), |file| file.data)
}

/// Tells whether the UI was there when the server was built.
#[must_use]
pub fn is_built() -> bool {
    Dist::get("index.html").is_some()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "map" => "application/json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_page() {
        assert!(!index().is_empty());
        assert!(file("no/such/file.js").is_none());
    }
}
