//! Why a request is not let in.

use meshery_errors::{Code, Coded};

/// A request that can't be given to a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The request chose a provider that is not configured.
    #[error("there is no provider `{name}`, configured are: {known}")]
    UnknownProvider {
        /// What was chosen.
        name: String,
        /// Names of the configured ones.
        known: String,
    },
    /// Several providers are configured and the request chose none.
    #[error("no provider was chosen")]
    NoProvider,
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::UnknownProvider { .. } => Code::new("meshery-server-1401"),
            Self::NoProvider => Code::new("meshery-server-1402"),
        }
    }
}
