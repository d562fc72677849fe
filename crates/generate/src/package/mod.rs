//! Packages as folders of documents: `<model>/<model version>/<definition version>/model.json` with
//! `components/*.json`, `relationships/*.json`, `policies/*.rego` and `connections/*.json` beside it.
//!
//! [`read_file`] reads one document and keeps nothing, so a registry of a gigabyte streams through it;
//! [`Collector`] puts documents together that came in any order; [`export`] writes the layout. Documents of
//! older schema versions are brought to the shape of today while they are read.

mod collect;
mod component;
mod document;
mod export;
mod lenient;
mod older;
mod place;

pub use collect::{Collected, Collection, Collector};
pub use document::{Entity, File, read_file};
pub use export::{Export, FileType, export};
pub(crate) use older::without_nulls;
