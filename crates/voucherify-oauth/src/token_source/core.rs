//! The heart of a source: what its handles share, and how a call, a series of attempts and the end of the source meet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use arc_swap::{ArcSwap, Guard};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::clock::AnyClock;
use super::error::TokenError;
use super::events;
use super::lifetime::Phase;
use super::metrics::Metrics;
use super::parts::Parts;
use super::served::Served;
use super::state::{Answer, Outcome, OutcomeReceiver, Rejection, Start, State};
use super::ticket::Ticket;
use super::token::Token;
use crate::AccessToken;

/// How often a caller waits again because a series was abandoned or its token expired on the way. Only a service whose
/// tokens live for an instant, or a program that is shutting down, comes near it.
const ROUNDS: u32 = 4;

/// What the handles of one source share. Dropping the last of them drops this, and with it `stop`, which ends the running
/// series: that holds no handle itself.
pub(super) struct Core {
    served: ArcSwap<Served>,
    clock: AnyClock,
    state: Mutex<State>,
    parts: Arc<Parts>,
    stop: watch::Sender<bool>,
    this: Weak<Self>,
}

impl Core {
    pub(super) fn new(parts: Parts) -> Arc<Self> {
        Arc::new_cyclic(|this| Self {
            served: ArcSwap::from_pointee(Served::nothing()),
            clock: parts.clock.clone(),
            state: Mutex::default(),
            parts: Arc::new(parts),
            stop: watch::Sender::new(false),
            this: this.clone(),
        })
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// What can be had without a thought: the path that nearly every call takes.
    #[inline]
    pub(super) fn served(&self) -> Option<Guard<Arc<Served>>> {
        let served = self.served.load();
        served.is_good(self.clock.now()).then_some(served)
    }

    /// What can be had with one: perhaps by waiting.
    ///
    /// Cancel-safe: a series belongs to the source, not to the caller who happened to begin it.
    pub(super) async fn token(&self) -> Outcome {
        for _ in 0..ROUNDS {
            match self.ask() {
                Answer::Serve(token) => return Ok(token),
                Answer::Fail(error) => return Err(error),
                Answer::Wait { mut outcome, meanwhile, patience } => {
                    self.parts.counters.waited();
                    let ended = match &meanwhile {
                        None => Some(ended(&mut outcome).await),
                        Some(_) => timeout(patience, ended(&mut outcome)).await.ok(),
                    };
                    let meanwhile = meanwhile.filter(|token| self.is_usable(token));
                    match (ended.flatten(), meanwhile) {
                        (Some(Ok(token)), _) if self.is_usable(&token) => return Ok(token),
                        (_, Some(meanwhile)) => return Ok(meanwhile),
                        (Some(Err(error)), None) => return Err(error),
                        (_, None) => {}
                    }
                }
            }
        }
        Err(TokenError::abandoned("no series of attempts came to a token that could still be used"))
    }

    /// Whether a token that was good when a caller began to wait, or when a series ended, still is.
    fn is_usable(&self, token: &Token) -> bool {
        token.phase(self.clock.now()) < Phase::Expired && !self.lock().is_rejected(token)
    }

    /// Decides, and starts what was decided on.
    fn ask(&self) -> Answer {
        let (answer, start) = {
            let mut state = self.lock();
            let now = self.clock.now();
            let (answer, start) = state.ask(now, self.parts.settings.patience);
            if start.is_some() {
                self.served.store(Arc::new(state.served(now)));
            }
            (answer, start)
        };
        // The lock is free again: a runtime that is shutting down drops the task here and now, which takes the lock.
        match start.map(|start| self.run(start)) {
            Some(Err(error)) if matches!(answer, Answer::Wait { .. }) => Answer::Fail(error),
            _ => answer,
        }
    }

    /// Runs a series in a task of its own, so that no caller's end is its end.
    fn run(&self, start: Start) -> Result<(), TokenError> {
        let Start { outcome, replacing } = start;
        let ticket = Ticket::new(self.this.clone(), outcome);
        let Ok(runtime) = Handle::try_current() else {
            return Err(TokenError::no_runtime());
        };
        let mut stop = self.stop.subscribe();
        let parts = Arc::clone(&self.parts);
        runtime.spawn(events::in_series_span(&self.parts, async move {
            let series = parts.series(replacing.as_ref());
            // Told to stop, or the source is gone.
            let stopped = async move { drop(stop.wait_for(|stop| *stop).await) };
            if let Some(outcome) = super::race::until(stopped, series).await {
                ticket.finish(outcome);
            }
        }));
        Ok(())
    }

    /// Takes note of how a series ended. Returns what the callers who waited for it get.
    pub(super) fn finish(&self, outcome: Outcome) -> Outcome {
        self.parts.counters.finished(&outcome);
        let mut state = self.lock();
        let now = self.clock.now();
        let outcome = state.finish(outcome, now, |streak, error| self.parts.rest(streak, error));
        self.served.store(Arc::new(state.served(now)));
        outcome
    }

    /// Takes note that a series came to no end.
    pub(super) fn abandon(&self) {
        let mut state = self.lock();
        state.abandon();
        self.served.store(Arc::new(state.served(self.clock.now())));
    }

    /// Gives up a token that was rejected, if it is the one held. Whether callers get another one from now on.
    pub(super) fn reject(&self, token: &AccessToken) -> bool {
        let rejection = {
            let mut state = self.lock();
            let now = self.clock.now();
            let rejection = state.reject(token, now);
            if rejection == Rejection::GivenUp {
                self.served.store(Arc::new(state.served(now)));
            }
            rejection
        };
        match rejection {
            Rejection::NotHeld => {}
            Rejection::GivenUp => self.parts.counters.rejected(),
            Rejection::Ignored => self.parts.counters.rejection_ignored(),
        }
        events::rejected(&self.parts, rejection);
        rejection != Rejection::Ignored
    }

    /// Ends the service and revokes all tokens that still count, within the time set for that.
    pub(super) async fn shut_down(&self) -> Result<(), TokenError> {
        let limit = self.parts.settings.shutdown_timeout;
        let begun = Instant::now();
        let running = self.close();
        if let Some(mut running) = running {
            // A token that is on its way would count for its whole lifetime: give it half of the time to arrive.
            let _ = timeout(limit / 2, ended(&mut running)).await;
        }
        self.stop.send_replace(true);
        let tokens = self.lock().give_up_all(self.clock.now());
        let left = limit.saturating_sub(begun.elapsed());
        let mut revoking = JoinSet::new();
        for token in tokens {
            let parts = Arc::clone(&self.parts);
            revoking.spawn(async move { parts.revoke(&token, left).await });
        }
        join(revoking).await
    }

    /// Ends the service. Returns where the outcome of the running series will appear, if there is one.
    pub(super) fn close(&self) -> Option<OutcomeReceiver> {
        let mut state = self.lock();
        let running = state.close();
        self.served.store(Arc::new(Served::nothing()));
        running
    }

    pub(super) fn metrics(&self) -> Metrics {
        let held = self.lock().held().cloned();
        self.parts.counters.snapshot(held.as_ref(), self.clock.now())
    }

    /// Nothing under the lock can panic half-way through a change, so that a poisoned one holds nothing wrong.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for all, and returns the first failure.
pub(super) async fn join(mut tasks: JoinSet<Result<(), TokenError>>) -> Result<(), TokenError> {
    let mut result = Ok(());
    while let Some(ended) = tasks.join_next().await {
        let ended = ended.unwrap_or_else(|_| Err(TokenError::abandoned("the issuer panicked")));
        result = result.and(ended);
    }
    result
}

/// How a running series ended; nothing if it was abandoned.
async fn ended(outcome: &mut OutcomeReceiver) -> Option<Outcome> {
    outcome.wait_for(Option::is_some).await.ok()?.clone()
}
