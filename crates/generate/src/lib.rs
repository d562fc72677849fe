//! Model packages from what people have.
//!
//! - [`from_custom_resources`]: components from definitions of custom resources.
//! - [`from_open_api`]: components from what a live API server says about itself.
//! - [`from_chart`]: a package from a Helm chart.
//! - [`from_sheets`]: packages from the three sheets of registry maintainers.
//! - [`package`]: folders of documents, as Meshery's registry and its archives hold them, read and written.
//!
//! Everything is a function of bytes: no I/O, no clock, no randomness. What is wrong with one of many things
//! is a [`Finding`]; the others come in.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod capabilities;
mod chart;
mod component;
mod custom_resources;
pub mod display_name;
mod error;
mod finding;
mod open_api;
pub mod package;
mod schema;
mod sheets;

pub use chart::{Chart, from_chart};
pub use component::Components;
pub use custom_resources::from_custom_resources;
pub use error::Error;
pub use finding::Finding;
pub use open_api::from_open_api;
pub use sheets::{Packages, Sheets, from_sheets};
