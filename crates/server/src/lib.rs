//! The server: REST, OpenAPI with Swagger UI, and the embedded UI, over the use cases of `meshery-app`.
//!
//! `rest/mod.rs` is the table of contents of the API. A handler's extractors do authentication and limits,
//! its body calls one use case, `http/error.rs` maps what can go wrong to a status.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod commands;
pub mod config;
mod http;
mod rest;
mod state;

pub use http::router;
pub use rest::openapi;
pub use state::AppState;

/// Version of this server, as shown to people.
pub const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));
/// Commit it was built from, `unknown` outside a repository.
pub const COMMIT: &str = env!("MESHERY_COMMIT");
