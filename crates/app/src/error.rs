//! What can go wrong in a use case.

use std::sync::Arc;

use meshery_errors::{Code, Coded};
use meshery_model::{DesignError, DesignId};

/// A situation a face can tell its user about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such design, or it belongs to somebody else.
    #[error("no design has the id `{id}`")]
    DesignNotFound {
        /// What was asked for.
        id: DesignId,
    },
    /// The design changed since the client read it.
    #[error("design `{id}` is at version {actual} by now, the change is based on another one ({expected})")]
    Conflict {
        /// The design.
        id: DesignId,
        /// Tag the client sent.
        expected: String,
        /// Tag of the stored version.
        actual: String,
    },
    /// The design was not imported, or from another format than was asked for.
    #[error("design `{id}` {}", source_of(asked.as_deref(), stored.as_deref()))]
    NoSource {
        /// The design.
        id: DesignId,
        /// The format that was asked for.
        asked: Option<String>,
        /// The format it was imported from.
        stored: Option<String>,
    },
    /// Neither an object nor a text was sent.
    #[error("the request carries no design")]
    NoDocument,
    /// A name is too long or empty.
    #[error("the name has {length} characters, allowed are 1 to {allowed}")]
    NameLength {
        /// Characters in the name.
        length: usize,
        /// Most characters allowed.
        allowed: usize,
    },
    /// The design is larger than the server takes.
    #[error("the design has {count} components, the limit is {limit} (`limits.components`)")]
    TooManyComponents {
        /// Components in the design.
        count: usize,
        /// Most components allowed.
        limit: usize,
    },
    /// Evaluated, the design is larger than the server takes.
    #[error(transparent)]
    Excess(#[from] meshery_evaluator::Excess),
    /// The document is not a design.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The text can't be read.
    #[error(transparent)]
    Convert(#[from] meshery_convert::Error),
    /// The registry can't answer the question.
    #[error(transparent)]
    Registry(#[from] meshery_registry::Error),
    /// Nothing in the registry has this id.
    #[error("no {entity} in the registry has the id `{id}`")]
    EntityNotFound {
        /// What was looked for.
        entity: &'static str,
        /// What was asked for.
        id: uuid::Uuid,
    },
    /// No model has this name and version.
    #[error("no model in the registry is called `{name}`, or not in this version")]
    ModelNotFound {
        /// What was asked for.
        name: String,
    },
    /// A model that comes with the server can't be removed.
    #[error("the model `{name}` is built in, it can be ignored but not deleted")]
    BuiltinModel {
        /// Its name.
        name: String,
    },
    /// An entity can't have this status.
    #[error("`{given}` is no status, use `enabled`, `ignored` or `duplicate`")]
    UnknownStatus {
        /// The word as it was given.
        given: String,
    },
    /// The files hold nothing that belongs into the registry.
    #[error("there is no model, component, relationship or policy in what was sent")]
    NothingToImport,
    /// A file is nothing that can be imported.
    #[error("`{name}` is neither a package, a document of one, nor a custom resource definition")]
    UnknownUpload {
        /// Name of the file.
        name: String,
    },
    /// A file that is no archive is too large.
    #[error("`{name}` is larger than {limit} bytes (`limits.body_bytes`)")]
    UploadTooLarge {
        /// Name of the file.
        name: String,
        /// Most bytes allowed.
        limit: usize,
    },
    /// Somebody stopped the import.
    #[error("the import was cancelled, nothing was saved")]
    Cancelled,
    /// Too many imports are under way.
    #[error("{most} imports are under way already, wait for one to end or cancel one")]
    TooManyImports {
        /// Most imports at the same time.
        most: usize,
    },
    /// There is no such import, or somebody else began it.
    #[error("no import has the id `{id}`")]
    ImportNotFound {
        /// What was asked for.
        id: uuid::Uuid,
    },
    /// An archive can't be read.
    #[error(transparent)]
    Archive(#[from] meshery_archive::Error),
    /// An address can't be fetched.
    #[error(transparent)]
    Fetch(#[from] meshery_fetch::Error),
    /// Nothing can be made from a text.
    #[error(transparent)]
    Generate(#[from] meshery_generate::Error),
    /// The file that keeps imported packages ready can't be written.
    #[error("the registry's file in the data directory can't be written")]
    Cache {
        /// What the system said.
        source: std::io::Error,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] meshery_store::Error),
    /// The request is not let in.
    #[error(transparent)]
    Identity(#[from] meshery_identity::Error),
    /// A failure that several requests share.
    #[error(transparent)]
    Shared {
        /// What it was.
        source: Arc<Error>,
    },
    /// The design belongs to somebody else, who lets others look.
    #[error("design `{id}` belongs to somebody else")]
    NotOwner {
        /// The design.
        id: DesignId,
    },
    /// A document can't be written as JSON.
    #[error("a document can't be written or read")]
    Write {
        /// What the writer said.
        #[from]
        source: serde_json::Error,
    },
    /// A computation stopped half-way.
    #[error("the computation stopped")]
    Job {
        /// Why.
        source: tokio::task::JoinError,
    },
    /// The server is stopping.
    #[error("the server is shutting down")]
    ShuttingDown,
}

/// Says which source a design has and which it has not.
fn source_of(asked: Option<&str>, stored: Option<&str>) -> String {
    match (asked, stored) {
        (Some(asked), Some(stored)) => {
            format!("has no original source of the format `{asked}`, it was imported as `{stored}`")
        }
        _ => "has no original source".to_owned(),
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::DesignNotFound { .. } => Code::new("meshery-server-1201"),
            Self::Conflict { .. } => Code::new("meshery-server-1202"),
            Self::NoSource { .. } => Code::new("meshery-server-1203"),
            Self::NoDocument => Code::new("meshery-server-1204"),
            Self::NameLength { .. } => Code::new("meshery-server-1205"),
            Self::TooManyComponents { .. } => Code::new("meshery-server-1206"),
            Self::EntityNotFound { .. } | Self::ModelNotFound { .. } => Code::new("meshery-server-1104"),
            Self::BuiltinModel { .. } => Code::new("meshery-server-1105"),
            Self::UnknownStatus { .. } => Code::new("meshery-server-1106"),
            Self::Cache { .. } => Code::new("meshery-server-1107"),
            Self::NothingToImport => Code::new("meshery-server-1108"),
            Self::UnknownUpload { .. } => Code::new("meshery-server-1109"),
            Self::UploadTooLarge { .. } => Code::new("meshery-server-1110"),
            Self::Cancelled => Code::new("meshery-server-1111"),
            Self::TooManyImports { .. } => Code::new("meshery-server-1112"),
            Self::ImportNotFound { .. } => Code::new("meshery-server-1113"),
            Self::Archive(error) => error.code(),
            Self::Generate(error) => error.code(),
            Self::Fetch(error) => error.code(),
            Self::Excess(excess) => excess.code(),
            Self::Design(error) => error.code(),
            Self::Convert(error) => error.code(),
            Self::Registry(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Identity(error) => error.code(),
            Self::Shared { source } => source.code(),
            Self::NotOwner { .. } => Code::new("meshery-server-1209"),
            Self::Write { .. } | Self::Job { .. } => Code::new("meshery-server-1207"),
            Self::ShuttingDown => Code::new("meshery-server-1208"),
        }
    }
}
