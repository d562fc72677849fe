//! What every handler can get at.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use meshery_app::Ctx;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::sync::{Semaphore, watch};
use url::Url;

use crate::config::Config;

/// Most streams that are open without anybody having signed in.
const PUBLIC_STREAMS: usize = 256;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) ctx: Arc<Ctx>,
    pub(crate) body_bytes: usize,
    pub(crate) page_size: usize,
    pub(crate) request_seconds: u64,
    /// Bytes of an upload that is written to a file.
    pub(crate) import_bytes: usize,
    pub(crate) import_seconds: u64,
    /// Where such a file is.
    pub(crate) data_dir: Arc<Path>,
    pub(crate) loopback_only: bool,
    /// Address under which people reach the server, if it was configured.
    pub(crate) public_url: Option<Url>,
    /// Proxies that are believed about whom they speak for.
    pub(crate) trusted_proxies: Arc<[IpAddr]>,
    /// Whether people reach the server by TLS.
    pub(crate) is_secure: bool,
    /// Whether metrics need no token.
    pub(crate) public_metrics: bool,
    /// Places for streams that anybody can open.
    pub(crate) public_streams: Arc<Semaphore>,
    pub(crate) metrics: Option<PrometheusHandle>,
    draining: Arc<watch::Sender<bool>>,
}

impl AppState {
    /// Puts the state together. The first one in a process also becomes the recorder behind `/metrics`.
    ///
    /// # Errors
    /// Never so far; later parts of the state may fail to start.
    pub fn new(ctx: Arc<Ctx>, config: &Config) -> anyhow::Result<Self> {
        Ok(Self {
            ctx,
            body_bytes: config.limits.body_bytes,
            page_size: config.limits.page_size,
            request_seconds: config.limits.request_seconds,
            import_bytes: config.limits.import_bytes,
            import_seconds: config.limits.import_seconds,
            data_dir: config.data_dir.as_path().into(),
            loopback_only: config.listens_on_loopback(),
            public_url: config.public_url.clone(),
            trusted_proxies: config.trusted_proxies.clone().into(),
            is_secure: config.is_secure(),
            public_metrics: config.public_metrics.unwrap_or(config.offers_none()),
            public_streams: Arc::new(Semaphore::new(PUBLIC_STREAMS)),
            metrics: PrometheusBuilder::new().install_recorder().ok(),
            draining: Arc::new(watch::Sender::new(false)),
        })
    }

    /// Takes readiness back: the server is about to stop.
    pub(crate) fn start_draining(&self) {
        self.draining.send_replace(true);
    }

    /// Tells whether the server is about to stop.
    pub(crate) fn is_draining(&self) -> bool {
        *self.draining.borrow()
    }

    /// Returns when the server begins to stop.
    pub(crate) async fn drained(&self) {
        let mut draining = self.draining.subscribe();
        // An error means that the sender is gone, and with it the server.
        drop(draining.wait_for(|&draining| draining).await);
    }
}
