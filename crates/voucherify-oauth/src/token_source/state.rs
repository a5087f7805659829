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
    last_series: u64,
}

/// The one series in flight.
struct Running {
    id: u64,
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
    pub(super) id: u64,
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
                let (running, start) = self.join(now);
                let outcome = running.outcome.clone();
                let patience =
                    patience.saturating_sub(Duration::from_nanos(now.since(running.since)));
                match usable {
                    Some((_, token)) if patience.is_zero() => (Answer::Serve(token), start),
                    usable => {
                        let meanwhile = usable.map(|(_, token)| token);
                        (Answer::Wait { outcome, meanwhile, patience }, start)
                    }
                }
            }
        }
    }

    /// The running series, begun now if there is none.
    fn join(&mut self, now: Moment) -> (&Running, Option<Start>) {
        let mut start = None;
        let Self { running, last_series, held, rejected, .. } = self;
        let running = running.get_or_insert_with(|| {
            *last_series += 1;
            let id = *last_series;
            let (sender, outcome) = watch::channel(None);
            start = Some(Start {
                id,
                outcome: sender,
                replacing: held.clone().or_else(|| rejected.clone()),
            });
            Running { id, since: now, outcome }
        });
        (running, start)
    }

    /// Takes note of how the series `id` ended. `rest` tells for how long a failure is remembered, given how many there
    /// were. Returns what the callers who waited get.
    pub(super) fn finish(
        &mut self,
        id: u64,
        outcome: Outcome,
        now: Moment,
        rest: impl FnOnce(u32, &TokenError) -> Duration,
    ) -> Outcome {
        self.abandon(id);
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

    /// Takes note that the series `id` runs no more.
    pub(super) fn abandon(&mut self, id: u64) {
        self.running.take_if(|running| running.id == id);
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
