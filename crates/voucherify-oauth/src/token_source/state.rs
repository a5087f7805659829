//! What a source knows, and what follows from it. Every decision is made here, none is waited for here: no I/O, no clock
//! and no task, so that each can be tested by itself.

use std::time::Duration;

use tokio::sync::watch;

use super::allowance::Allowance;
use super::clock::{Moment, nanos};
use super::error::TokenError;
use super::lifetime::Phase;
use super::served::Served;
use super::token::Token;
use crate::AccessToken;

/// How a series of attempts ended.
pub(super) type Outcome = Result<Token, TokenError>;

/// Where the outcome of a running series will appear. The sender goes away without one if the series is abandoned.
pub(super) type OutcomeReceiver = watch::Receiver<Option<Outcome>>;

/// All that changes in a source, behind one lock that is held for some nanoseconds and never over the network.
#[derive(Default)]
pub(super) struct State {
    held: Option<Token>,
    /// The last token that was given up before its time: the next one has to be another.
    rejected: Option<Token>,
    /// Tokens that were replaced and have not expired.
    retired: Vec<Token>,
    running: Option<Running>,
    failure: Option<Failure>,
    rejections: Allowance,
    closed: bool,
}

/// The one series in flight.
struct Running {
    since: Moment,
    outcome: OutcomeReceiver,
}

/// The memory of series that failed, one after another.
struct Failure {
    error: TokenError,
    streak: u32,
    until: Moment,
}

/// What a caller gets.
pub(super) enum Answer {
    Serve(Token),
    Fail(TokenError),
    /// Wait for the series; while `meanwhile` is good, for no longer than `patience`.
    Wait {
        outcome: OutcomeReceiver,
        meanwhile: Option<Token>,
        patience: Duration,
    },
}

/// What became of a token that was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// It was given up earlier, or was never held.
    NotHeld,
    GivenUp,
    /// It is held on to.
    Ignored,
}

/// A series to be run by whoever was given this.
pub(super) struct Start {
    pub(super) outcome: watch::Sender<Option<Outcome>>,
    pub(super) replacing: Option<Token>,
}

impl State {
    /// Answers a caller, perhaps beginning a series, which the caller then has to see run.
    pub(super) fn ask(&mut self, now: Moment, patience: Duration) -> (Answer, Option<Start>) {
        if self.closed {
            return (Answer::Fail(TokenError::shut_down()), None);
        }
        let usable = self.held.clone().map(|token| (token.phase(now), token));
        let usable = usable.filter(|(phase, _)| *phase < Phase::Expired);
        let resting = self.resting(now).map(|failure| failure.error.clone());
        match (usable, resting) {
            (Some((Phase::Fresh, token)), _) | (Some((_, token)), Some(_)) => {
                (Answer::Serve(token), None)
            }
            (Some((Phase::Advisory, token)), None) => (Answer::Serve(token), self.join(now).1),
            (None, Some(error)) if self.running.is_none() => (Answer::Fail(error), None),
            (usable, _) => {
                let meanwhile = usable.map(|(_, token)| token);
                let (running, start) = self.join(now);
                let outcome = running.outcome.clone();
                // Of all callers alike, however late one comes to wait.
                let waited = Duration::from_nanos(now.since(running.since));
                let patience = patience.saturating_sub(waited);
                (Answer::Wait { outcome, meanwhile, patience }, start)
            }
        }
    }

    /// The running series, begun now if there is none.
    fn join(&mut self, now: Moment) -> (&Running, Option<Start>) {
        let mut start = None;
        let Self { running, held, rejected, .. } = self;
        let running = running.get_or_insert_with(|| {
            let (sender, outcome) = watch::channel(None);
            let replacing = held.clone().or_else(|| rejected.clone());
            start = Some(Start { outcome: sender, replacing });
            Running { since: now, outcome }
        });
        (running, start)
    }

    /// Takes note of how the running series ended. `rest` tells for how long a failure is remembered, given how many there
    /// were. Returns what the callers who waited get.
    pub(super) fn finish(
        &mut self,
        outcome: Outcome,
        now: Moment,
        rest: impl FnOnce(u32, &TokenError) -> Duration,
    ) -> Outcome {
        self.abandon();
        match outcome {
            Ok(token) => {
                self.failure = None;
                if let Some(replaced) = self.held.replace(token.clone()) {
                    self.retire(replaced, now);
                }
                if self.closed { Err(TokenError::shut_down()) } else { Ok(token) }
            }
            Err(error) => {
                let streak =
                    self.failure.as_ref().map_or(0, |failure| failure.streak).saturating_add(1);
                let until = now.after(nanos(rest(streak, &error)));
                self.failure = Some(Failure { error: error.clone(), streak, until });
                Err(error)
            }
        }
    }

