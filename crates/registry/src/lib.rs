//! The registry: an in-memory index of models, components and relationship definitions.
//!
//! Definitions come as [`Package`]s and never change once they are in an [`Index`]. [`pack`] turns packages
//! into bytes at build time, [`Index::from_packed`] reads them back at run time: names and other metadata at
//! once, JSON Schemas only when somebody asks for one. Every listing, filter and search is answered from
//! memory. No I/O, no clock, no randomness; ids are derived from what a definition is, so they are the same
//! on every machine.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod catalog;
mod codec;
mod document;
mod entry;
mod error;
pub mod identity;
mod index;
mod list;
mod package;
mod query;
mod schemas;
mod search;
mod version;

pub use codec::pack;
pub use document::{ComponentDocument, RelationshipDocument};
pub use entry::ComponentEntry;
pub use error::Error;
pub use index::{Counts, Index};
pub use list::{CategoryEntry, Listing, RegistrantEntry, RegistrantSummary};
pub use package::Package;
pub use query::{
    ComponentOrder, ComponentQuery, Direction, Matching, ModelOrder, ModelQuery, NameOrder, Order, OrderKey,
    PageSize, Query, RelationshipOrder, RelationshipQuery,
};
