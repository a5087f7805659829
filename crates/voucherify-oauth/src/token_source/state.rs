//! What a source knows, and the decisions that follow. Nothing here waits: there is no I/O, no
//! clock and no task, so that each decision can be tested by itself.

use std::time::Duration;

use tokio::sync::watch;

use super::clock::{Moment, nanos};
use super::rate_limiter::RateLimiter;
use super::refresh::{Outcome, Replaced};
use super::token::{Phase, Token};
use crate::{AccessToken, Error};

/// How far a refresh has come. Waiters watch it.
#[derive(Clone, Default)]
pub(super) struct Progress {
    /// Whether waiters that have a token should wait no longer.
    pub(super) patience_over: bool,
    pub(super) outcome: Option<Outcome>,
}

/// All that changes in a source, behind one lock that is held for some nanoseconds and never over
/// an await.
#[derive(Default)]
pub(super) struct State {
    held: Option<Token>,
    /// The last token that was rejected. The next one has to be another.
    rejected: Option<Token>,
    /// Tokens that were replaced before they expired.
    retired: Vec<Token>,
    /// The refresh in flight.
    running: Option<watch::Receiver<Progress>>,
    failure: Option<Failure>,
    rejections: RateLimiter,
    closed: bool,
    /// Whether the tokens were taken, to be revoked. One that arrives later has to be revoked too.
    drained: bool,
}

/// What is remembered of refreshes that failed in a row.
struct Failure {
    error: Error,
    failures: u32,
    until: Moment,
}

/// What a caller gets.
pub(super) enum Answer {
    Serve(Token),
    Fail(Error),
    /// Wait for the refresh, or until patience is over and there is a current token.
    Wait {
        progress: watch::Receiver<Progress>,
        current: Option<Token>,
    },
}

/// A refresh that the caller who receives this has to start.
pub(super) struct Start {
    pub(super) progress: watch::Sender<Progress>,
    pub(super) replaced: Replaced,
}

/// What happens to a token that a server rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// It was given up earlier or is not from this source.
    NotHeld,
    GivenUp,
    /// It is still served.
    Ignored,
}

impl State {
    /// Answers a caller. May begin a refresh, which the caller then has to start.
    pub(super) fn ask(&mut self, now: Moment) -> (Answer, Option<Start>) {
        if self.closed {
            return (Answer::Fail(Error::shut_down()), None);
        }
        let usable = self.held.clone().map(|token| (token.phase(now), token));
        let usable = usable.filter(|(phase, _)| *phase < Phase::Expired);
        let failed = self.backing_off(now).map(|failure| failure.error.clone());
        match (usable, failed) {
            (Some((Phase::Fresh, token)), _) | (Some((_, token)), Some(_)) => {
                (Answer::Serve(token), None)
            }
            (Some((Phase::Advisory, token)), None) => (Answer::Serve(token), self.join().1),
            (None, Some(error)) if self.running.is_none() => (Answer::Fail(error), None),
            (usable, _) => {
                let current = usable.map(|(_, token)| token);
                let (progress, start) = self.join();
                (Answer::Wait { progress, current }, start)
            }
        }
    }

    /// Joins the refresh in flight, or begins one.
    fn join(&mut self) -> (watch::Receiver<Progress>, Option<Start>) {
        if let Some(running) = &self.running {
            return (running.clone(), None);
        }
        let (sender, progress) = watch::channel(Progress::default());
        self.running = Some(progress.clone());
        let replaced = Replaced { current: self.held.clone(), rejected: self.rejected.clone() };
        (progress, Some(Start { progress: sender, replaced }))
    }

    /// Returns how many refreshes have failed in a row if the one in flight fails.
    pub(super) fn next_failures(&self) -> u32 {
        self.failure.as_ref().map_or(0, |failure| failure.failures).saturating_add(1)
    }

    /// Ends the refresh in flight. An error is remembered for as long as the back-off lasts.
    /// Returns what the waiters get.
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

    /// Gives up `token` if it is the one held, unless too many were rejected in a row for the
    /// tokens to be the reason.
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
        Rejection::GivenUp
    }

    /// Returns whether `token` is the last one that was rejected.
    pub(super) fn is_rejected(&self, token: &Token) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.is(token.access_token()))
    }

    /// Stops serving tokens. Returns the progress of the refresh in flight.
    pub(super) fn close(&mut self) -> Option<watch::Receiver<Progress>> {
        self.closed = true;
        self.running.clone()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    pub(super) fn is_drained(&self) -> bool {
        self.drained
    }

    /// Takes every token that the service still counts.
    pub(super) fn take_all(&mut self, now: Moment) -> Vec<Token> {
        self.drained = true;
        let mut tokens = std::mem::take(&mut self.retired);
        tokens.extend(self.held.take());
        tokens.retain(|token| token.phase(now) < Phase::Expired);
        tokens
    }

    /// Remembers a token that is no longer served. The list stays short, since rejections are
    /// limited and refreshes are minutes apart.
    fn retire(&mut self, token: Token, now: Moment) {
        self.retired.retain(|token| token.phase(now) < Phase::Expired);
        self.retired.push(token);
    }

    fn backing_off(&self, now: Moment) -> Option<&Failure> {
        self.failure.as_ref().filter(|failure| !now.reached(failure.until))
    }

    pub(super) fn held(&self) -> Option<&Token> {
        self.held.as_ref()
    }

    /// Returns what can be served from now on without a decision.
    pub(super) fn cached(&self, now: Moment) -> Cached {
        let Some(token) = self.held.clone().filter(|_| !self.closed) else {
            return Cached::nothing();
        };
        let lifetime = *token.lifetime();
        let at = |age| lifetime.asked.after(age);
        if let Some(failure) = self.backing_off(now) {
            // Nothing is done before the back-off ends, nor before the token needs a refresh.
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
/// It is published as a whole and never changed, so that the path of nearly every call is one load
/// and a few comparisons. Whatever needs more (a refresh that is due, in flight or has failed)
/// publishes another.
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
        let (answer, start) = state.ask(at(750));
        assert!(matches!(answer, Answer::Serve(_)) && start.is_some());
        assert!(state.cached(at(750)).is_good(at(868)));
        assert!(!state.cached(at(750)).is_good(at(869)));
    }

    #[test]
    fn after_a_failure_the_cache_serves_until_the_back_off_ends() {
        for (failed, until) in [(750, 760), (870, 880), (895, 899)] {
            let mut state = state_with(token("1"));
            let _start = state.ask(at(failed)).1.unwrap();
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
        let _start = state.ask(at(870)).1.unwrap();
        let arrived = state.finish(Ok(token("2")), at(870), Duration::ZERO).unwrap();
        assert!(arrived.is(&AccessToken::new("2")));
        let cached = state.cached(at(0));
        assert!(cached.is_good(at(0)) && cached.token.is(&AccessToken::new("2")));
        assert!(
            matches!(state.ask(at(0)), (Answer::Serve(token), None) if token.is(arrived.access_token()))
        );
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
    fn there_is_one_refresh_however_many_ask() {
        let mut state = State::default();
        let started = (0..100).filter_map(|_| state.ask(at(0)).1).count();
        assert_eq!(started, 1);
        state.abandon();
        assert!(state.ask(at(0)).1.is_some());
    }

    #[test]
    fn an_expired_token_is_not_served_after_the_wait() {
        let mut state = state_with(token("1"));
        let _start = state.ask(at(870)).1.unwrap();
        assert!(matches!(state.ask(at(898)).0, Answer::Wait { current: Some(_), .. }));
        assert!(matches!(state.ask(at(899)).0, Answer::Wait { current: None, .. }));
    }
}
