//! What time it is, on two clocks at once.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// One reading of two clocks.
///
/// The monotonic clock is never set, but on most systems it stands still while the machine is suspended. The wall clock
/// runs on through a suspension, but can be set. A token's age is the greater of what the two say, so that neither a
/// suspended laptop nor a corrected clock lets an expired token out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Nanoseconds since any fixed point.
    pub(super) monotonic: u64,
    /// Nanoseconds since the Unix epoch.
    pub(super) wall: u64,
}

impl Moment {
    /// A reading: the monotonic clock since any fixed point, and the wall clock since the Unix epoch.
    ///
    /// Both are kept to the nanosecond, and end 584 years on.
    #[must_use]
    pub fn new(monotonic: Duration, wall: Duration) -> Self {
        Self { monotonic: nanos(monotonic), wall: nanos(wall) }
    }

    /// This moment on both clocks, `nanos` later.
    pub(super) fn after(self, nanos: u64) -> Self {
        Self {
            monotonic: self.monotonic.saturating_add(nanos),
            wall: self.wall.saturating_add(nanos),
        }
    }

    /// The earlier of the two, on each clock by itself.
    pub(super) fn earlier(self, other: Self) -> Self {
        Self { monotonic: self.monotonic.min(other.monotonic), wall: self.wall.min(other.wall) }
    }

    /// The later of the two, on each clock by itself.
    pub(super) fn later(self, other: Self) -> Self {
        Self { monotonic: self.monotonic.max(other.monotonic), wall: self.wall.max(other.wall) }
    }

    /// Whether either clock has come to `deadline`.
    pub(super) fn reached(self, deadline: Self) -> bool {
        self.monotonic >= deadline.monotonic || self.wall >= deadline.wall
    }

    /// Nanoseconds since `earlier`, by whichever clock says more; a clock that went backwards says none.
    pub(super) fn since(self, earlier: Self) -> u64 {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        monotonic.max(self.wall.saturating_sub(earlier.wall))
    }

    /// The wall clock's reading.
    pub(super) fn system_time(self) -> SystemTime {
        // Of the platforms that Rust runs on, those with the narrowest clock end in 2^63 ns, which is in the year 2262.
        SystemTime::UNIX_EPOCH
            .checked_add(Duration::from_nanos(self.wall))
            .unwrap_or(SystemTime::UNIX_EPOCH)
    }
}

/// `duration` in nanoseconds, or as many as can be counted.
pub(super) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Where a token source reads the time. Injected so that tests can suspend a machine or set its clock back.
///
/// It is read on every call for a token: keep it cheap. A closure that returns a [`Moment`] is a clock.
pub trait Clock: Send + Sync + 'static {
    /// The time now. Neither of the two readings has to be finer than some milliseconds.
    fn now(&self) -> Moment;
}

impl<F: Fn() -> Moment + Send + Sync + 'static> Clock for F {
    fn now(&self) -> Moment {
        self()
    }
}

/// The machine's own clocks.
///
/// On Linux these are the coarse ones, which cost a quarter of the fine ones and are some milliseconds behind: nothing to
/// a token that lives for minutes.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct SystemClock;

impl Clock for SystemClock {
    #[inline]
    fn now(&self) -> Moment {
        system_now()
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
#[inline]
fn system_now() -> Moment {
    use rustix::time::{ClockId, Timespec, clock_gettime};

    #[inline]
    fn nanos(time: Timespec) -> u64 {
        // A clock before 1970 reads as 1970: the other clock goes on telling the age.
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
fn system_now() -> Moment {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    let monotonic = START.get_or_init(Instant::now).elapsed();
    // A clock before 1970 reads as 1970: the other clock goes on telling the age.
    let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Moment::new(monotonic, wall)
}

/// The clock of one source. The usual one is named, so that reading it needs no virtual call.
#[derive(Clone)]
pub(super) enum AnyClock {
    System(SystemClock),
    Injected(Arc<dyn Clock>),
}

impl AnyClock {
    #[inline]
    pub(super) fn now(&self) -> Moment {
        match self {
            Self::System(clock) => clock.now(),
            Self::Injected(clock) => clock.now(),
        }
    }
}

impl fmt::Debug for AnyClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System(_) => "SystemClock",
            Self::Injected(_) => "injected",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_system_clock_tells_the_time_of_day() {
        let wall = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let before = wall();
        let now = Duration::from_nanos(AnyClock::System(SystemClock).now().wall);
        // A coarse clock is some milliseconds behind.
        assert!(now + Duration::from_secs(1) > before && now <= wall(), "{before:?} {now:?}");
    }

    #[test]
    fn the_system_clock_goes_on_as_time_does() {
        let (begun, first) = (Instant::now(), SystemClock.now());
        let elapsed = loop {
            let elapsed = Duration::from_nanos(SystemClock.now().since(first));
            if elapsed >= Duration::from_millis(20) || begun.elapsed() > Duration::from_secs(5) {
                break elapsed;
            }
            std::hint::spin_loop();
        };
        let expected = begun.elapsed();
        assert!(elapsed.abs_diff(expected) < Duration::from_secs(1), "{elapsed:?} {expected:?}");
        let now = SystemClock.now();
        assert!(now.monotonic > first.monotonic && now.wall > first.wall, "{first:?} {now:?}");
    }
}
