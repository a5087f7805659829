//! The state of a source and its decisions. Uses no I/O, clock or task, so that each decision can
//! be tested on its own.

use std::time::Duration;

use tokio::sync::watch;

use super::clock::{Moment, nanos};
use super::rate_limiter::RateLimiter;
use super::refresh::{Outcome, Replaced};
use super::token::{Phase, Token};
use crate::{AccessToken, Error};

/// The progress of a refresh, which waiters watch.
#[derive(Clone, Default)]
pub(super) struct Progress {
    /// Whether waiters with a token stop waiting.
    pub(super) patience_over: bool,
    pub(super) outcome: Option<Outcome>,
}

/// The mutable state of a source, behind one lock that is held briefly and never across an await.
#[derive(Default)]
pub(super) struct State {
    held: Option<Token>,
    /// The last token that was rejected. The next token must differ from it.
    rejected: Option<Token>,
    /// Tokens that were replaced before they expired.
    retired: Vec<Token>,
    /// The refresh in flight.
    running: Option<watch::Receiver<Progress>>,
    failure: Option<Failure>,
    rejections: RateLimiter,
    closed: bool,
    /// Whether the tokens were taken for revocation. A token that arrives later is revoked too.
    drained: bool,
}

/// The last of the refreshes that failed in a row.
struct Failure {
    error: Error,
    failures: u32,
    until: Moment,
}

/// What to do for a caller.
pub(super) enum Decision {
    Serve(Token),
    Fail(Error),
    /// Wait for the refresh, or for the end of patience if there is a current token.
    Wait {
        progress: watch::Receiver<Progress>,
        current: Option<Token>,
    },
}

/// A refresh that the receiver of this value must start.
pub(super) struct Start {
    pub(super) progress: watch::Sender<Progress>,
    pub(super) replaced: Replaced,
}

/// What happens to a token that a server rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// It was replaced earlier or is not from this source.
    NotHeld,
    Invalidated,
    /// It is still served.
    Ignored,
}

impl State {
    /// Decides what to do for a caller. May return a refresh, which the caller must start.
    pub(super) fn decide(&mut self, now: Moment) -> (Decision, Option<Start>) {
        if self.closed {
            return (Decision::Fail(Error::shut_down()), None);
        }
        let usable = self.held.clone().map(|token| (token.phase(now), token));
        let usable = usable.filter(|(phase, _)| *phase < Phase::Expired);
        let failed = self.backing_off(now).map(|failure| failure.error.clone());
        match (usable, failed) {
            (Some((Phase::Fresh, token)), _) | (Some((_, token)), Some(_)) => {
                (Decision::Serve(token), None)
            }
            (Some((Phase::Advisory, token)), None) => (Decision::Serve(token), self.join().1),
            (None, Some(error)) if self.running.is_none() => (Decision::Fail(error), None),
            (usable, _) => {
                let current = usable.map(|(_, token)| token);
                let (progress, start) = self.join();
                (Decision::Wait { progress, current }, start)
            }
        }
    }

    /// Joins the refresh in flight, or prepares a refresh.
    fn join(&mut self) -> (watch::Receiver<Progress>, Option<Start>) {
        if let Some(running) = &self.running {
            return (running.clone(), None);
        }
        let (sender, progress) = watch::channel(Progress::default());
        self.running = Some(progress.clone());
        let replaced = Replaced { current: self.held.clone(), rejected: self.rejected.clone() };
        (progress, Some(Start { progress: sender, replaced }))
    }

    /// Returns the number of failures in a row if the refresh in flight fails.
    pub(super) fn next_failures(&self) -> u32 {
        self.failure.as_ref().map_or(0, |failure| failure.failures).saturating_add(1)
    }

    /// Ends the refresh in flight. An error is kept until the back-off ends. Returns the outcome
    /// for the waiters.
    pub(super) fn finish(&mut self, outcome: Outcome, now: Moment, back_off: Duration) -> Outcome {
        self.running = None;
        match outcome {
            Ok(token) => {
                self.failure = None;
                if let Some(replaced) = self.held.replace(token.clone()) {
                    self.retire(replaced, now);
                }
                if self.closed { Err(Error::shut_down()) } else { Ok(token) }
            }
            Err(error) => {
                let until = now.after(nanos(back_off));
                let failures = self.next_failures();
                self.failure = Some(Failure { error: error.clone(), failures, until });
                Err(error)
            }
        }
    }

