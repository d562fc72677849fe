//! Test support: a real server on a free port, and builders of documents.

mod http;
mod manifest;
mod server;

pub use http::Reply;
pub use manifest::{Objects, manifest_of};
pub use server::Server;
