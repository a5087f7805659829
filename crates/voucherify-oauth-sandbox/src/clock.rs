//! The time of a sandbox.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A closure that returns the time.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// A clock for tests that moves only when a test advances it. Clones share the time.
///
/// Use its [reader](Self::reader) as the clock of both a sandbox and a token source.
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth_sandbox::ManualClock;
///
/// let clock = ManualClock::new();
/// let (before, reader) = (clock.now(), clock.reader());
/// clock.advance(Duration::from_secs(900));
/// assert_eq!(reader(), before + Duration::from_secs(900));
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock {
    now: Arc<Mutex<SystemTime>>,
}

impl ManualClock {
    /// 2026-01-01T00:00:00Z.
    const START: Duration = Duration::from_secs(1_767_225_600);

    /// Creates a clock that shows 2026-01-01T00:00:00Z.
    #[must_use]
    pub fn new() -> Self {
        Self::starting_at(UNIX_EPOCH + Self::START)
    }

    /// Creates a clock that shows `time`.
    #[must_use]
    pub fn starting_at(time: SystemTime) -> Self {
        Self { now: Arc::new(Mutex::new(time)) }
    }

    /// Advances the clock.
    pub fn advance(&self, by: Duration) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// Returns the time that the clock shows.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a closure that returns [`now`](Self::now).
    pub fn reader(&self) -> impl Fn() -> SystemTime + Clone + Send + Sync + use<> {
        let clock = self.clone();
        move || clock.now()
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the whole seconds since the Unix epoch, or 0 for an earlier time.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_the_epoch_counts_as_the_epoch() {
        assert_eq!(unix_seconds(UNIX_EPOCH - Duration::from_secs(5)), 0);
        assert_eq!(unix_seconds(UNIX_EPOCH + Duration::from_millis(1999)), 1);
    }
}
