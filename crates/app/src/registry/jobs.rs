//! Imports as jobs: they go on when nobody waits for them, can be watched and cancelled.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use meshery_model::UserId;
use tokio::sync::watch;
use uuid::Uuid;

use super::import::{self, Import, Progress, Report};
use crate::{Ctx, Error, Principal};

/// Most imports that are not over.
const MOST_RUNNING: usize = 8;
/// Most imports that are remembered.
const MOST_KEPT: usize = 64;

/// Where an import stands.
#[derive(Clone, Debug)]
pub enum State {
    /// It is not over.
    Running,
    /// It is over, and this is what it did.
    Done {
        /// What it did.
        report: Arc<Report>,
        /// When it was over.
        at: Timestamp,
    },
    /// It failed, and nothing was saved.
    Failed {
        /// Why.
        error: Arc<Error>,
        /// When it was over.
        at: Timestamp,
    },
}

/// An import.
#[derive(Debug)]
pub struct Job {
    /// Identifies it.
    pub id: Uuid,
    /// Where the files come from, for people.
    pub source: String,
    /// When it began.
    pub started_at: Timestamp,
    /// How far it is.
    pub progress: Arc<Progress>,
    owner: UserId,
    state: watch::Sender<State>,
}

impl Job {
    /// Returns where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Returns when it is over, with what it did.
    ///
    /// # Errors
    /// When it failed.
    pub async fn finished(&self) -> Result<Arc<Report>, Error> {
        let mut state = self.state.subscribe();
        let over = state.wait_for(|state| !matches!(state, State::Running)).await;
        match over.as_deref() {
            Ok(State::Done { report, .. }) => Ok(Arc::clone(report)),
            Ok(State::Failed { error, .. }) => Err(Error::Shared { source: Arc::clone(error) }),
            Ok(State::Running) | Err(_) => Err(Error::ShuttingDown),
        }
    }
}

/// The imports of this process.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<Vec<Arc<Job>>>);

impl Jobs {
    fn list(&self) -> Vec<Arc<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers a job, and forgets the oldest that are over.
    fn add(&self, job: Arc<Job>) -> Result<(), Error> {
        let is_running = |job: &Arc<Job>| matches!(job.state(), State::Running);
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.iter().filter(|job| is_running(job)).count() >= MOST_RUNNING {
            return Err(Error::TooManyImports { most: MOST_RUNNING });
        }
        if jobs.len() >= MOST_KEPT
            && let Some(oldest) = jobs.iter().position(|job| !is_running(job))
        {
            jobs.remove(oldest);
        }
        jobs.push(job);
        Ok(())
    }
}

/// Begins an import.
///
/// # Errors
/// When too many are under way.
pub fn start(ctx: &Arc<Ctx>, who: &Principal, request: Import) -> Result<Arc<Job>, Error> {
    let job = Arc::new(Job {
        id: ctx.ids.next(),
        source: request.source.clone(),
        started_at: ctx.now(),
        progress: Arc::default(),
        owner: who.id(),
        state: watch::Sender::new(State::Running),
    });
    ctx.imports.add(Arc::clone(&job))?;
    let (ctx, who, running) = (Arc::clone(ctx), who.clone(), Arc::clone(&job));
    tokio::spawn(async move {
        let result = import::import(&ctx, &who, request, &running.progress).await;
        let at = ctx.now();
        running.state.send_replace(match result {
            Ok(report) => State::Done { report: Arc::new(report), at },
            Err(error) => State::Failed { error: Arc::new(error), at },
        });
    });
    Ok(job)
}

/// Lists one's imports, the newest first.
#[must_use]
pub fn jobs(ctx: &Ctx, who: &Principal) -> Vec<Arc<Job>> {
    let mut jobs = ctx.imports.list();
    jobs.retain(|job| job.owner == who.id());
    jobs.reverse();
    jobs
}

/// Finds one of one's imports.
///
/// # Errors
/// When there is none with this id.
pub fn job(ctx: &Ctx, who: &Principal, id: Uuid) -> Result<Arc<Job>, Error> {
    let job = ctx.imports.list().into_iter().find(|job| job.id == id && job.owner == who.id());
    job.ok_or(Error::ImportNotFound { id })
}
