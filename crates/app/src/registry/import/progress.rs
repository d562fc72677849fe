//! How far an import is, and whether it is still wanted.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use tokio::sync::Notify;

use crate::Error;

/// What an import is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Stage {
    /// Waiting, or getting the files.
    #[default]
    Fetching,
    /// Reading the files.
    Reading,
    /// Comparing with what is there, and saving.
    Saving,
}

/// How far an import is. Written by the import, read by whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicU8,
    pub(super) files: AtomicU64,
    pub(super) bytes: AtomicU64,
    pub(super) models: AtomicU64,
    pub(super) components: AtomicU64,
    pub(super) relationships: AtomicU64,
    pub(super) failures: AtomicU64,
    is_cancelled: AtomicBool,
    cancelling: Notify,
}

/// Numbers of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What it is doing.
    pub stage: Stage,
    /// Files read.
    pub files: u64,
    /// Bytes read, expanded.
    pub bytes: u64,
    /// Models found.
    pub models: u64,
    /// Components found.
    pub components: u64,
    /// Relationship definitions found.
    pub relationships: u64,
    /// Entities that can't come in.
    pub failures: u64,
}

impl Progress {
    /// Asks the import to stop. It does so at the next file, and saves nothing.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
        self.cancelling.notify_one();
    }

    /// Returns how far it is.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let number = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Figures {
            stage: match self.stage.load(Ordering::Relaxed) {
                0 => Stage::Fetching,
                1 => Stage::Reading,
                _ => Stage::Saving,
            },
            files: number(&self.files),
            bytes: number(&self.bytes),
            models: number(&self.models),
            components: number(&self.components),
            relationships: number(&self.relationships),
            failures: number(&self.failures),
        }
    }

    /// Returns when the import is no longer wanted.
    pub(super) async fn cancelled(&self) {
        self.cancelling.notified().await;
    }

    /// Begins a stage.
    pub(super) fn enter(&self, stage: Stage) {
        self.stage.store(stage as u8, Ordering::Relaxed);
    }

    pub(super) fn count(counter: &AtomicU64, more: u64) {
        counter.fetch_add(more, Ordering::Relaxed);
    }

    /// Fails when the import is no longer wanted.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.is_cancelled.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }
}
