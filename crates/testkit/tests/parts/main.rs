//! The parts of the testkit as tests use them.

mod flow;
mod issuer;
mod oidc_provider;
mod server;
