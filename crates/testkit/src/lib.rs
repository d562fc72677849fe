//! Test support: a real server on a free port, clients that talk to it, and builders of documents.

mod client;
mod connection;
mod host;
mod issuer;
mod key;
mod manifest;
mod oidc_provider;
mod port;
mod remote_provider;
mod reply;
mod server;

pub use client::Client;
pub use connection::{Answered, Connection};
pub use issuer::{Endpoint, Issuer, Knobs, OldKey, Signature, Trouble};
pub use manifest::{Objects, manifest_of};
pub use oidc_provider::{ClaimsIn, OidcProvider, Person};
pub use port::free_port;
pub use remote_provider::{Call, RemoteProvider};
pub use reply::Reply;
pub use server::{Builder, Server};
