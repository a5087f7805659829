//! Reads the monotonic clock and the wall clock.

use std::fmt;
#[cfg(feature = "test-util")]
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A reading of two clocks.
///
/// The monotonic clock can't be set, but on most systems it stops while the machine is suspended.
/// The wall clock continues, but can be set. The age of a token is the greater of the two
/// differences, so that an expired token is detected after a suspension and after a change of the
/// wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Nanoseconds since an arbitrary fixed point.
    pub(super) monotonic: u64,
    /// Nanoseconds since the Unix epoch.
    pub(super) wall: u64,
}

impl Moment {
    /// Creates a reading from the monotonic clock since an arbitrary fixed point and the wall clock
    /// since the Unix epoch.
    ///
    /// Both have a resolution of nanoseconds and saturate after 584 years.
    #[must_use]
    pub fn new(monotonic: Duration, wall: Duration) -> Self {
        Self { monotonic: nanos(monotonic), wall: nanos(wall) }
    }

    /// Returns this moment `nanos` later on both clocks.
    pub(super) fn after(self, nanos: u64) -> Self {
        Self {
            monotonic: self.monotonic.saturating_add(nanos),
            wall: self.wall.saturating_add(nanos),
        }
    }

    /// Returns the earlier reading of each clock.
    pub(super) fn earlier(self, other: Self) -> Self {
        Self { monotonic: self.monotonic.min(other.monotonic), wall: self.wall.min(other.wall) }
    }

    /// Returns the later reading of each clock.
    pub(super) fn later(self, other: Self) -> Self {
        Self { monotonic: self.monotonic.max(other.monotonic), wall: self.wall.max(other.wall) }
    }

    /// Returns whether either clock has reached `deadline`.
    pub(super) fn reached(self, deadline: Self) -> bool {
        self.monotonic >= deadline.monotonic || self.wall >= deadline.wall
    }

    /// Returns the nanoseconds since `earlier`, by the clock on which more time has passed. Returns
    /// zero if both went backwards.
    pub(super) fn since(self, earlier: Self) -> u64 {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        monotonic.max(self.wall.saturating_sub(earlier.wall))
    }

    /// Returns the reading of the wall clock.
    pub(super) fn system_time(self) -> SystemTime {
        // The narrowest clock of the platforms that Rust supports ends in 2262.
        SystemTime::UNIX_EPOCH
            .checked_add(Duration::from_nanos(self.wall))
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// Converts one time to a reading of both clocks, for a test with one clock. A time before 1970
/// counts as 1970.
impl From<SystemTime> for Moment {
    fn from(time: SystemTime) -> Self {
        let since_epoch = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self::new(since_epoch, since_epoch)
    }
}

/// Converts a duration to nanoseconds. Saturates.
pub(super) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// The clocks of a token source, which it reads in every call.
#[derive(Clone)]
pub(super) enum Clock {
    /// The clocks of the machine. On Linux and Android these are the coarse clocks, which are
    /// faster to read and a few milliseconds late.
    System,
    #[cfg(feature = "test-util")]
    Injected(Arc<dyn Fn() -> Moment + Send + Sync>),
}

impl Clock {
    #[inline]
    pub(super) fn now(&self) -> Moment {
        match self {
            Self::System => system_now(),
            #[cfg(feature = "test-util")]
            Self::Injected(clock) => clock(),
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
#[inline]
fn system_now() -> Moment {
    use rustix::time::{ClockId, Timespec, clock_gettime};

    #[inline]
    fn nanos(time: Timespec) -> u64 {
        // A time before 1970 counts as 1970. The other clock still ages a token.
        let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
        let nanos = u64::try_from(time.tv_nsec).unwrap_or(0);
        seconds.saturating_mul(1_000_000_000).saturating_add(nanos)
    }

    Moment {
        monotonic: nanos(clock_gettime(ClockId::MonotonicCoarse)),
        wall: nanos(clock_gettime(ClockId::RealtimeCoarse)),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
use portable_now as system_now;

/// Tested on every system.
#[cfg(any(test, not(any(target_os = "linux", target_os = "android"))))]
fn portable_now() -> Moment {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    let monotonic = nanos(START.get_or_init(Instant::now).elapsed());
    Moment { monotonic, ..Moment::from(SystemTime::now()) }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            #[cfg(feature = "test-util")]
            Self::Injected(_) => "Injected",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_system_clock_reads_the_wall_clock() {
        let wall = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        for read in [system_now, portable_now] {
            let before = wall();
            let moment = read();
            assert!(moment.monotonic < moment.wall, "{moment:?}");
            let now = Duration::from_nanos(moment.wall);
            // A coarse clock is a few milliseconds late.
            assert!(now + Duration::from_secs(1) > before && now <= wall(), "{before:?} {now:?}");
        }
    }

    #[test]
    fn the_system_clock_advances_with_time() {
        for read in [system_now, portable_now] {
            let (begun, first) = (Instant::now(), read());
            let elapsed = loop {
                let elapsed = Duration::from_nanos(read().since(first));
                if elapsed >= Duration::from_millis(20) || begun.elapsed() > Duration::from_secs(5)
                {
                    break elapsed;
                }
                std::hint::spin_loop();
            };
            let expected = begun.elapsed();
            let apart = elapsed.abs_diff(expected);
            assert!(apart < Duration::from_secs(1), "{elapsed:?} {expected:?}");
            let now = read();
            for (now, first) in [(now.monotonic, first.monotonic), (now.wall, first.wall)] {
                let passed = Duration::from_nanos(now - first);
                let longest = begun.elapsed() + Duration::from_secs(1);
                assert!(passed >= elapsed / 2 && passed < longest, "{passed:?} {elapsed:?}");
            }
        }
    }
}
