//! What callers can have without a thought: the token, and until when that holds.

use std::sync::Arc;

use arc_swap::Guard;

use super::clock::Moment;
use super::token::Token;

/// A token and the time in which it may be served with nothing else to do.
///
/// It is published whole and never changed, so that the path that nearly every call takes is one load and a few
/// comparisons. All that is less simple (a refresh that is due, running or has failed) ends this time early, or extends it,
/// by publishing another.
pub(super) struct Served {
    monotonic_until: u64,
    wall_from: u64,
    wall_until: u64,
    pub(super) token: Token,
}

impl Served {
    /// Nothing can be had.
    pub(super) fn nothing() -> Self {
        Self { monotonic_until: 0, wall_from: 0, wall_until: 0, token: Token::placeholder() }
    }

    /// `token` until either clock reaches `until`, or until the wall clock is set to before `wall_from`.
    pub(super) fn new(token: Token, until: Moment, wall_from: u64) -> Self {
        Self { monotonic_until: until.monotonic, wall_from, wall_until: until.wall, token }
    }

    /// `token` for one caller, who was told that it is good.
    pub(super) fn lent(token: Token) -> Guard<Arc<Self>> {
        Guard::from_inner(Arc::new(Self { token, ..Self::nothing() }))
    }

    #[inline]
    pub(super) fn is_good(&self, now: Moment) -> bool {
        now.monotonic < self.monotonic_until
            && now.wall < self.wall_until
            && now.wall >= self.wall_from
    }
}
