//! From names to addresses.

use std::io;
use std::net::IpAddr;

use async_trait::async_trait;

/// Resolves names. What it answers is checked, and connections go to what was checked.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// Returns every address of a name.
    ///
    /// # Errors
    /// When the name can't be resolved.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// Resolves as the operating system does.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}
