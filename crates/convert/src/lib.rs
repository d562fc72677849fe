//! Manifests to and from designs. Pure on bytes: no I/O, no clock, no randomness.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod custom;
pub mod design;
mod error;
mod import;
mod kinds;
mod limits;
mod lists;
pub mod manifest;
pub mod yaml;

pub use error::{Error, Location};
pub use import::{Imported, SourceType, Warning, import};
pub use kinds::Kinds;
pub use limits::Limits;
