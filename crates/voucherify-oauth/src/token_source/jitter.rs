//! Random delays: jitter, the pauses between attempts, and the back-off after a failed refresh.

use std::sync::Arc;
use std::time::Duration;

use super::clock::nanos;
use crate::Error;

/// The longest pause after the first attempt. It doubles with each further attempt.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The back-off after a failed refresh. It doubles with each further one.
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(10);

/// A function that returns a number from 0 to 1. Other values are clamped. It is injected, so that
/// tests are repeatable, and not cryptographically secure, since it is used for timing only.
pub(super) type Random = Arc<dyn Fn() -> f64 + Send + Sync>;

/// Returns the default generator, which is fast, per thread, and seeded by the system.
pub(super) fn thread_random() -> Random {
    Arc::new(fastrand::f64)
}

/// Returns a duration between zero and `most`.
pub(super) fn up_to(random: &dyn Fn() -> f64, most: Duration) -> Duration {
    Duration::from_nanos(share(random, nanos(most)))
}

/// Returns a number between zero and `most`.
pub(super) fn share(random: &dyn Fn() -> f64, most: u64) -> u64 {
    let unit = random();
    // NaN counts as zero.
    let unit = if unit > 0.0 { unit.min(1.0) } else { 0.0 };
    // Nanoseconds beyond 2^53 lose their last bits here, which does not matter for jitter.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "see above"
    )]
    let share = (most as f64 * unit) as u64;
    share.min(most)
}

/// Returns the pause after an attempt, counted from 1. It is a random part of a bound that doubles
/// with each attempt, so that the machines of a fleet do not retry at the same time. It is at least
/// the pause that the service requires.
pub(super) fn pause(
    attempt: u32,
    error: &Error,
    limit: Duration,
    random: &dyn Fn() -> f64,
) -> Duration {
    up_to(random, doubled(FIRST_PAUSE, attempt, LONGEST_PAUSE)).max(requested_pause(error, limit))
}

/// Returns the back-off after a failed refresh, given how many failed in a row. It doubles with
/// each failure, with jitter of 25 %, and is at least the pause that the service requires.
///
/// It is short, because a recovery is noticed only after it.
pub(super) fn back_off(
    failures: u32,
    error: &Error,
    limit: Duration,
    random: &dyn Fn() -> f64,
) -> Duration {
    let whole = doubled(FIRST_BACK_OFF, failures, LONGEST_BACK_OFF);
    let back_off = whole - whole / 4 + up_to(random, whole / 2);
    back_off.max(requested_pause(error, limit))
}

/// Returns the pause that the service requires, up to a limit: an error of the service must not
/// block the source for long.
fn requested_pause(error: &Error, limit: Duration) -> Duration {
    error.retry_after().unwrap_or_default().min(limit)
}

/// Returns `first`, doubled `count - 1` times, and at most `longest`.
fn doubled(first: Duration, count: u32, longest: Duration) -> Duration {
    let factor = 1_u32.checked_shl(count.saturating_sub(1)).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(300);

    fn failure(retry_after: Option<u64>) -> Error {
        Error::transient("unavailable", retry_after.map(Duration::from_secs))
    }

    #[test]
    fn a_share_never_exceeds_the_whole() {
        for (unit, expected) in
            [(0.0, 0), (0.5, 50), (1.0, 100), (7.0, 100), (-1.0, 0), (f64::NAN, 0)]
        {
            assert_eq!(share(&move || unit, 100), expected, "unit {unit}");
        }
        assert_eq!(share(&|| 1.0, u64::MAX), u64::MAX);
    }

    #[test]
    fn pauses_double_up_to_a_bound() {
        let most = |attempt| pause(attempt, &failure(None), LIMIT, &|| 1.0).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 6, 40, u32::MAX].map(most),
            [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]
        );
        assert_eq!(pause(3, &failure(None), LIMIT, &|| 0.0), Duration::ZERO);
    }

    #[test]
    fn back_off_doubles_up_to_a_bound() {
        let middle = |failures| back_off(failures, &failure(None), LIMIT, &|| 0.5).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 40, u32::MAX].map(middle),
            [1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]
        );
        assert_eq!(back_off(1, &failure(None), LIMIT, &|| 0.0), Duration::from_millis(750));
        assert_eq!(back_off(1, &failure(None), LIMIT, &|| 1.0), Duration::from_millis(1250));
    }

    #[test]
    fn the_service_can_only_lengthen_pauses() {
        assert_eq!(pause(1, &failure(Some(7)), LIMIT, &|| 1.0), Duration::from_secs(7));
        assert_eq!(back_off(1, &failure(Some(60)), LIMIT, &|| 1.0), Duration::from_secs(60));
        assert_eq!(back_off(1, &failure(Some(u64::MAX)), LIMIT, &|| 1.0), LIMIT);
        assert_eq!(back_off(1, &failure(Some(0)), LIMIT, &|| 0.5), Duration::from_secs(1));
    }
}
