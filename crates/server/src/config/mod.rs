//! Configuration, from defaults, a TOML file, the environment and flags; later ones win.
//!
//! Unknown keys in the file are errors that name the nearest known key. In the environment only known
//! names are read, because orchestrators put names of their own under the same prefix (a Kubernetes Service
//! called `meshery` yields `MESHERY_PORT`).

mod flags;
mod limits;
mod sources;

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use flags::Flags;
pub use limits::Limits;

/// Everything that can be configured.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Whether other machines may use the server although nobody has to sign in.
    pub allow_anonymous: bool,
    /// Where the server keeps its files.
    pub data_dir: PathBuf,
    /// Database, as `sqlite:<path>`; without it a file in the data directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// How long requests under way may take after a stop signal, in seconds.
    pub drain_seconds: u64,
    /// What is logged, and how.
    pub log: Log,
    /// Bounds on what a client can make the server do.
    pub limits: Limits,
}

/// What is logged, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Form of a line.
    pub format: LogFormat,
    /// Levels by target, such as `info,meshery_store=debug`.
    pub filter: String,
}

/// Form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl Config {
    /// Refuses what would open the server to others without anybody having said so.
    ///
    /// # Errors
    /// When the address is not on loopback, nobody has to sign in, and that was not asked for.
    pub fn check(&self) -> anyhow::Result<()> {
        if self.listens_on_loopback() || self.allow_anonymous {
            return Ok(());
        }
        anyhow::bail!(
            "not listening on {}: the provider None asks nobody to sign in, so everyone who can reach this address \
             could use the server. Listen on 127.0.0.1, or add --allow-anonymous if that is what you want",
            self.listen
        )
    }

    /// Tells whether only this machine can reach the server.
    #[must_use]
    pub fn listens_on_loopback(&self) -> bool {
        self.listen.ip().is_loopback()
    }
}
