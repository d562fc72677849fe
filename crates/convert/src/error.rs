//! Why a text can't be converted.

use meshery_errors::{Code, Coded};
use meshery_model::DesignError;

use crate::Limits;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

/// Why a text can't be converted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The file holds no object.
    #[error("the file holds no objects, only comments or empty documents")]
    NoObjects,
    /// The file is no text.
    #[error("line {}: the file is not UTF-8 text: byte {offset} can't be read ({hint})", location.line)]
    NotText {
        /// Position of the first wrong byte, counted from 0.
        offset: usize,
        /// The same as line and column.
        location: Location,
        /// What it may be.
        hint: &'static str,
    },
    /// The text is no YAML.
    #[error("line {}: {message}", location.line)]
    Yaml {
        /// What is wrong.
        message: String,
        /// Where.
        location: Location,
    },
    /// A key stands twice in one map.
    #[error("line {}: the key `{key}` stands here a second time, first at line {first_line}", location.line)]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it stands first.
        first_line: usize,
        /// Where it stands again.
        location: Location,
    },
    /// A bound was passed.
    #[error("{}the file has more than {limit} {what} (`{key}`)", at(*location))]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// How much is allowed.
        limit: usize,
        /// Where to raise it.
        key: &'static str,
        /// Where it was passed.
        location: Option<Location>,
    },
    /// An object lacks what every object has.
    #[error("line {line}: the object has no `{member}`")]
    NoType {
        /// What is missing.
        member: &'static str,
        /// First line of the object.
        line: usize,
    },
    /// The file is of a known format that is not converted.
    #[error(
        "the file is {what}, which this version does not read yet; it reads Kubernetes manifests and Meshery designs with `components`"
    )]
    Unsupported {
        /// What it is.
        what: &'static str,
    },
    /// The file fits no format.
    #[error(
        "line {line}: this is neither a Meshery design (no `components`) nor a Kubernetes manifest (no `apiVersion` and `kind`)"
    )]
    Unrecognized {
        /// First line of what was looked at.
        line: usize,
    },
    /// The document is not a design.
    #[error("{}{source}", at(*location))]
    Design {
        /// What is wrong with it.
        source: DesignError,
        /// Where, if it came as text.
        location: Option<Location>,
    },
}

impl From<DesignError> for Error {
    fn from(source: DesignError) -> Self {
        Self::Design { source, location: None }
    }
}

/// Returns the beginning of a message about a place.
fn at(location: Option<Location>) -> String {
    location.map(|place| format!("line {}: ", place.line)).unwrap_or_default()
}

impl Error {
    pub(crate) fn limit(what: &'static str, limit: usize, key: &'static str, location: Location) -> Self {
        Self::Limit { what, limit, key, location: Some(location) }
    }

    pub(crate) fn too_deep(limits: &Limits, location: Option<Location>) -> Self {
        Self::Limit { what: "levels of nesting", limit: limits.max_depth, key: "limits.yaml_depth", location }
    }

    /// Tells whether a bound was passed, so that the same input may be right elsewhere.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::Limit { .. })
    }

    /// Returns where in the text it went wrong.
    #[must_use]
    pub fn location(&self) -> Option<Location> {
        match self {
            Self::Yaml { location, .. }
            | Self::DuplicateKey { location, .. }
            | Self::NotText { location, .. } => Some(*location),
            Self::Limit { location, .. } | Self::Design { location, .. } => *location,
            Self::NoType { line, .. } | Self::Unrecognized { line } => {
                Some(Location { line: *line, column: 1 })
            }
            Self::Empty | Self::NoObjects | Self::Unsupported { .. } => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Empty | Self::NoObjects => Code::new("meshery-server-1010"),
            Self::NotText { .. } => Code::new("meshery-server-1011"),
            Self::Yaml { .. } => Code::new("meshery-server-1012"),
            Self::DuplicateKey { .. } => Code::new("meshery-server-1013"),
            Self::Limit { .. } => Code::new("meshery-server-1014"),
            Self::NoType { .. } => Code::new("meshery-server-1015"),
            Self::Unsupported { .. } => Code::new("meshery-server-1016"),
            Self::Unrecognized { .. } => Code::new("meshery-server-1017"),
            Self::Design { source, .. } => source.code(),
        }
    }
}
