//! Model packages from what people have.
//!
//! - [`package`]: folders of documents, as Meshery's registry and its archives hold them, read and written.
//!
//! Everything is a function of bytes: no I/O, no clock, no randomness. What is wrong with one of many things
//! is a [`Finding`]; the others come in.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod finding;
pub mod package;

pub use finding::Finding;
