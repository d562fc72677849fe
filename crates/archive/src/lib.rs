//! Archives of strangers, read within limits; archives of ours, written reproducibly.
//!
//! [`for_each_file`] walks through a tar, tar.gz, tar.zst or zip, or through the layer of an image in OCI or
//! Docker layout inside one, whichever the content shows, and hands out one file at a time: nothing is kept,
//! nothing touches a disk. What has no place in a package ends the walk with an error that names it: absolute
//! names, `..`, links, devices, a name that comes twice, more or larger files than [`Limits`] allow, content
//! that expands beyond proportion, digests that don't fit.
//!
//! [`mod@write`] makes the same bytes from the same files on every machine.
//!
//! Works on any `Read + Seek`; opens nothing itself.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod error;
mod format;
mod guard;
mod image;
mod limits;
mod name;
mod read;
mod tarball;
pub mod write;
mod zipfile;

pub use error::Error;
pub use format::Format;
pub use limits::Limits;
pub use read::{Archive, for_each_file, read_all};
