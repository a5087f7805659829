//! How long to pause between attempts, and after a series of them has failed.

use std::time::Duration;

use super::error::TokenError;
use super::random::{Random, up_to};

/// The longest pause after the first attempt; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The rest after a failed series; it doubles with each further one.
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(10);

/// The pause after the `attempt`th attempt of a series, counted from 1: anything up to a bound that doubles, so that a fleet
/// that failed together does not come back together. Never less than the service asked for.
pub(super) fn pause(
    attempt: u32,
    error: &TokenError,
    limit: Duration,
    random: &dyn Random,
) -> Duration {
    up_to(random, doubled(FIRST_PAUSE, attempt, LONGEST_PAUSE)).max(asked(error, limit))
}

/// How long the failure of `streak` series one after another, counted from 1, is remembered: up to a quarter more or less
/// than a bound that doubles. Never less than the service asked for.
///
/// It is short, since it is also how late a recovery may be noticed.
pub(super) fn rest(
    streak: u32,
    error: &TokenError,
    limit: Duration,
    random: &dyn Random,
) -> Duration {
    let whole = doubled(FIRST_REST, streak, LONGEST_REST);
    let rest = whole - whole / 4 + up_to(random, whole / 2);
    rest.max(asked(error, limit))
}

/// How long the service wants to be left alone, within bounds: its mistakes must not end the source for good.
fn asked(error: &TokenError, limit: Duration) -> Duration {
    error.retry_after().unwrap_or_default().min(limit)
}

/// `first`, doubled with every count after the first, and never more than `longest`.
fn doubled(first: Duration, count: u32, longest: Duration) -> Duration {
    let factor = 1_u32.checked_shl(count.saturating_sub(1)).unwrap_or(u32::MAX);
    first.saturating_mul(factor).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(300);

    fn failure(retry_after: Option<u64>) -> TokenError {
        TokenError::transient("unavailable", retry_after.map(Duration::from_secs))
    }

    #[test]
    fn pauses_double_up_to_a_bound_and_jitter_takes_any_part_of_them() {
        let most = |attempt| pause(attempt, &failure(None), LIMIT, &|| 1.0).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 6, 40, u32::MAX].map(most),
            [250, 500, 1000, 2000, 4000, 5000, 5000, 5000]
        );
        assert_eq!(pause(3, &failure(None), LIMIT, &|| 0.0), Duration::ZERO);
    }

    #[test]
    fn rests_begin_at_about_a_second_and_double_up_to_a_bound() {
        let middle = |streak| rest(streak, &failure(None), LIMIT, &|| 0.5).as_millis();
        assert_eq!(
            [1, 2, 3, 4, 5, 40, u32::MAX].map(middle),
            [1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]
        );
        assert_eq!(rest(1, &failure(None), LIMIT, &|| 0.0), Duration::from_millis(750));
        assert_eq!(rest(1, &failure(None), LIMIT, &|| 1.0), Duration::from_millis(1250));
    }

    #[test]
    fn the_service_can_ask_for_more_within_bounds_and_not_for_less() {
        assert_eq!(pause(1, &failure(Some(7)), LIMIT, &|| 1.0), Duration::from_secs(7));
        assert_eq!(rest(1, &failure(Some(60)), LIMIT, &|| 1.0), Duration::from_secs(60));
        assert_eq!(rest(1, &failure(Some(u64::MAX)), LIMIT, &|| 1.0), LIMIT);
        assert_eq!(rest(1, &failure(Some(0)), LIMIT, &|| 0.5), Duration::from_secs(1));
    }
}
