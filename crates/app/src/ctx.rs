//! What every use case works with.

use std::sync::Arc;

use jiff::Timestamp;
use meshery_fetch::Fetcher;
use meshery_store::Store;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::Error;
use crate::identity::Identity;
use crate::registry::{Jobs, Registry};

/// Says what time it is.
pub trait Clock: Send + Sync + 'static {
    /// Returns the present.
    fn now(&self) -> Timestamp;
}

/// Makes new ids.
pub trait Ids: Send + Sync + 'static {
    /// Returns an id nobody has.
    fn next(&self) -> Uuid;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> Timestamp {
        // The store keeps microseconds: what is answered now has to be what is read back later.
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// Random ids that sort by the time of their making (UUIDv7).
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes random ids")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// Bounds on what a client can make the server do.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bounds on imported texts.
    pub convert: meshery_convert::Limits,
    /// Bounds on imported archives.
    pub archives: meshery_archive::Limits,
    /// Most components in a design that is saved or evaluated.
    pub components: usize,
    /// Most relationships in a design that is saved or evaluated.
    pub relationships: usize,
    /// Most imports and evaluations that run at the same time; more wait.
    pub concurrent_jobs: usize,
}

impl Limits {
    /// Returns the bounds on what a design may become.
    pub(crate) const fn of_designs(&self) -> meshery_evaluator::Limits {
        meshery_evaluator::Limits { components: self.components, relationships: self.relationships }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let meshery_evaluator::Limits { components, relationships } = meshery_evaluator::Limits::default();
        Self {
            convert: meshery_convert::Limits::default(),
            archives: meshery_archive::Limits::default(),
            components,
            relationships,
            concurrent_jobs: 4,
        }
    }
}

/// What every use case works with. Cheap to share behind an `Arc`.
pub struct Ctx {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) registry: Registry,
    pub(crate) imports: Jobs,
    pub(crate) fetcher: Fetcher,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) limits: Limits,
    pub(crate) identity: Identity,
    jobs: Semaphore,
}

impl Ctx {
    /// Puts a context together.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        registry: Registry,
        fetcher: Fetcher,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        limits: Limits,
        identity: Identity,
    ) -> Self {
        let jobs = Semaphore::new(limits.concurrent_jobs);
        Self { store, registry, imports: Jobs::default(), fetcher, clock, ids, limits, identity, jobs }
    }

    /// Puts a context together with the machine's clock and random ids.
    #[must_use]
    pub fn of_machine(
        store: Arc<dyn Store>,
        registry: Registry,
        fetcher: Fetcher,
        limits: Limits,
        identity: Identity,
    ) -> Self {
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        Self::new(store, registry, fetcher, clock, ids, limits, identity)
    }

    /// Returns the present.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns what identity use cases work with.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Returns the bounds in force.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Runs a computation off the async threads, as soon as one of the places for jobs is free.
    pub(crate) async fn compute<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _place = self.jobs.acquire().await.map_err(|_| Error::ShuttingDown)?;
        let ctx = Arc::clone(self);
        tokio::task::spawn_blocking(move || job(&ctx)).await.map_err(|source| Error::Job { source })
    }
}

impl std::fmt::Debug for Ctx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ctx")
            .field("store", &self.store)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
