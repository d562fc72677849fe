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
    /// Tells whether only this machine can reach the server.
    #[must_use]
    pub fn listens_on_loopback(&self) -> bool {
        self.listen.ip().is_loopback()
    }
}
