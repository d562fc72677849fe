//! Opens what a configuration describes: data directory, database, keys, providers.

use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Arc;

use anyhow::Context as _;
use meshery_app::identity::{Identity, Lifetimes, Provider, Providers};
use meshery_app::registry::Registry;
use meshery_app::{Ctx, Fetcher};
use meshery_identity::{Accounts, Local, Oidc, Remote, Sealer};
use meshery_store::SqliteStore;
use secrecy::SecretString;

use crate::config::Config;

/// Name of the environment variable that holds the encryption key, or several, the newest first.
const ENCRYPTION_KEY: &str = "MESHERY_ENCRYPTION_KEY";

/// Opens everything and puts the context together. Nothing is asked of any provider yet.
pub(super) async fn open(config: &Config) -> anyhow::Result<Arc<Ctx>> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data_dir)
        .with_context(|| format!("the data directory `{}` can't be made", config.data_dir.display()))?;
    let key = std::env::var(ENCRYPTION_KEY).ok().filter(|key| !key.is_empty()).map(SecretString::from);
    let sealer = Sealer::open(key.as_ref(), &config.data_dir)?;
    let lifetimes = Lifetimes {
        idle_seconds: i64::from(config.sessions.idle_hours) * 3600,
        longest_seconds: i64::from(config.sessions.longest_days) * 24 * 3600,
    };
    let identity = Identity::new(providers(config)?, sealer, lifetimes);
    let store = match &config.database_url {
        Some(url) => SqliteStore::open_url(url).await?,
        None => SqliteStore::open(&config.data_dir.join("meshery.db")).await?,
    };
    let registry = Registry::builtin(Some(config.data_dir.join("registry.cache")));
    let fetcher = Fetcher::new(config.fetch.policy()?)?;
    let limits = config.limits.for_app();
    let ctx = Arc::new(Ctx::of_machine(Arc::new(store), registry, fetcher, limits, identity));
    meshery_app::registry::open(&ctx).await?;
    Ok(ctx)
}

fn providers(config: &Config) -> anyhow::Result<Providers> {
    let mut all: Vec<Arc<dyn Provider>> = Vec::new();
    if config.offers_none() {
        all.push(Arc::new(Local));
    }
    if config.accounts.enabled {
        all.push(Arc::new(Accounts));
    }
    for settings in &config.oidc {
        all.push(Arc::new(Oidc::new(settings.clone())?));
    }
    for remote in &config.remote {
        all.push(Arc::new(Remote::new(remote.name.as_deref(), &remote.url, crate::VERSION)?));
    }
    let mut names: Vec<_> = all.iter().map(|provider| provider.name().to_lowercase()).collect();
    names.sort();
    if let Some(pair) = names.windows(2).find(|pair| pair.first() == pair.get(1)) {
        anyhow::bail!("two providers are called `{}`, each needs a name of its own", pair.concat())
    }
    if all.is_empty() {
        anyhow::bail!(
            "no provider is offered, so nobody could sign in: enable one, see docs/authentication.md"
        )
    }
    Ok(Providers::new(all, config.provider.as_deref())?)
}
