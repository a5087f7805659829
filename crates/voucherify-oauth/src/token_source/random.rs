//! Where jitter comes from.

use std::time::Duration;

use super::clock::nanos;

/// Where a token source takes its jitter from. Injected so that tests repeat.
///
/// It decides only when things happen, never what is secret. A closure that returns an `f64` is one.
pub trait Random: Send + Sync + 'static {
    /// A number from 0 to 1. What lies outside counts as the nearest of the two.
    fn unit(&self) -> f64;
}

impl<F: Fn() -> f64 + Send + Sync + 'static> Random for F {
    fn unit(&self) -> f64 {
        self()
    }
}

/// The usual one: a fast generator for each thread, seeded by the system.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ThreadRandom;

impl Random for ThreadRandom {
    fn unit(&self) -> f64 {
        fastrand::f64()
    }
}

/// A duration between none and `most`.
pub(super) fn up_to(random: &dyn Random, most: Duration) -> Duration {
    Duration::from_nanos(share(random, nanos(most)))
}

/// A number between none and `most`.
pub(super) fn share(random: &dyn Random, most: u64) -> u64 {
    let unit = random.unit();
    // NaN is neither: it counts as none.
    let unit = if unit > 0.0 { unit.min(1.0) } else { 0.0 };
    // Nanoseconds beyond 2^53 lose their last bits here, which no jitter misses.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "see above"
    )]
    let share = (most as f64 * unit) as u64;
    share.min(most)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_never_more_than_the_whole_whatever_the_generator_says() {
        for (unit, expected) in
            [(0.0, 0), (0.5, 50), (1.0, 100), (7.0, 100), (-1.0, 0), (f64::NAN, 0)]
        {
            assert_eq!(share(&move || unit, 100), expected, "unit {unit}");
        }
        assert_eq!(share(&|| 1.0, u64::MAX), u64::MAX);
    }
}