    /// Ends the refresh in flight without an outcome.
    pub(super) fn abandon(&mut self) {
        self.running = None;
    }

    /// Invalidates `token` if it is the current token, unless too many tokens were rejected in a
    /// row.
    pub(super) fn reject(&mut self, token: &AccessToken, now: Moment) -> Rejection {
        let Some(held) = self.held.take_if(|held| held.is(token)) else {
            return Rejection::NotHeld;
        };
        if !self.rejections.take(now) {
            self.held = Some(held);
            return Rejection::Ignored;
        }
        self.rejected = Some(held.clone());
        self.retire(held, now);
        Rejection::Invalidated
    }

    /// Returns whether `token` is the last rejected token.
    pub(super) fn is_rejected(&self, token: &Token) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.is(token.access_token()))
    }

    /// Stops serving tokens. Returns the progress of the refresh in flight.
    pub(super) fn close(&mut self) -> Option<watch::Receiver<Progress>> {
        self.closed = true;
        self.running.clone()
    }

    pub(super) fn is_drained(&self) -> bool {
        self.drained
    }

    /// Takes all tokens that have not expired.
    pub(super) fn take_all(&mut self, now: Moment) -> Vec<Token> {
        self.drained = true;
        let mut tokens = std::mem::take(&mut self.retired);
        tokens.extend(self.held.take());
        tokens.retain(|token| token.phase(now) < Phase::Expired);
        tokens
    }

    /// Keeps a token that is no longer served, to revoke it later. The list stays short, since
    /// rejections are limited and refreshes are minutes apart.
    pub(super) fn retire(&mut self, token: Token, now: Moment) {
        self.retired.retain(|token| token.phase(now) < Phase::Expired);
        self.retired.push(token);
    }

    fn backing_off(&self, now: Moment) -> Option<&Failure> {
        self.failure.as_ref().filter(|failure| !now.reached(failure.until))
    }

    pub(super) fn held(&self) -> Option<&Token> {
        self.held.as_ref()
    }

    /// Returns the token that can be served from now on without a decision.
    pub(super) fn cached(&self, now: Moment) -> Cached {
        let Some(token) = self.held.clone().filter(|_| !self.closed) else {
            return Cached::nothing();
        };
        let lifetime = *token.lifetime();
        let at = |age| lifetime.requested_at.after(age);
        if let Some(failure) = self.backing_off(now) {
            // No refresh starts before both the back-off ends and the token needs a refresh.
            let until = failure.until.earlier(at(lifetime.expiry)).later(at(lifetime.advisory));
            Cached::new(token, until, 0)
        } else if self.running.is_some() {
            // A refresh is in flight already. In the mandatory window, callers wait for it.
            Cached::new(token, at(lifetime.mandatory), 0)
        } else {
            Cached::new(token, at(lifetime.advisory), lifetime.earliest())
        }
    }
}

/// A token, and how long it can be served without a decision.
///
/// It is published as a whole and never modified, so that nearly every call is one load and a few
/// comparisons. When a refresh starts or ends, another value is published.
pub(super) struct Cached {
    monotonic_until: u64,
    wall_from: u64,
    wall_until: u64,
    pub(super) token: Token,
}

impl Cached {
    pub(super) fn nothing() -> Self {
        Self { monotonic_until: 0, wall_from: 0, wall_until: 0, token: Token::placeholder() }
    }

    /// Serves `token` until either clock reaches `until`, or the wall clock is set to before
    /// `wall_from`.
    fn new(token: Token, until: Moment, wall_from: u64) -> Self {
        Self { monotonic_until: until.monotonic, wall_from, wall_until: until.wall, token }
    }

