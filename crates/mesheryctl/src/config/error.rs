//! Why configuration or token can't be used.

use std::io;
use std::path::PathBuf;

use meshery_errors::{Code, Coded};

/// A situation the user can mend in a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user has no home directory.
    #[error("the home directory is not known, name a file with `--config`")]
    NoHome,
    /// The file that was named does not exist.
    #[error("there is no configuration at {}", path.display())]
    Missing {
        /// Path of the file.
        path: PathBuf,
    },
    /// The file can't be read.
    #[error("{} can't be read", path.display())]
    Read {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file can't be written.
    #[error("{} can't be written", path.display())]
    Write {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a configuration.
    #[error("{}: {what}", path.display())]
    Shape {
        /// Path of the file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// No context is current, and none was named.
    #[error("{} has no current context", path.display())]
    NoCurrentContext {
        /// Path of the file.
        path: PathBuf,
    },
    /// There is no context with this name.
    #[error("{} has no context `{name}`, only {}", path.display(), quoted(known, "contexts"))]
    UnknownContext {
        /// Path of the file.
        path: PathBuf,
        /// What was asked for.
        name: String,
        /// Names of all contexts.
        known: Vec<String>,
    },
    /// There is no token with this name.
    #[error("{} has no token `{name}`, only {}", path.display(), quoted(known, "tokens"))]
    UnknownToken {
        /// Path of the file.
        path: PathBuf,
        /// What was asked for.
        name: String,
        /// Names of all tokens.
        known: Vec<String>,
    },
    /// A name is taken.
    #[error("{} already has a {noun} `{name}`", path.display())]
    Taken {
        /// Path of the file.
        path: PathBuf,
        /// What has the name.
        noun: &'static str,
        /// The name.
        name: String,
    },
    /// The token file holds something else.
    #[error("{} holds no token: {what}", path.display())]
    Token {
        /// Path of the file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

fn quoted(names: &[String], nouns: &str) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() { format!("an empty list of {nouns}") } else { names.join(", ") }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Shape { .. } => Code::new("mesheryctl-1008"),
            Self::NoCurrentContext { .. } | Self::UnknownContext { .. } => Code::new("mesheryctl-1083"),
            Self::Token { .. } => Code::new("mesheryctl-1091"),
            Self::UnknownToken { .. } => Code::new("mesheryctl-1100"),
            Self::NoHome | Self::Missing { .. } | Self::Read { .. } => Code::new("mesheryctl-1107"),
            Self::Write { .. } => Code::new("mesheryctl-1903"),
            Self::Taken { .. } => Code::new("mesheryctl-1904"),
        }
    }
}
