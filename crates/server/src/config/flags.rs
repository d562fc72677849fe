//! Flags that override the configuration.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{LogFormat, Tls};

/// Flags of every command that reads the configuration.
#[derive(Clone, Debug, Default, Args)]
pub struct Flags {
    /// Read this configuration file instead of the one in the user's configuration directory
    #[arg(long, global = true, value_name = "FILE", env = "MESHERY_CONFIG")]
    pub config: Option<PathBuf>,
    /// Listen on this address [default: 127.0.0.1:9081, or the port in PORT]
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Let everyone who can reach the address use the server, since the provider None asks nobody to sign in
    #[arg(long, global = true)]
    pub allow_anonymous: bool,
    /// Have everybody use this provider, so that there is nothing to choose
    #[arg(long, global = true, value_name = "NAME")]
    pub provider: Option<String>,
    /// Speak TLS with the certificate in this file (PEM, with its chain)
    #[arg(long, global = true, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, global = true, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Keep the server's files here [default: by XDG, ~/.local/share/meshery]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Use this database, as sqlite:PATH [default: a file in the data directory]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Write log lines in this form [default: text]
    #[arg(long, global = true, value_name = "FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// Flags in the shape of the configuration; what was not given is left out.
#[derive(Serialize)]
pub(super) struct Overrides {
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    allow_anonymous: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tls: Option<Tls>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<LogOverrides>,
}

#[derive(Serialize)]
struct LogOverrides {
    format: LogFormat,
}

impl From<&Flags> for Overrides {
    fn from(flags: &Flags) -> Self {
        Self {
            listen: flags.listen,
            allow_anonymous: flags.allow_anonymous,
            provider: flags.provider.clone(),
            tls: flags
                .tls_cert
                .is_some()
                .then(|| Tls { cert: flags.tls_cert.clone(), key: flags.tls_key.clone() }),
            data_dir: flags.data_dir.clone(),
            database_url: flags.database_url.clone(),
            log: flags.log_format.map(|format| LogOverrides { format }),
        }
    }
}
