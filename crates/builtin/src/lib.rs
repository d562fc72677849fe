//! The registry that every Meshery has: the built-in models, with no download and no database.
//!
//! The build script makes the packages (the Kubernetes kinds from the types and schemas of `k8s-openapi`, the
//! relationship definitions from `relationships/`), packs them and hands the bytes over here.

use std::sync::OnceLock;

use meshery_registry::Index;

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/registry.bin"));
static INDEX: OnceLock<Index> = OnceLock::new();

/// Returns the index of everything built in. The first call reads it, which takes a few milliseconds.
#[must_use]
pub fn index() -> &'static Index {
    INDEX.get_or_init(|| {
        // The bytes and their reader come from one build; the crate's tests read them. An empty registry is
        // still a working one.
        Index::from_packed(PACKED).unwrap_or_else(|_| Index::from_packages(Vec::new()))
    })
}

/// Returns the packed packages, as [`Index::from_packed`] reads them.
#[must_use]
pub fn packed() -> &'static [u8] {
    PACKED
}
