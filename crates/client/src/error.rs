//! What can go wrong between here and the server.

use meshery_api::Problem;
use meshery_errors::{Code, Coded};

/// A situation the caller can tell its user about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The endpoint can't be used.
    #[error("`{endpoint}` is no endpoint: {reason}")]
    Endpoint {
        /// What was given.
        endpoint: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The token can't be put into a request.
    #[error("the token or the provider's name contains characters that can't be sent")]
    Credentials,
    /// Nothing answers at the endpoint.
    #[error("no server answers at {endpoint}")]
    Unreachable {
        /// The endpoint.
        endpoint: String,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// The connection broke, or the server took too long.
    #[error("the request to {url} was not completed")]
    Interrupted {
        /// What was asked for.
        url: String,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// The server closed the connection while a file was being sent. What it said before, if anything, is lost.
    #[error("the server stopped taking the file that was sent to {url}")]
    CutOff {
        /// Where it was sent.
        url: String,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// The server wants to know who is asking, and no token says so.
    #[error("nobody is signed in at {endpoint}")]
    NotSignedIn {
        /// The endpoint.
        endpoint: String,
        /// What the server said, if it did.
        problem: Option<Box<Problem>>,
    },
    /// The server does not accept the token: it ended, was revoked, or is somebody else's.
    #[error("{endpoint} does not accept the token")]
    TokenRefused {
        /// The endpoint.
        endpoint: String,
        /// What the server said, if it did.
        problem: Option<Box<Problem>>,
    },
    /// The server refuses the request, and says why.
    #[error("{}", problem.detail)]
    Refused {
        /// What the server said.
        problem: Box<Problem>,
    },
    /// The server answers with a failure it does not explain.
    #[error("{url} answered with status {status}")]
    Status {
        /// What was asked for.
        url: String,
        /// HTTP status.
        status: u16,
    },
    /// The answer is not what was asked for.
    #[error("the answer of {url} can't be read")]
    Body {
        /// What was asked for.
        url: String,
        /// What the reader said.
        source: serde_json::Error,
    },
}

impl Error {
    /// Returns what the server said, if it explained the failure.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Refused { problem } => Some(problem),
            Self::NotSignedIn { problem, .. } | Self::TokenRefused { problem, .. } => problem.as_deref(),
            _ => None,
        }
    }

    /// Tells whether signing in is what would help.
    #[must_use]
    pub fn wants_sign_in(&self) -> bool {
        matches!(self, Self::NotSignedIn { .. } | Self::TokenRefused { .. })
    }

    /// Tells whether nothing answers at the endpoint.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::Unreachable { .. })
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Endpoint { .. } => Code::new("mesheryctl-1008"),
            Self::Unreachable { .. } => Code::new("mesheryctl-1017"),
            Self::Interrupted { .. } | Self::Refused { .. } | Self::Body { .. } => {
                Code::new("mesheryctl-1090")
            }
            Self::Credentials | Self::TokenRefused { .. } => Code::new("mesheryctl-1091"),
            Self::Status { .. } => Code::new("mesheryctl-1092"),
            Self::NotSignedIn { .. } => Code::new("mesheryctl-1093"),
            Self::CutOff { .. } => Code::new("mesheryctl-1909"),
        }
    }
}
