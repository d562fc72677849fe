//! `meshery keys`

use anyhow::Context as _;
use meshery_app::identity;

use crate::config::{Config, Flags};

/// Which key is to be changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// The key that tokens are signed with.
    Signing,
    /// The key that secrets at rest are sealed with.
    Encryption,
}

/// Changes a key of the server whose data directory is configured, whether it runs or not.
pub(super) fn rotate(flags: &Flags, what: What) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("the async runtime can't be started")?.block_on(async {
        let ctx = super::open(&config).await?;
        match what {
            What::Signing => {
                identity::rotate_signing_key(&ctx).await?;
                super::print("a new signing key is in use; tokens that are out stay good")?;
            }
            What::Encryption => {
                let rotated = identity::reseal(&ctx).await?;
                super::print(&format!("{} secrets are sealed with the new key", rotated.sealed))?;
            }
        }
        meshery_app::system::close(&ctx).await;
        Ok(())
    })
}
