//! The one place that makes requests to addresses a client named.
//!
//! [`Fetcher`] is the guarded door: http and https only, public addresses only unless the operator lists
//! others, checked after resolving and again after every redirect, connected to exactly what was checked,
//! bounded in size and time. On it stand the sources that packages come from: [`oci`] registries, [`helm`]
//! repositories, [`artifact_hub`] and [`git`] servers; [`Source`] tells which of them an address names.
//! Proxies named in the environment are never used: a proxy resolves names itself, so that nothing checked
//! here would hold.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

mod address;
mod answer;
pub mod artifact_hub;
mod body;
mod connect;
mod digest;
mod error;
mod fetcher;
pub mod git;
pub mod helm;
pub mod oci;
mod policy;
mod redirect;
mod request;
mod resolve;
mod source;
mod target;

pub use address::{Range, classify};
pub use body::Body;
pub use connect::{Connector, Stream, TcpConnector};
pub use error::Error;
pub use fetcher::{Fetched, Fetcher};
pub use policy::{Allowed, Policy};
pub use resolve::{Resolver, SystemResolver};
pub use source::Source;
