//! What identity use cases work with, beside the store.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use meshery_identity::token::VerifyingKey;
use meshery_identity::{Principal, Providers, Sealer};
use meshery_model::SessionId;
use moka::future::Cache;
use tokio::sync::Semaphore;

use super::attempts::Attempts;

/// How long what is known about a session is believed. Streams look again in this interval, too.
const BELIEVED: Duration = Duration::from_secs(2);
/// Most sessions at hand.
const AT_HAND: u64 = 10_000;
/// How long a foreign token that was recognised is believed.
const FOREIGN_BELIEVED: Duration = Duration::from_secs(30);

/// How long things last.
#[derive(Clone, Copy, Debug)]
pub struct Lifetimes {
    /// Seconds a sign-in lasts that is not used.
    pub idle_seconds: i64,
    /// Seconds a sign-in lasts at most.
    pub longest_seconds: i64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { idle_seconds: 24 * 3600, longest_seconds: 30 * 24 * 3600 }
    }
}

/// What is known about a session, or a token of a provider, that is good.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) principal: Principal,
    pub(super) expires_at: Timestamp,
}

/// Keys that tokens are checked with.
#[derive(Debug, Default)]
pub(super) struct Keyring {
    pub(super) keys: HashMap<String, VerifyingKey>,
    pub(super) read_at: Option<Timestamp>,
    /// Id of this server, which its tokens name.
    pub(super) issuer: Arc<str>,
}

/// What identity use cases work with, beside the store.
#[derive(Debug)]
pub struct Identity {
    pub(super) providers: Providers,
    pub(super) sealer: Sealer,
    pub(super) lifetimes: Lifetimes,
    pub(super) keyring: RwLock<Keyring>,
    pub(super) sessions: Cache<SessionId, Option<Known>>,
    pub(super) foreign: Cache<[u8; 32], Known>,
    /// Passwords are hashed one after the other: each takes a core for tens of milliseconds.
    pub(super) hashing: Semaphore,
    /// Attempts to prove something, by address or user.
    pub(super) attempts: Attempts,
    /// Things made without having signed in, by address.
    pub(super) beginnings: Attempts,
}

impl Identity {
    /// Puts the parts together.
    #[must_use]
    pub fn new(providers: Providers, sealer: Sealer, lifetimes: Lifetimes) -> Self {
        Self {
            providers,
            sealer,
            lifetimes,
            keyring: RwLock::default(),
            sessions: Cache::builder().max_capacity(AT_HAND).time_to_live(BELIEVED).build(),
            foreign: Cache::builder().max_capacity(AT_HAND).time_to_live(FOREIGN_BELIEVED).build(),
            hashing: Semaphore::new(1),
            attempts: Attempts::new(20, 20),
            beginnings: Attempts::new(60, 60),
        }
    }

    /// Returns the configured providers.
    #[must_use]
    pub const fn providers(&self) -> &Providers {
        &self.providers
    }

    pub(super) fn key(&self, id: &str) -> Option<(VerifyingKey, Arc<str>)> {
        let keyring = self.keyring.read().unwrap_or_else(PoisonError::into_inner);
        keyring.keys.get(id).map(|key| (key.clone(), Arc::clone(&keyring.issuer)))
    }

    pub(super) fn issuer(&self) -> Arc<str> {
        Arc::clone(&self.keyring.read().unwrap_or_else(PoisonError::into_inner).issuer)
    }

    /// Forgets what is at hand about one session.
    pub(super) async fn forget(&self, id: SessionId) {
        self.sessions.invalidate(&id).await;
    }

    /// Forgets everything at hand, after a change that concerns many sessions.
    pub(super) fn forget_all(&self) {
        self.sessions.invalidate_all();
        self.foreign.invalidate_all();
    }
}
