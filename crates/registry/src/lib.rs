//! The registry: an in-memory index of models, components, relationship definitions and policies.
//!
//! Definitions come as [`Package`]s and never change once they are in an [`Index`]. A [`Draft`] is a package
//! taken apart, its long texts (schemas, icons) on a [`Shelf`] where each distinct one is once; an
//! [`Assembly`] joins drafts into a [`Layer`], and an index is made of layers: the built-in packages, and over
//! them those that were imported. [`pack`] writes a layer at build time, [`Layer::from_packed`] reads it at
//! run time: names and other metadata at once, long texts only when somebody asks for one. Every listing,
//! filter and search is answered from memory. No I/O, no clock, no randomness; ids are derived from what a
//! definition is, so they are the same on every machine.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod catalog;
mod codec;
mod component_entry;
mod document;
mod error;
pub mod identity;
mod index;
mod list;
mod model_entry;
mod package;
mod query;
mod search;
mod texts;
mod version;

pub use codec::{
    Assembly, Change, Draft, Layer, Merged, MergedEntity, PREFIX_BYTES, Packed, head_length, pack,
};
pub use component_entry::ComponentEntry;
pub use document::{ComponentDocument, RelationshipDocument};
pub use error::Error;
pub use index::{Counts, Index, Statuses};
pub use list::{CategoryEntry, Found, FoundEntity, Listing, RegistrantEntry, RegistrantSummary};
pub use model_entry::ModelEntry;
pub use package::Package;
pub use query::{
    ComponentOrder, ComponentQuery, Direction, Matching, ModelOrder, ModelQuery, NameOrder, Order, OrderKey,
    PageSize, PolicyQuery, Query, RelationshipOrder, RelationshipQuery,
};
pub use texts::{FrameSource, Frames, Shelf, Text, TextKey};
