//! Providers: who is asking, and how they proved it.
//!
//! A [`Provider`] turns the credentials of a request into a [`Principal`]. [`Providers`] holds those that
//! are configured and finds the one a request chose. Nothing here knows HTTP: what a cookie or a header is,
//! is the server's business. The only provider so far is [`Local`], Meshery's "None": one user, no
//! authentication.

mod error;
mod local;
mod principal;
mod provider;

pub use error::Error;
pub use local::Local;
pub use principal::{Principal, User};
pub use provider::{Credentials, Kind, Properties, Provider, Providers};
