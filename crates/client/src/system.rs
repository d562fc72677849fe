//! Facts about the server.

use meshery_api::system::Version;

use crate::{Answer, Client, Error};

/// Whether a part of the server works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It does.
    Ready,
    /// It does not; holds what the server says about it.
    NotReady(String),
}

impl Readiness {
    /// Tells whether it works.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self == Self::Ready
    }
}

impl Client {
    /// Returns the server's version.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub fn version(&self) -> Result<Answer<Version>, Error> {
        self.get("/api/system/version", &[])
    }

    /// Asks whether the server's process lives.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub fn liveness(&self) -> Result<Readiness, Error> {
        self.readiness_at("/livez")
    }

    /// Asks whether the server will serve requests.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub fn readiness(&self) -> Result<Readiness, Error> {
        self.readiness_at("/readyz")
    }

    fn readiness_at(&self, path: &str) -> Result<Readiness, Error> {
        let (status, text) = self.probe(path)?;
        Ok(match status {
            200..=299 => Readiness::Ready,
            _ if text.is_empty() || text.starts_with('<') => Readiness::NotReady(format!("status {status}")),
            _ => Readiness::NotReady(text),
        })
    }
}