    #[inline]
    pub(super) fn is_good(&self, now: Moment) -> bool {
        now.monotonic < self.monotonic_until
            && now.wall < self.wall_until
            && now.wall >= self.wall_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token_source::builder::Settings;
    use crate::token_source::token::Lifetime;
    use crate::types::{Scope, TokenResponse, TokenType};

    const SECOND: u64 = 1_000_000_000;
    const START: Moment = Moment { monotonic: 0, wall: 1_800_000_000 * SECOND };

    fn token(secret: &str) -> Token {
        let scopes = Scope::Vouchers;
        let token = AccessToken::new(secret);
        let response = TokenResponse::new()
            .with_access_token(token)
            .with_client_id("client")
            .with_expires_in(900)
            .with_scope(scopes)
            .with_token_type(TokenType::Bearer);
        let lifetime = Lifetime::new(START, 900, &Settings::default(), &|| 0.0);
        Token::new(response, &Scope::Vouchers.into(), lifetime).unwrap()
    }

    fn state_with(token: Token) -> State {
        State { held: Some(token), ..State::default() }
    }

    fn at(seconds: u64) -> Moment {
        START.after(seconds * SECOND)
    }

    #[test]
    fn the_cache_serves_until_callers_have_to_wait() {
        let mut state = state_with(token("1"));
        assert!(!state.cached(at(750)).is_good(at(750)));
        let (decision, start) = state.decide(at(750));
        assert!(matches!(decision, Decision::Serve(_)) && start.is_some());
        assert!(state.cached(at(750)).is_good(at(868)));
        assert!(!state.cached(at(750)).is_good(at(869)));
    }

    #[test]
    fn either_clock_ends_the_cache() {
        let cached = Cached::new(token("1"), at(10), START.wall);
        assert!(cached.is_good(START) && cached.is_good(at(9)));
        for now in [
            Moment { monotonic: at(10).monotonic, ..START },
            Moment { wall: at(10).wall, ..START },
            Moment { wall: START.wall - 1, ..START },
        ] {
            assert!(!cached.is_good(now), "{now:?}");
        }
    }

    #[test]
    fn callers_wait_for_a_refresh_although_the_last_one_failed() {
        let mut state = State::default();
        let _start = state.decide(at(0)).1.unwrap();
        let error = Error::transient("unavailable", None);
        state.finish(Err(error), at(0), Duration::from_secs(10)).unwrap_err();
        assert!(matches!(state.decide(at(9)).0, Decision::Fail(_)));
        let _start = state.decide(at(10)).1.unwrap();
        // The wall clock is set back into the back-off.
        assert!(matches!(state.decide(at(5)).0, Decision::Wait { current: None, .. }));
    }

    #[test]
    fn after_a_failure_the_cache_serves_until_the_back_off_ends() {
        for (failed, until) in [(750, 760), (870, 880), (895, 899)] {
            let mut state = state_with(token("1"));
            let _start = state.decide(at(failed)).1.unwrap();
            let error = Error::transient("unavailable", None);
            state.finish(Err(error), at(failed), Duration::from_secs(10)).unwrap_err();
            let cached = state.cached(at(failed));
            assert!(cached.is_good(at(until - 1)), "{failed}");
            assert!(!cached.is_good(at(until)), "{failed}");
        }
    }

    #[test]
    fn a_new_token_is_served_in_place_of_the_old_one() {
        let mut state = state_with(token("1"));
        let _start = state.decide(at(870)).1.unwrap();
        let arrived = state.finish(Ok(token("2")), at(870), Duration::ZERO).unwrap();
        assert!(arrived.is(&AccessToken::new("2")));
        let cached = state.cached(at(0));
        assert!(cached.is_good(at(0)) && cached.token.is(&AccessToken::new("2")));
        let (decision, start) = state.decide(at(0));
        assert!(matches!(decision, Decision::Serve(token) if token.is(arrived.access_token())));
        assert!(start.is_none());
    }

    #[test]
    fn replaced_tokens_are_forgotten_once_they_expire() {
        let mut state = State::default();
        for number in 0..10 {
            state.finish(Ok(token(&number.to_string())), at(0), Duration::ZERO).unwrap();
        }
        assert_eq!(state.retired.len(), 9);
        state.finish(Ok(token("late")), at(900), Duration::ZERO).unwrap();
        assert_eq!(state.retired.len(), 1);
        assert!(state.take_all(at(900)).is_empty());
    }

    #[test]
    fn many_callers_share_one_refresh() {
        let mut state = State::default();
        let started = (0..100).filter_map(|_| state.decide(at(0)).1).count();
        assert_eq!(started, 1);
        state.abandon();
        assert!(state.decide(at(0)).1.is_some());
    }

    #[test]
    fn an_expired_token_is_not_served_after_the_wait() {
        let mut state = state_with(token("1"));
        let _start = state.decide(at(870)).1.unwrap();
        assert!(matches!(state.decide(at(898)).0, Decision::Wait { current: Some(_), .. }));
        assert!(matches!(state.decide(at(899)).0, Decision::Wait { current: None, .. }));
    }
}
