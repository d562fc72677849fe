//! What can go wrong in the registry.

use meshery_errors::{Code, Coded};

/// A package or a question that can't be understood.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Packed bytes were not made by this version of [`crate::pack`], or were damaged since.
    #[error("the packed registry can't be read: {reason}")]
    Damaged {
        /// What did not fit.
        reason: String,
    },
    /// A list can't be sorted that way.
    #[error("lists can't be ordered by `{given}`, use one of {allowed}")]
    UnknownOrder {
        /// The key as it was asked for.
        given: String,
        /// The keys this list knows, separated by commas.
        allowed: String,
    },
    /// Neither ascending nor descending.
    #[error("`{given}` is no direction to sort in, use `asc` or `desc`")]
    UnknownDirection {
        /// The word as it was given.
        given: String,
    },
}

impl Error {
    pub(crate) fn damaged(reason: impl std::fmt::Display) -> Self {
        Self::Damaged { reason: reason.to_string() }
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Damaged { .. } => Code::new("meshery-server-1101"),
            Self::UnknownOrder { .. } => Code::new("meshery-server-1102"),
            Self::UnknownDirection { .. } => Code::new("meshery-server-1103"),
        }
    }
}
