//! What can go wrong in a command.

use std::io;
use std::path::PathBuf;

use meshery_errors::{Code, Coded};

use crate::config;
use crate::exit::Exit;

/// A situation the user is told about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server can't be reached or refuses.
    #[error(transparent)]
    Client(#[from] meshery_client::Error),
    /// Configuration or token can't be used.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// A file is neither a manifest nor a design.
    #[error("{name}: {source}")]
    Convert {
        /// Name of the file.
        name: String,
        /// What is wrong with it.
        source: Box<meshery_convert::Error>,
    },
    /// Evaluated, the design is larger than it may be.
    #[error(transparent)]
    Evaluate(#[from] meshery_evaluator::Excess),
    /// Nothing has this name or id.
    #[error("no {noun} is called `{wanted}`")]
    NotFound {
        /// What was looked for.
        noun: &'static str,
        /// Its name or id.
        wanted: String,
    },
    /// Several things have this name.
    #[error("{} {noun}s fit `{wanted}`:\n  {}", candidates.len(), candidates.join("\n  "))]
    Ambiguous {
        /// What was looked for.
        noun: &'static str,
        /// Its name or id.
        wanted: String,
        /// What fits, a line each.
        candidates: Vec<String>,
        /// What would decide.
        decide: &'static str,
    },
    /// A question can't be asked.
    #[error("the question \"{question}\" needs a terminal")]
    NeedsTerminal {
        /// The question.
        question: String,
        /// The flag that answers it.
        flag: &'static str,
    },
    /// A file can't be read.
    #[error("{name} can't be read")]
    Read {
        /// Name of the file.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// A file can't be written.
    #[error("`{}` can't be written", path.display())]
    Write {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A format doesn't go with what is to be printed.
    #[error("{what} can't be written as {format}, use {allowed}")]
    Format {
        /// What is to be printed.
        what: &'static str,
        /// The format asked for.
        format: String,
        /// Formats that go with it.
        allowed: &'static str,
    },
    /// A sign-in ended without a token.
    #[error("the sign-in at {endpoint} was not completed: {reason}")]
    SignIn {
        /// Where.
        endpoint: String,
        /// Why.
        reason: String,
    },
    /// Documents of a package are not valid.
    #[error("{name} can't be packed:\n  {}", findings.join("\n  "))]
    Package {
        /// The folder.
        name: String,
        /// What is wrong, a line each.
        findings: Vec<String>,
    },
    /// Nothing can be made from a file.
    #[error("{name}: {source}")]
    Generate {
        /// Name of the file.
        name: String,
        /// Why.
        source: Box<meshery_generate::Error>,
    },
    /// An archive can't be read or written.
    #[error("{name}: {source}")]
    Archive {
        /// Name of the archive.
        name: String,
        /// Why.
        source: Box<meshery_archive::Error>,
    },
    /// An import was cancelled.
    #[error("the import {id} was cancelled, nothing of it was saved")]
    Cancelled {
        /// Its id.
        id: String,
    },
    /// Somewhere a folder or file stands in the way.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// Its path.
        path: PathBuf,
    },
    /// An argument has a value that can't be used.
    #[error("{message}")]
    Argument {
        /// What is wrong, and what would be right.
        message: String,
    },
}

impl Error {
    /// Returns the exit code of this situation.
    pub fn exit(&self) -> Exit {
        use meshery_client::Error as Client;
        match self {
            Self::Client(Client::NotSignedIn { .. } | Client::TokenRefused { .. }) => Exit::NotSignedIn,
            Self::Client(Client::Refused { problem }) => match problem.status {
                404 => Exit::NotFound,
                400 | 409 | 412 | 413 | 415 | 422 => Exit::Refused,
                _ => Exit::Failure,
            },
            Self::SignIn { .. } => Exit::NotSignedIn,
            Self::NotFound { .. } | Self::Config(config::Error::UnknownToken { .. }) => Exit::NotFound,
            Self::Convert { .. }
            | Self::Evaluate(_)
            | Self::Package { .. }
            | Self::Generate { .. }
            | Self::Archive { .. } => Exit::Refused,
            Self::Cancelled { .. } => Exit::Interrupted,
            Self::Format { .. } | Self::Argument { .. } => Exit::Usage,
            Self::Client(_)
            | Self::Config(_)
            | Self::Ambiguous { .. }
            | Self::NeedsTerminal { .. }
            | Self::Exists { .. }
            | Self::Read { .. }
            | Self::Write { .. } => Exit::Failure,
        }
    }

    /// Returns advice for this very case, better than the general one of its code.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::Ambiguous { decide, .. } => Some(format!("decide with {decide}")),
            Self::NeedsTerminal { flag, .. } => Some(format!("answer it with {flag}")),
            Self::SignIn { .. } => Some("run `mesheryctl system login` again".to_owned()),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Client(error) => error.code(),
            Self::Config(error) => error.code(),
            Self::Convert { source, .. } => source.code(),
            Self::Evaluate(excess) => excess.code(),
            Self::NotFound { .. } => Code::new("mesheryctl-1100"),
            Self::Read { .. } => Code::new("mesheryctl-1102"),
            Self::Format { .. } => Code::new("mesheryctl-1111"),
            Self::Argument { .. } => Code::new("mesheryctl-1118"),
            Self::Ambiguous { .. } => Code::new("mesheryctl-1901"),
            Self::NeedsTerminal { .. } => Code::new("mesheryctl-1902"),
            Self::Write { .. } => Code::new("mesheryctl-1903"),
            Self::SignIn { .. } => Code::new("mesheryctl-1905"),
            Self::Package { .. } => Code::new("mesheryctl-1906"),
            Self::Cancelled { .. } => Code::new("mesheryctl-1907"),
            Self::Exists { .. } => Code::new("mesheryctl-1908"),
            Self::Generate { source, .. } => source.code(),
            Self::Archive { source, .. } => source.code(),
        }
    }
}
