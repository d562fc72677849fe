//! `meshery serve`: opens the store, listens, and drains on SIGTERM.

use std::fs::{File, TryLockError};
use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum_server::tls_rustls::RustlsConfig;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use meshery_app::identity;
use tokio::signal::unix::{Signal, SignalKind, signal};

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
    let signals = StopSignals::listen()?;
    let ctx = super::open(&config).await?;
    let _lock = lock(&config.data_dir)?;
    let setup_token = identity::prepare(&ctx).await?;
    let state = AppState::new(Arc::clone(&ctx), &config)?;

    let listener = std::net::TcpListener::bind(config.listen)
        .with_context(|| format!("can't listen on {}; is another server running there?", config.listen))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    warn_of_exposure(&config, address);
    let router = crate::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::Handle::new();
    let listening = serving(&config, listener, server.clone(), router).await?;
    let scheme = if config.tls.cert.is_some() { "https" } else { "http" };
    super::print(&format!("Meshery is ready at {scheme}://{address}"))?;
    super::print(&format!("Data directory: {}", config.data_dir.display()))?;
    if let Some(token) = setup_token {
        super::print(
            "There is no account yet. Make the first administrator at /login with the setup token.",
        )?;
        super::print(&format!("Setup token: {token}"))?;
    }
    tracing::info!(listen = %address, version = crate::VERSION, "server started");

    let drain = Duration::from_secs(config.drain_seconds);
    let stopping = tokio::spawn(stop(signals, state.clone(), server, drain));
    let sweeping = tokio::spawn(sweep(state.clone()));
    listening.await.context("the server stopped")?;
    stopping.abort();
    sweeping.abort();
    meshery_app::system::close(&ctx).await;
    tracing::info!("server stopped");
    Ok(())
}

/// Keeps a second server out of the data directory, until the file is closed or the process ends however.
fn lock(data_dir: &Path) -> anyhow::Result<File> {
    let path = data_dir.join("meshery.lock");
    let file = File::create(&path).with_context(|| format!("`{}` can't be made", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "another server uses the data directory `{}`; stop it, or give this one another with --data-dir",
            data_dir.display()
        ),
        // Some network file systems know no locks; the database has locks of its own.
        Err(TryLockError::Error(error)) => {
            tracing::warn!("the data directory is not locked: {error}");
            Ok(file)
        }
    }
}

type Service = IntoMakeServiceWithConnectInfo<Router, SocketAddr>;

/// Serves on a listener, with TLS if there is a certificate. Certificate and key are read before anything is
/// served.
async fn serving(
    config: &Config,
    listener: std::net::TcpListener,
    handle: axum_server::Handle<SocketAddr>,
    router: Service,
) -> anyhow::Result<BoxFuture<'static, std::io::Result<()>>> {
    let (Some(cert), Some(key)) = (&config.tls.cert, &config.tls.key) else {
        return Ok(axum_server::from_tcp(listener)?.handle(handle).serve(router).boxed());
    };
    let tls = RustlsConfig::from_pem_file(cert, key).await;
    let tls = tls.with_context(|| {
        format!("the certificate `{}` and key `{}` can't be used", cert.display(), key.display())
    })?;
    Ok(axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(router).boxed())
}

fn warn_of_exposure(config: &Config, address: SocketAddr) {
    if config.listens_on_loopback() {
        return;
    }
    if config.offers_none() {
        tracing::warn!(
            listen = %address,
            "the provider None asks nobody to sign in: everyone who can reach this address can use the server"
        );
    }
    if !config.is_secure() {
        tracing::warn!(
            listen = %address,
            "passwords and tokens travel in the clear: use --tls-cert and --tls-key, or a proxy that speaks TLS and \
             `public_url`"
        );
    }
}

/// Waits for a stop signal, takes readiness back, and lets requests finish for a while.
async fn stop(
    signals: StopSignals,
    state: AppState,
    server: axum_server::Handle<SocketAddr>,
    drain: Duration,
) {
    signals.received().await;
    tracing::info!("stopping: finishing what is under way");
    state.start_draining();
    server.graceful_shutdown(Some(drain));
}

/// Removes what is over, from time to time.
async fn sweep(state: AppState) {
    const PAUSE: Duration = Duration::from_secs(600);
    loop {
        if let Err(error) = identity::sweep(&state.ctx).await {
            tracing::warn!("what is over was not removed: {error}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// SIGTERM and Ctrl-C. Listened to before anything else is done, so that a server that is told to stop while it
/// starts still stops in order.
struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    fn listen() -> anyhow::Result<Self> {
        let listen = |kind| signal(kind).context("stop signals can't be listened to");
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    /// Returns at the first of them.
    async fn received(mut self) {
        tokio::select! { _ = self.terminate.recv() => {}, _ = self.interrupt.recv() => {} }
    }
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
