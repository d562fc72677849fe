//! `meshery serve`: opens the store, listens, and drains on SIGTERM.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use meshery_app::{Ctx, Providers};
use meshery_identity::Local;
use meshery_store::SqliteStore;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{Config, Flags, LogFormat};
use crate::state::AppState;

/// Starts the server and returns when it has stopped.
pub(super) fn run(flags: &Flags) -> anyhow::Result<()> {
    let config = Config::load(flags)?;
    config.check()?;
    start_logging(&config);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the async runtime can't be started")?
        .block_on(serve(config))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data directory `{}` can't be made", config.data_dir.display()))?;
    let store = match &config.database_url {
        Some(url) => SqliteStore::open_url(url).await?,
        None => SqliteStore::open(&config.data_dir.join("meshery.db")).await?,
    };
    let ctx = Arc::new(Ctx::with_builtin_registry(Arc::new(store), config.limits.for_app()));
    let state = AppState::new(Arc::clone(&ctx), Providers::new(vec![Arc::new(Local)]), &config)?;

    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("can't listen on {}; is another server running there?", config.listen))?;
    let address = listener.local_addr()?;
    if !config.listens_on_loopback() {
        tracing::warn!(
            listen = %address,
            "the provider None asks nobody to sign in: everyone who can reach this address can use the server"
        );
    }
    let router = crate::router(state.clone());
    super::print(&format!("Meshery is ready at http://{address}"))?;
    super::print(&format!("Data directory: {}", config.data_dir.display()))?;
    tracing::info!(listen = %address, version = crate::VERSION, "server started");

    let drain = Duration::from_secs(config.drain_seconds);
    let serving =
        axum::serve(listener, router).with_graceful_shutdown(stop_signal(state.clone())).into_future();
    tokio::select! {
        done = serving => done.context("the server stopped")?,
        () = overdue(state, drain) => tracing::warn!(drain_seconds = config.drain_seconds, "requests cut off"),
    }
    meshery_app::system::close(&ctx).await;
    tracing::info!("server stopped");
    Ok(())
}

/// Returns at SIGTERM or Ctrl-C, after readiness was taken back.
async fn stop_signal(state: AppState) {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
        }
        Err(_) => drop(interrupted.await),
    }
    tracing::info!("stopping: finishing what is under way");
    state.start_draining();
}

/// Returns when draining has taken too long.
async fn overdue(state: AppState, limit: Duration) {
    state.drained().await;
    tokio::time::sleep(limit).await;
}

fn start_logging(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match config.log.format {
        LogFormat::Text => builder.with_target(false).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}
