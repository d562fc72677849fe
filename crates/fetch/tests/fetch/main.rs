//! The guard and the sources behind it, through the crate's public face.
//!
//! What must be refused is tested with connectors that record and never dial; what must work is tested with
//! real servers on loopback, which the test's policy lists.

mod git;
mod helm;
mod limits;
mod oci;
mod redirects;
mod refusals;
mod support;
mod tls;
