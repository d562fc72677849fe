//! Why nothing can be made from a text.

use meshery_errors::{Code, Coded};

/// Why nothing can be made from a text.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text can't be read as YAML or JSON.
    #[error(transparent)]
    Text(#[from] meshery_convert::Error),
    /// The text is not UTF-8.
    #[error("{what} is not UTF-8 text: byte {offset} can't be read")]
    NotText {
        /// What was read.
        what: &'static str,
        /// Position of the first wrong byte, counted from 0.
        offset: usize,
    },
    /// No custom resource is defined in it.
    #[error(
        "the text defines no custom resource: among {objects} objects there is no CustomResourceDefinition"
    )]
    NoCustomResources {
        /// How many objects there were.
        objects: usize,
    },
    /// It is no OpenAPI document of an API server.
    #[error("the text is no OpenAPI v3 document of a Kubernetes API server: {reason}")]
    NoApi {
        /// What is missing.
        reason: String,
    },
    /// A sheet lacks columns.
    #[error("the {sheet} sheet has no column {}", listed(.columns))]
    MissingColumns {
        /// Which sheet.
        sheet: &'static str,
        /// The missing columns.
        columns: Vec<&'static str>,
    },
    /// A sheet can't be read.
    #[error("the {sheet} sheet can't be read{}: {reason}", line.map(|line| format!(" at line {line}")).unwrap_or_default())]
    Sheet {
        /// Which sheet.
        sheet: &'static str,
        /// Where.
        line: Option<u64>,
        /// What is wrong.
        reason: String,
    },
    /// There is no chart among the files.
    #[error("the files are no Helm chart: {reason}")]
    NoChart {
        /// What is missing.
        reason: String,
    },
}

fn listed(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}

/// Returns bytes as text.
pub(crate) fn text<'t>(bytes: &'t [u8], what: &'static str) -> Result<&'t str, Error> {
    std::str::from_utf8(bytes).map_err(|error| Error::NotText { what, offset: error.valid_up_to() })
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Text(source) => source.code(),
            Self::NotText { .. } => Code::new("meshery-server-1620"),
            Self::NoCustomResources { .. } => Code::new("meshery-server-1621"),
            Self::NoApi { .. } => Code::new("meshery-server-1622"),
            Self::MissingColumns { .. } => Code::new("meshery-server-1623"),
            Self::Sheet { .. } => Code::new("meshery-server-1624"),
            Self::NoChart { .. } => Code::new("meshery-server-1625"),
        }
    }
}
