//! Wire types: request bodies, pages and the error body, as clients of Meshery v1.x read and write them.
//!
//! Answers are camelCase and exact; requests are read leniently, in both casings. The documents themselves
//! (designs, components, relationships) are those of `meshery-model`. The wire calls a design "pattern":
//! that word appears here, in the store's history and nowhere else.

pub mod designs;
pub mod evaluation;
pub mod identity;
pub mod imports;
mod page;
mod problem;
pub mod registry;
mod stream;
pub mod system;

pub use page::Envelope;
pub use problem::{Location, Problem};
pub use stream::StreamEvent;
