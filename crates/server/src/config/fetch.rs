//! What the server may fetch from addresses that its users name.

use std::time::Duration;

use anyhow::Context as _;
use meshery_app::FetchPolicy;
use serde::{Deserialize, Serialize};

/// What the server may fetch from addresses that its users name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// Names and networks that may be asked though they are not public, such as `git.corp.example` or
    /// `10.1.0.0/16`.
    pub allow: Vec<String>,
    /// Largest file that is fetched, in bytes; without a word the library's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    /// Longest time that fetching takes, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u64>,
}

impl Fetch {
    /// Returns the rules by which the guard decides.
    ///
    /// # Errors
    /// When an entry of `allow` is neither a name nor a network.
    pub fn policy(&self) -> anyhow::Result<FetchPolicy> {
        let mut policy = FetchPolicy::default();
        for entry in &self.allow {
            let allowed =
                entry.parse().with_context(|| format!("`fetch.allow`: `{entry}` can't be allowed"))?;
            policy.allow.push(allowed);
        }
        policy.max_bytes = self.max_bytes.unwrap_or(policy.max_bytes);
        policy.total_timeout = self.seconds.map_or(policy.total_timeout, Duration::from_secs);
        Ok(policy)
    }
}
