//! The parts of the testkit as tests use them.

mod flow;
mod issuer;
mod oidc_provider;
mod remote_provider;
mod server;
