//! The store on SQLite: one writer, many readers, one file.
//!
//! WAL mode lets readers go on while the one write connection works; `synchronous=FULL` makes a commit
//! survive a power cut. Each connection lives on a thread of its own (sqlx), so no query blocks the runtime.

mod designs;
mod grants;
mod keys;
mod organizations;
mod registry;
mod sessions;
mod users;
mod values;

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{SqlStr, Sqlite, SqliteConnection, Transaction};

use crate::{Error, Reader, Store, UnitOfWork, async_trait};

/// Connections for reading. Two cores gain nothing from more.
const READERS: u32 = 4;
/// How long a statement waits for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// Every migration, in order. Only ever added to: a database of any released version is brought up to date.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "designs", include_str!("../../migrations/sqlite/0001_designs.sql")),
    (2, "identity", include_str!("../../migrations/sqlite/0002_identity.sql")),
    (3, "registry", include_str!("../../migrations/sqlite/0003_registry.sql")),
];

fn migrations() -> Migrator {
    let all = MIGRATIONS.iter().map(|&(version, description, sql)| {
        Migration::new(version, description.into(), MigrationType::Simple, SqlStr::from_static(sql), false)
    });
    Migrator::with_migrations(all.collect())
}

/// Tells whether an address names a file. Without one each connection has a database of its own, and readers
/// never see what is written.
fn names_a_file(address: &str) -> bool {
    let (path, parameters) = address.split_once('?').unwrap_or((address, ""));
    let path = path.strip_prefix("//").unwrap_or(path);
    !matches!(path, "" | ":memory:") && parameters.split('&').all(|parameter| parameter != "mode=memory")
}

/// A store in one SQLite file.
#[derive(Clone, Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, makes it if needed, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file can't be opened or migrated.
    pub async fn open(path: &Path) -> Result<Self, Error> {
        let location = path.display().to_string();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        Self::connect(options, location).await
    }

    /// Opens what a database address (`sqlite:<path>`) names.
    ///
    /// # Errors
    /// When the address names another kind of database or no file, or the file can't be opened or migrated.
    pub async fn open_url(url: &str) -> Result<Self, Error> {
        match url.split_once(':') {
            Some(("sqlite", address)) if names_a_file(address) => {
                let options = SqliteConnectOptions::from_str(url)
                    .map_err(|source| Error::Open { location: url.to_owned(), source })?;
                Self::open(options.get_filename()).await
            }
            other => {
                let scheme = other.map_or(url, |(scheme, _)| scheme).to_owned();
                Err(Error::UnsupportedDatabase { scheme })
            }
        }
    }

    async fn connect(options: SqliteConnectOptions, location: String) -> Result<Self, Error> {
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(|source| Error::Open { location: location.clone(), source })?;
        migrations().run(&writer).await.map_err(|source| Error::Migrate { source })?;
        // A connection to a file does not go stale as one over a network does.
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true));
        Ok(Self { writer, readers })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Reader>, Error> {
        Ok(Box::new(SqliteUnit::Transaction(self.readers.begin().await?)))
    }

    async fn read_once(&self) -> Result<Box<dyn Reader>, Error> {
        Ok(Box::new(SqliteUnit::Connection(self.readers.acquire().await?)))
    }

    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, Error> {
        // Taking the write lock at once keeps a transaction that reads first from failing later as busy.
        let transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Box::new(SqliteUnit::Transaction(transaction)))
    }

    async fn check(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// What statements run on.
enum SqliteUnit {
    /// A transaction, for reading or for writing.
    Transaction(Transaction<'static, Sqlite>),
    /// A connection of its own, each statement a transaction of its own: for reading.
    Connection(PoolConnection<Sqlite>),
}

impl SqliteUnit {
    fn connection(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Transaction(transaction) => transaction,
            Self::Connection(connection) => connection,
        }
    }
}

impl Reader for SqliteUnit {}

#[async_trait]
impl UnitOfWork for SqliteUnit {
    async fn commit(self: Box<Self>) -> Result<(), Error> {
        match *self {
            Self::Transaction(transaction) => Ok(transaction.commit().await?),
            Self::Connection(_) => Ok(()),
        }
    }
}