    /// Takes note that the running series runs no more.
    pub(super) fn abandon(&mut self) {
        self.running = None;
    }

    /// Gives up `token` if it is the one held, unless too many were rejected one after the other for the tokens to be the
    /// reason.
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

    /// Whether `token` is the last one that was rejected.
    pub(super) fn is_rejected(&self, token: &Token) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.is(token.access_token()))
    }

    /// Ends the source's service. Returns where the outcome of the running series will appear, if there is one.
    pub(super) fn close(&mut self) -> Option<OutcomeReceiver> {
        self.closed = true;
        self.running.as_ref().map(|running| running.outcome.clone())
    }

    /// Hands over every token that the service still counts.
    pub(super) fn give_up_all(&mut self, now: Moment) -> Vec<Token> {
        let mut tokens = std::mem::take(&mut self.retired);
        tokens.extend(self.held.take());
        tokens.retain(|token| token.phase(now) < Phase::Expired);
        tokens
    }

    /// Remembers a token that is served no more. Rejections are limited and refreshes are minutes apart, which keeps this
    /// list short.
    fn retire(&mut self, token: Token, now: Moment) {
        self.retired.retain(|token| token.phase(now) < Phase::Expired);
        self.retired.push(token);
    }

    fn resting(&self, now: Moment) -> Option<&Failure> {
        self.failure.as_ref().filter(|failure| !now.reached(failure.until))
    }

    pub(super) fn held(&self) -> Option<&Token> {
        self.held.as_ref()
    }

    /// What can be served from now on without asking here.
    pub(super) fn served(&self, now: Moment) -> Served {
        let Some(token) = self.held.clone().filter(|_| !self.closed) else {
            return Served::nothing();
        };
        let lifetime = *token.lifetime();
        let at = |age| lifetime.asked.after(age);
        if let Some(failure) = self.resting(now) {
            // Nothing is to be done before the rest ends, nor before the token needs anything.
            let until = failure.until.earlier(at(lifetime.expiry)).later(at(lifetime.advisory));
            Served::new(token, until, 0)
        } else if self.running.is_some() {
            // What could be done is being done, until callers have to wait for it.
            Served::new(token, at(lifetime.mandatory), 0)
        } else {
            Served::new(token, at(lifetime.advisory), lifetime.earliest())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token_source::lifetime::Lifetime;
    use crate::token_source::settings::Settings;
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

    fn ask(state: &mut State, seconds: u64) -> (Answer, Option<Start>) {
        state.ask(at(seconds), Duration::from_secs(5))
    }

    #[test]
    fn while_a_refresh_runs_the_token_is_served_without_asking_until_callers_have_to_wait() {
        let mut state = state_with(token("1"));
        assert!(!state.served(at(750)).is_good(at(750)));
        let (answer, start) = ask(&mut state, 750);
        assert!(matches!(answer, Answer::Serve(_)) && start.is_some());
        assert!(state.served(at(750)).is_good(at(868)));
        assert!(!state.served(at(750)).is_good(at(869)));
    }

    #[test]
    fn after_a_failure_the_token_is_served_without_asking_until_the_rest_ends() {
        for (failed, rested) in [(750, 760), (870, 880), (895, 899)] {
            let mut state = state_with(token("1"));
            let _start = ask(&mut state, failed).1.unwrap();
            let error = TokenError::transient("unavailable", None);
            let rest = |_: u32, _: &TokenError| Duration::from_secs(10);
            state.finish(Err(error), at(failed), rest).unwrap_err();
            let served = state.served(at(failed));
            assert!(served.is_good(at(rested - 1)), "{failed}");
            assert!(!served.is_good(at(rested)), "{failed}");
        }
    }

    #[test]
    fn there_is_one_series_however_many_ask() {
        let mut state = State::default();
        let begun = (0..100).filter_map(|_| ask(&mut state, 0).1).count();
        assert_eq!(begun, 1);
        state.abandon();
        assert!(ask(&mut state, 0).1.is_some());
    }

    #[test]
    fn patience_is_counted_from_when_the_series_began() {
        let mut state = state_with(token("1"));
        let _start = ask(&mut state, 870).1.unwrap();
        for (seconds, expected) in [(870, 5), (873, 2), (880, 0)] {
            let Answer::Wait { patience, meanwhile, .. } = ask(&mut state, seconds).0 else {
                panic!("no waiting at {seconds}");
            };
            assert_eq!((patience.as_secs(), meanwhile.is_some()), (expected, true));
        }
        let Answer::Wait { meanwhile: None, .. } = ask(&mut state, 899).0 else {
            panic!("an expired token is served meanwhile");
        };
    }
}
