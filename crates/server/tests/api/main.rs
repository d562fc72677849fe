//! The API over HTTP, on the real server binary with SQLite.

mod access;
mod accounts;
mod bad_input;
mod designs;
mod durability;
mod evaluation;
mod identity;
mod imports;
mod listening;
mod openapi;
mod people;
mod registry;
mod registry_changes;
mod system;
mod tokens;

/// A small manifest whose parts belong together.
pub(crate) const GUESTBOOK: &str = include_str!("../fixtures/guestbook.yaml");
