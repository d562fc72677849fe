//! How often something may be tried, by address or user.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use meshery_identity::Error;

/// Most keys that are remembered before those that could try again are forgotten.
const REMEMBERED: usize = 100_000;

/// Counts attempts by key and refuses what is too much.
#[derive(Debug)]
pub(super) struct Attempts {
    limiter: DefaultKeyedRateLimiter<String>,
    counted: AtomicUsize,
}

impl Attempts {
    /// Allows this many at once, and this many a minute after that.
    pub(super) fn new(at_once: u32, a_minute: u32) -> Self {
        let one = NonZeroU32::MIN;
        let pause = Duration::from_secs(60) / a_minute.max(1);
        let quota = Quota::with_period(pause).unwrap_or_else(|| Quota::per_minute(one));
        let quota = quota.allow_burst(NonZeroU32::new(at_once).unwrap_or(one));
        Self { limiter: RateLimiter::keyed(quota), counted: AtomicUsize::new(0) }
    }

    /// Counts one attempt.
    pub(super) fn count(&self, key: &str) -> Result<(), Error> {
        // Going through all keys takes a while, so not every attempt does it.
        if self.counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(4096)
            && self.limiter.len() > REMEMBERED
        {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&key.to_owned()).map_err(|wait| {
            let wait = wait.wait_time_from(DefaultClock::default().now());
            Error::TooManyAttempts { retry_after_seconds: wait.as_secs() + 1 }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tries_too_often_waits_and_others_do_not() {
        let attempts = Attempts::new(3, 60);
        for _ in 0..3 {
            attempts.count("a").expect("allowed");
        }
        let refused = attempts.count("a").expect_err("too many");
        assert!(matches!(refused, Error::TooManyAttempts { retry_after_seconds: 1..=2 }), "{refused}");
        attempts.count("b").expect("somebody else");
    }
}
