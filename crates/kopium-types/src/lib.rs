//! Custom resources and their JSON Schemas, read from Rust types as kopium writes them.
//!
//! The crates of the kube-custom-resources-rs project hold one file per kind and API version, made by kopium
//! from a CustomResourceDefinition. [`read`] turns the text of such a file into a [`Resource`]; the
//! [`Listing`] of its crate's README tells what a file of a kind without `spec` leaves out: the kind's name.
//! [`share`] finds what the schemas of many resources have in common. Texts in, values out: no I/O here.
//!
//! Nothing is lost silently: what is not understood is an [`Error`], or a line in [`Resource::problems`].

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod attributes;
mod declarations;
mod docs;
mod error;
mod listing;
mod resource;
mod schema;
mod share;

pub use docs::first_paragraph;
pub use error::Error;
pub use listing::Listing;
pub use resource::{Place, Resource, read};
pub use share::share;
