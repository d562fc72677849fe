//! Why an archive can't be read or written.

use std::io;

use meshery_errors::{Code, Coded};

use crate::Format;

/// Why an archive can't be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no file in it.
    #[error("the archive is empty: there is no file in it")]
    Empty,
    /// The content is of no known format.
    #[error("the file is {what}; archives of the formats tar, tar.gz, tar.zst and zip can be read")]
    UnknownFormat {
        /// What it seems to be.
        what: &'static str,
    },
    /// The content breaks off or contradicts itself.
    #[error("the {format} archive is damaged: {reason}")]
    Damaged {
        /// The format.
        format: Format,
        /// What did not fit.
        reason: String,
    },
    /// A name that leads elsewhere, or that not every system can have.
    #[error("the archive holds a file named `{name}`, which {reason}")]
    UnsafeName {
        /// The name, with what can't be printed replaced.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An entry that is neither file nor folder.
    #[error("`{name}` in the archive is {what}; only files and folders are read")]
    NotAFile {
        /// Its name.
        name: String,
        /// What it is.
        what: &'static str,
    },
    /// A name comes twice.
    #[error("the archive holds `{name}` twice")]
    Duplicate {
        /// The name.
        name: String,
    },
    /// A bound was passed.
    #[error("the archive has more than {limit} {what} (`{key}`)")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: u64,
        /// Where to raise it.
        key: &'static str,
    },
    /// It grows beyond proportion.
    #[error("the archive expands to more than {limit} times its size (`limits.archive_ratio`)")]
    Ratio {
        /// How many times are allowed.
        limit: u64,
    },
    /// An image that is not one package.
    #[error("the image in the archive can't be used: {reason}")]
    Image {
        /// What is wrong with it.
        reason: String,
    },
    /// Content that is not what its name says.
    #[error("`{name}` in the archive should have the SHA-256 digest {expected}, but has {found}")]
    Digest {
        /// Name of the content.
        name: String,
        /// What was stated.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A file that is packed in a way this version doesn't know.
    #[error("`{name}` in the archive can't be unpacked: {reason}")]
    Unsupported {
        /// Name of the file.
        name: String,
        /// What is not known.
        reason: String,
    },
    /// The source or the target failed.
    #[error("the archive can't be read or written: {source}")]
    Io {
        /// What the system says.
        #[from]
        source: io::Error,
    },
}

impl Error {
    pub(crate) fn damaged(format: Format, reason: impl std::fmt::Display) -> Self {
        Self::Damaged { format, reason: reason.to_string() }
    }

    pub(crate) fn image(reason: impl Into<String>) -> Self {
        Self::Image { reason: reason.into() }
    }

    /// Tells whether a bound was passed, so that the same archive may be read elsewhere.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::Limit { .. } | Self::Ratio { .. })
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Empty => Code::new("meshery-server-1601"),
            Self::UnknownFormat { .. } => Code::new("meshery-server-1602"),
            Self::Damaged { .. } => Code::new("meshery-server-1603"),
            Self::UnsafeName { .. } => Code::new("meshery-server-1604"),
            Self::NotAFile { .. } => Code::new("meshery-server-1605"),
            Self::Duplicate { .. } => Code::new("meshery-server-1606"),
            Self::Limit { .. } => Code::new("meshery-server-1607"),
            Self::Ratio { .. } => Code::new("meshery-server-1608"),
            Self::Image { .. } => Code::new("meshery-server-1609"),
            Self::Digest { .. } => Code::new("meshery-server-1610"),
            Self::Unsupported { .. } => Code::new("meshery-server-1611"),
            Self::Io { .. } => Code::new("meshery-server-1612"),
        }
    }
}
