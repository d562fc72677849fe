//! What is fetched from a provider when it is needed, and kept.
//!
//! One fetch serves all who wait for it. Who can do with what is known never waits: neither for a provider that
//! is slow, nor for the fetches that forged tokens cause.

use std::future::Future;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use tokio::sync::Mutex;

/// Fewest seconds between two fetches that strangers can cause: forged tokens must not become a load on the
/// provider.
pub(crate) const PAUSE: i64 = 5;

/// Something fetched, with the time of the request that needed it.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    known: RwLock<Option<(Timestamp, Arc<T>)>>,
    /// Held while fetching. Holds when something was last fetched although something was known.
    renewed: Mutex<Option<Timestamp>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { known: RwLock::new(None), renewed: Mutex::new(None) }
    }
}

impl<T> Kept<T> {
    /// Returns what is known unless it is older than this, else what is fetched. Where that fails or is under
    /// way already, something old is better than nothing.
    pub(crate) async fn no_older_than<E>(
        &self,
        seconds: i64,
        now: Timestamp,
        fetch: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let Some((at, value)) = self.known() else { return self.first(now, fetch).await };
        if now.as_second() - at.as_second() < seconds {
            return Ok(value);
        }
        let Ok(mut renewed) = self.renewed.try_lock() else { return Ok(value) };
        if is_recent(*renewed, PAUSE, now) {
            return Ok(value);
        }
        *renewed = Some(now);
        Ok(self.fetched(now, fetch).await.unwrap_or(value))
    }

    /// Returns what is fetched because what is known does not fit; what is known, if something was fetched less
    /// than `pause` seconds ago for the same reason, or since `now`, or can't be fetched.
    pub(crate) async fn renew<E>(
        &self,
        pause: i64,
        now: Timestamp,
        fetch: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let mut renewed = self.renewed.lock().await;
        let known = match self.known() {
            Some((at, value)) if at >= now || is_recent(*renewed, pause, now) => return Ok(value),
            Some((_, value)) => Some(value),
            None => None,
        };
        *renewed = Some(now);
        let fetched = self.fetched(now, fetch).await;
        fetched.or_else(|error| known.ok_or(error))
    }

    async fn first<E>(&self, now: Timestamp, fetch: impl Future<Output = Result<T, E>>) -> Result<Arc<T>, E> {
        let _turn = self.renewed.lock().await;
        match self.known() {
            Some((_, value)) => Ok(value),
            None => self.fetched(now, fetch).await,
        }
    }

    async fn fetched<E>(
        &self,
        now: Timestamp,
        fetch: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let value = Arc::new(fetch.await?);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&value)));
        Ok(value)
    }

    fn known(&self) -> Option<(Timestamp, Arc<T>)> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn is_recent(at: Option<Timestamp>, seconds: i64, now: Timestamp) -> bool {
    at.is_some_and(|at| at >= now || now.as_second() - at.as_second() < seconds)
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("time")
    }

    async fn value(value: u8) -> Result<u8, &'static str> {
        Ok(value)
    }

    async fn down() -> Result<u8, &'static str> {
        Err("down")
    }

    /// Runs what never waits for anything but its fetch.
    fn run<T>(job: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().expect("runtime").block_on(job)
    }

    #[test]
    fn what_is_old_is_fetched_again_and_kept_where_that_fails() {
        run(async {
            let kept = Kept::default();
            assert_eq!(kept.no_older_than(60, at(0), down()).await, Err("down"));
            assert_eq!(kept.no_older_than(60, at(1), value(1)).await.as_deref(), Ok(&1));
            assert_eq!(kept.no_older_than(60, at(60), value(2)).await.as_deref(), Ok(&1));
            assert_eq!(kept.no_older_than(60, at(61), down()).await.as_deref(), Ok(&1));
            assert_eq!(
                kept.no_older_than(60, at(62), value(3)).await.as_deref(),
                Ok(&1),
                "it failed just now"
            );
            assert_eq!(kept.no_older_than(60, at(66), value(4)).await.as_deref(), Ok(&4));
        });
    }

    #[test]
    fn strangers_cause_a_fetch_only_now_and_then() {
        run(async {
            let kept = Kept::default();
            assert_eq!(kept.no_older_than(60, at(1), value(1)).await.as_deref(), Ok(&1));
            assert_eq!(kept.renew(PAUSE, at(2), value(2)).await.as_deref(), Ok(&2));
            assert_eq!(kept.renew(PAUSE, at(6), value(3)).await.as_deref(), Ok(&2));
            assert_eq!(kept.renew(PAUSE, at(7), down()).await.as_deref(), Ok(&2));
            assert_eq!(kept.renew(PAUSE, at(8), value(4)).await.as_deref(), Ok(&2), "it failed just now");
            assert_eq!(kept.renew(0, at(9), value(5)).await.as_deref(), Ok(&5));
            assert_eq!(kept.renew(0, at(9), value(6)).await.as_deref(), Ok(&5), "it was fetched since");
        });
    }

    #[test]
    fn who_can_do_with_what_is_known_does_not_wait() {
        run(async {
            let kept = Kept::default();
            assert_eq!(kept.no_older_than(60, at(1), value(1)).await.as_deref(), Ok(&1));
            let endless = kept.renew(PAUSE, at(100), pending::<Result<u8, &str>>());
            tokio::select! {
                biased;
                _ = endless => panic!("there is no end"),
                other = kept.no_older_than(60, at(100), value(2)) => assert_eq!(other.as_deref(), Ok(&1)),
            }
        });
    }
}
