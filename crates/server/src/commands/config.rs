//! `meshery config check`

use crate::config::{Config, Flags};

/// Reads the configuration from all its sources and prints the result, or says what is wrong with it.
pub(super) fn check(flags: &Flags) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    config.check()?;
    super::print(&serde_json::to_string_pretty(&config)?)?;
    if !config.listens_on_loopback() && config.offers_none() {
        eprintln!(
            "warning: `listen` is {}, and the provider None asks nobody to sign in: \
             everyone who can reach this address can use the server",
            config.listen
        );
    }
    Ok(())
}
