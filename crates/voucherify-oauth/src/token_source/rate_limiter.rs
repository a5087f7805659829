//! Limits how many tokens are invalidated in a row.

use super::clock::Moment;

/// The number of tokens that can be invalidated at once.
const BURST: u64 = 5;

/// The time after which one more is allowed, in nanoseconds.
const INTERVAL: u64 = 30 * 1_000_000_000;

/// Limits how often a token is invalidated because a server rejected it.
///
/// Without a limit, an endpoint that responds 401 for another reason would use up a token with each
/// request, and the number of tokens of a project is limited.
#[derive(Default)]
pub(super) struct RateLimiter {
    used: u64,
    /// When `used` was last decreased.
    counted: Option<Moment>,
}

impl RateLimiter {
    /// Takes a permit. Returns `false` if no permit is left.
    pub(super) fn take(&mut self, now: Moment) -> bool {
        let counted = *self.counted.get_or_insert(now);
        let regained = now.since(counted) / INTERVAL;
        if regained > 0 {
            self.used = self.used.saturating_sub(regained);
            self.counted = Some(now);
        }
        if self.used >= BURST {
            return false;
        }
        self.used += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_one_per_interval() {
        let start = Moment { monotonic: 0, wall: 0 };
        let mut limiter = RateLimiter::default();
        assert_eq!((0..10).filter(|_| limiter.take(start)).count(), 5);
        assert!(!limiter.take(start.after(INTERVAL - 1)));
        assert!(limiter.take(start.after(INTERVAL)));
        assert!(!limiter.take(start.after(INTERVAL)));
        assert_eq!((0..10).filter(|_| limiter.take(start.after(100 * INTERVAL))).count(), 5);
    }
}
