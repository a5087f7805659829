//! What a source has done so far, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::clock::Moment;
use super::state::Outcome;
use super::token::Token;

/// What a source has done since it was made, to be handed to whatever collects metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metrics {
    /// Attempts to get a token: requests, as far as the source knows.
    pub attempts: u64,
    /// Series of attempts that gave a token.
    pub refreshes: u64,
    /// Series of attempts that gave none.
    pub failures: u64,
    /// Calls that had to wait for a series. All others were answered at once.
    pub waits: u64,
    /// Tokens given up because they were [rejected](super::TokenSource::invalidate).
    pub rejections: u64,
    /// Rejections that were not acted on, since too many came one after the other.
    pub rejections_ignored: u64,
    /// Tokens revoked.
    pub revocations: u64,
    /// How long ago the token now held was asked for. Nothing if none is held.
    pub age: Option<Duration>,
}

/// The numbers while they change. Each stands by itself, and none is touched on the path that most calls take.
#[derive(Default)]
pub(super) struct Counters {
    attempts: AtomicU64,
    refreshes: AtomicU64,
    failures: AtomicU64,
    waits: AtomicU64,
    rejections: AtomicU64,
    rejections_ignored: AtomicU64,
    revocations: AtomicU64,
}

impl Counters {
    pub(super) fn attempted(&self) {
        increment(&self.attempts);
    }

    pub(super) fn finished(&self, outcome: &Outcome) {
        increment(if outcome.is_ok() { &self.refreshes } else { &self.failures });
    }

    pub(super) fn waited(&self) {
        increment(&self.waits);
    }

    pub(super) fn rejected(&self) {
        increment(&self.rejections);
    }

    pub(super) fn rejection_ignored(&self) {
        increment(&self.rejections_ignored);
    }

    pub(super) fn revoked(&self) {
        increment(&self.revocations);
    }

    pub(super) fn snapshot(&self, held: Option<&Token>, now: Moment) -> Metrics {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Metrics {
            attempts: read(&self.attempts),
            refreshes: read(&self.refreshes),
            failures: read(&self.failures),
            waits: read(&self.waits),
            rejections: read(&self.rejections),
            rejections_ignored: read(&self.rejections_ignored),
            revocations: read(&self.revocations),
            age: held.map(|token| Duration::from_nanos(token.lifetime().age(now))),
        }
    }
}

fn increment(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
