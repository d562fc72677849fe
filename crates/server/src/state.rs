//! What every handler can get at.

use std::sync::Arc;

use meshery_app::{Ctx, Providers};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::sync::watch;

use crate::config::Config;

/// Shared by all requests; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) ctx: Arc<Ctx>,
    pub(crate) providers: Providers,
    pub(crate) body_bytes: usize,
    pub(crate) page_size: usize,
    pub(crate) request_seconds: u64,
    pub(crate) loopback_only: bool,
    pub(crate) metrics: Option<PrometheusHandle>,
    draining: Arc<watch::Sender<bool>>,
}

impl AppState {
    /// Puts the state together. The first one in a process also becomes the recorder behind `/metrics`.
    ///
    /// # Errors
    /// Never so far; later parts of the state may fail to start.
    pub fn new(ctx: Arc<Ctx>, providers: Providers, config: &Config) -> anyhow::Result<Self> {
        Ok(Self {
            ctx,
            providers,
            body_bytes: config.limits.body_bytes,
            page_size: config.limits.page_size,
            request_seconds: config.limits.request_seconds,
            loopback_only: config.listens_on_loopback(),
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
