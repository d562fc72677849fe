//! Configuration, from defaults, a TOML file, the environment and flags; later ones win.
//!
//! Unknown keys in the file are errors that name the nearest known key. In the environment only known
//! names are read, because orchestrators put names of their own under the same prefix (a Kubernetes Service
//! called `meshery` yields `MESHERY_PORT`).

mod fetch;
mod flags;
mod identity;
mod limits;
mod sources;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use meshery_identity::OidcSettings;
use serde::{Deserialize, Serialize};
use url::Url;

pub use fetch::Fetch;
pub use flags::Flags;
pub use identity::{Accounts, Local, Remote, Sessions, Tls};
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
    /// Address under which people reach the server, where that is not the one they send: behind a proxy that
    /// speaks TLS. Callbacks of providers lead there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_url: Option<Url>,
    /// Addresses of proxies whose `X-Forwarded-For` is believed, so that attempts are counted by who made them.
    pub trusted_proxies: Vec<IpAddr>,
    /// Provider that everybody has to use; without it people choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Whether `/metrics` needs no token; without a word it needs none as long as None is the only provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_metrics: Option<bool>,
    /// Certificate of the server; without it the server speaks plain HTTP.
    pub tls: Tls,
    /// The provider None.
    pub local: Local,
    /// Built-in accounts.
    pub accounts: Accounts,
    /// OpenID Connect issuers.
    pub oidc: Vec<OidcSettings>,
    /// Remote providers.
    pub remote: Vec<Remote>,
    /// What may be fetched from addresses that users name.
    pub fetch: Fetch,
    /// How long sign-ins last.
    pub sessions: Sessions,
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
    /// When the address is not on loopback, nobody has to sign in, and that was not asked for; or a value is
    /// wrong.
    pub fn check(&self) -> anyhow::Result<()> {
        if self.tls.cert.is_some() != self.tls.key.is_some() {
            anyhow::bail!("TLS needs both a certificate (--tls-cert) and its key (--tls-key)")
        }
        if let Some(url) = &self.public_url
            && (!matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || url.path() != "/")
        {
            anyhow::bail!(
                "`public_url` is `{url}`, it has to be like `https://meshery.example.com`, without a path"
            )
        }
        if self.listens_on_loopback() || self.allow_anonymous || !self.offers_none() {
            return Ok(());
        }
        anyhow::bail!(
            "not listening on {}: the provider None asks nobody to sign in, so everyone who can reach this address \
             could use the server. Listen on 127.0.0.1, configure another provider (see docs/authentication.md), or \
             add --allow-anonymous if that is what you want",
            self.listen
        )
    }

    /// Tells whether only this machine can reach the server.
    #[must_use]
    pub fn listens_on_loopback(&self) -> bool {
        self.listen.ip().is_loopback()
    }

    /// Tells whether the provider None is offered.
    #[must_use]
    pub fn offers_none(&self) -> bool {
        self.local.enabled.unwrap_or(!self.accounts.enabled && self.oidc.is_empty() && self.remote.is_empty())
    }

    /// Tells whether people reach the server by TLS, its own or a proxy's.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.tls.cert.is_some() || self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }
}
