//! What can go wrong in the store.

use meshery_errors::{Code, Coded};

/// A failure of the database or of what lies in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be opened.
    #[error("the database `{location}` can't be opened")]
    Open {
        /// File or address, without credentials.
        location: String,
        /// What the driver said.
        source: sqlx::Error,
    },
    /// The address names no supported database.
    #[error("the database address `{scheme}:…` is not supported, use `sqlite:<path>`")]
    UnsupportedDatabase {
        /// Scheme of the address.
        scheme: String,
    },
    /// The tables can't be brought up to date.
    #[error("the database can't be migrated")]
    Migrate {
        /// What the migrator said.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// A statement failed.
    #[error("the database failed")]
    Database {
        /// What the driver said.
        #[from]
        source: sqlx::Error,
    },
    /// A stored document can't be read.
    #[error("what is stored for {what} can't be read")]
    Damaged {
        /// Which row.
        what: String,
        /// What the reader said.
        source: std::io::Error,
    },
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Open { .. } => Code::new("meshery-server-1301"),
            Self::UnsupportedDatabase { .. } => Code::new("meshery-server-1302"),
            Self::Migrate { .. } => Code::new("meshery-server-1303"),
            Self::Database { .. } => Code::new("meshery-server-1304"),
            Self::Damaged { .. } => Code::new("meshery-server-1305"),
        }
    }
}
