//! The API over HTTP, on the real server binary with SQLite.

mod bad_input;
mod designs;
mod durability;
mod evaluation;
mod identity;
mod openapi;
mod registry;
mod system;

/// A small manifest whose parts belong together.
pub(crate) const GUESTBOOK: &str = include_str!("../fixtures/guestbook.yaml");
