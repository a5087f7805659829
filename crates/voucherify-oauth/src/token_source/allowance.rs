//! How many tokens may be rejected in a row.

use super::clock::Moment;

/// How many rejections are allowed at once.
const MOST: u64 = 5;

/// In which time one more is allowed, in nanoseconds.
const EACH: u64 = 30 * 1_000_000_000;

/// Bounds how often a token may be given up because someone was refused with it.
///
/// An endpoint that answers 401 for a reason of its own would otherwise have a token made for each request to it, and a
/// project has only so many.
#[derive(Default)]
pub(super) struct Allowance {
    used: u64,
    /// When `used` was last reduced.
    counted: Option<Moment>,
}

impl Allowance {
    /// Uses one up. False if none is left.
    pub(super) fn take(&mut self, now: Moment) -> bool {
        let counted = *self.counted.get_or_insert(now);
        let regained = now.since(counted) / EACH;
        if regained > 0 {
            self.used = self.used.saturating_sub(regained);
            self.counted = Some(now);
        }
        if self.used >= MOST {
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
    fn some_are_allowed_at_once_and_then_one_from_time_to_time() {
        let start = Moment { monotonic: 0, wall: 0 };
        let mut allowance = Allowance::default();
        assert_eq!((0..10).filter(|_| allowance.take(start)).count(), 5);
        assert!(!allowance.take(start.after(EACH - 1)));
        assert!(allowance.take(start.after(EACH)));
        assert!(!allowance.take(start.after(EACH)));
        assert_eq!((0..10).filter(|_| allowance.take(start.after(100 * EACH))).count(), 5);
    }
}
