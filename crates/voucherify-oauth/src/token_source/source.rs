//! The source itself: how callers wait, and how a refresh reaches them.

mod shutdown;

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::select;
use tokio::sync::{oneshot, watch};
use tokio::time::sleep;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use super::builder::TokenSourceBuilder;
use super::clock::Clock;
use super::fetcher::TokenFetcher;
use super::refresh::{Outcome, Refresher};
use super::runtime::Executor;
use super::state::{Answer, Cached, Progress, Rejection, Start, State};
use super::telemetry::{self, Counters, Metrics};
use super::token::{Phase, Token};
use crate::types::IntoSet;
use crate::{AccessToken, Client, Error, ScopeSet};

/// How much longer than a refresh a caller waits, for a fetcher that blocks and so can't be timed
/// out where it runs.
const GRACE: Duration = Duration::from_millis(250);

/// A token that is always fresh, for one set of scopes.
///
/// Ask it for every request: as long as the token is good, that takes some nanoseconds, no lock and
/// no allocation. Otherwise **one** request is made, however many callers there are:
///
/// - Some minutes before a token expires it is replaced in the background, while it is still
///   served. Shortly before, callers wait. Jitter decides when exactly, so that a fleet does not
///   refresh in step.
/// - If the service fails, there are further attempts, after pauses that get longer and are never
///   shorter than the service asked for. All waiters share the outcome. An error is remembered for
///   about a second, so that a crowd of callers is not a crowd of requests. After that the next
///   call tries again, whatever the error was.
/// - A token that is still good is served whatever happens to its refresh. An expired token is
///   never served, not even after the machine was suspended, and whatever the clock of the service
///   says.
/// - Refreshes run in the background, in a runtime of this crate, with their own connections. Calls
///   need no runtime, and neither a runtime that is idle nor a caller that is cancelled affects
///   others.
///
/// Clones are cheap and share one token. Dropping the last of them ends what runs in the
/// background. [`shutdown`](Self::shutdown) also revokes the token.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
/// use voucherify_oauth::{Scope, TokenSource};
///
/// let source = TokenSource::new(client, Scope::Vouchers | Scope::Campaigns);
///
/// let token = source.token().await?;
/// let request = reqwest::Client::new()
///     .get("https://api.voucherify.io/v1/vouchers")
///     .header("Authorization", token.authorization());
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TokenSource {
    shared: Arc<Shared>,
}

impl TokenSource {
    /// Creates a source with the default settings.
    ///
    /// It requests nothing yet and needs no runtime.
    #[must_use]
    pub fn new(client: Client, scopes: impl IntoSet<ScopeSet>) -> Self {
        Self::builder(client).build(scopes)
    }

    /// Starts a source with its own settings, or with another [`TokenFetcher`] than a [`Client`].
    pub fn builder(fetcher: impl TokenFetcher) -> TokenSourceBuilder {
        TokenSourceBuilder::new(fetcher)
    }

    /// Returns the scopes that it requests.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.shared.refresher.scopes
    }

    /// Returns a good token. Waits only if there is none, or if the current one expires very soon.
    ///
    /// A call waits for one refresh, which takes 25 s at most
    /// ([`refresh_timeout`](TokenSourceBuilder::refresh_timeout)), whatever the runtime of the
    /// caller does. Only if the new token is rejected or expires before the call can return it, the
    /// call waits for another one.
    ///
    /// # Errors
    ///
    /// Returns why the refresh failed. All callers that waited for it get the same error, as do
    /// calls within about a second after. Later calls try again. See [`Error`].
    ///
    /// # Cancel safety
    ///
    /// Dropping the future stops only the waiting: the request continues for other callers and for
    /// the next call.
    #[inline]
    pub async fn token(&self) -> Result<Token, Error> {
        let cached = self.shared.cached.load();
        if cached.is_good(self.shared.clock.now()) {
            return Ok(cached.token.clone());
        }
        drop(cached);
        // Boxed, since moving a future of this size takes longer than the fast path.
        Box::pin(self.shared.wait()).await
    }

    /// Gives up a token that a server rejected, so that the next call returns another. Does nothing
    /// if the token was replaced already: of many callers that were rejected with one token, only
    /// the first has an effect.
    ///
    /// Returns whether another token is available, so that trying the request again makes sense.
    /// Returns `false` if tokens were rejected again and again: then the tokens are not the reason,
    /// and each new one counts towards the limit of the project.
    pub fn invalidate(&self, token: &AccessToken) -> bool {
        self.shared.reject(token)
    }

    /// Returns what the source has done so far.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.shared.metrics()
    }
}

impl TokenSourceBuilder {
    /// Creates the source. It requests nothing yet and needs no runtime.
    #[must_use]
    pub fn build(self, scopes: impl IntoSet<ScopeSet>) -> TokenSource {
        let Self { fetcher, settings, clock, random, executor } = self;
        let (scopes, counters) = (scopes.into_set(), Counters::default());
        let shared = Shared {
            cached: ArcSwap::from_pointee(Cached::nothing()),
            clock: clock.clone(),
            state: Mutex::default(),
            stop: watch::Sender::new(false),
            executor,
            refresher: Arc::new(Refresher { fetcher, scopes, settings, clock, random, counters }),
        };
        TokenSource { shared: Arc::new(shared) }
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSource")
            .field("scopes", &self.scopes().to_string())
            .field("metrics", &self.metrics())
            .finish_non_exhaustive()
    }
}

/// What the clones of one source share. Dropping it drops `stop`, which ends the refresh in flight.
struct Shared {
    cached: ArcSwap<Cached>,
    clock: Clock,
    state: Mutex<State>,
    stop: watch::Sender<bool>,
    executor: Executor,
    refresher: Arc<Refresher>,
}

impl Shared {
    /// Waits for a token. Uses no timer and no task of the runtime that polls it.
    async fn wait(self: &Arc<Self>) -> Outcome {
        let begun = Instant::now();
        loop {
            let (mut progress, current) = match self.ask() {
                Answer::Serve(token) => return Ok(token),
                Answer::Fail(error) => return Err(error),
                Answer::Wait { progress, current } => (progress, current),
            };
            self.refresher.counters.waits.increment();
            let patient = |seen: &Progress| current.is_none() || !seen.patience_over;
            let ended = progress.wait_for(|seen| seen.outcome.is_some() || !patient(seen)).await;
            let outcome = ended.ok().and_then(|seen| seen.outcome.clone());
            match (outcome, current.filter(|token| self.is_usable(token))) {
                (Some(Ok(token)), _) if self.is_usable(&token) => return Ok(token),
                (_, Some(current)) => return Ok(current),
                (Some(Err(error)), None) => return Err(error),
                (_, None) if begun.elapsed() < self.refresher.settings.refresh_timeout => {}
                (_, None) => return Err(Error::not_served()),
            }
        }
    }

    /// Returns whether a token that was good earlier still is.
    fn is_usable(&self, token: &Token) -> bool {
        token.phase(self.clock.now()) < Phase::Expired && !self.lock().is_rejected(token)
    }

    /// Asks for a decision, and starts the refresh that follows from it.
    fn ask(self: &Arc<Self>) -> Answer {
        // Code of users runs outside of the lock: it may panic, or call this source.
        let now = self.clock.now();
        let (answer, start) = {
            let mut state = self.lock();
            let (answer, start) = state.ask(now);
            if start.is_some() {
                self.cached.store(Arc::new(state.cached(now)));
            }
            (answer, start)
        };
        if let Some(start) = start {
            self.start(start);
        }
        answer
    }

    /// Starts a refresh, apart from all callers.
    fn start(self: &Arc<Self>, start: Start) {
        let guard = Guard { shared: Arc::downgrade(self), progress: start.progress, done: false };
        let (report, outcome) = oneshot::channel();
        let span = telemetry::refresh_span(&self.refresher.scopes);
        let refresh = Arc::clone(&self.refresher).run(start.replaced, report).instrument(span);
        let started = self.executor.runtime().and_then(|runtime| {
            self.executor.isolate(&runtime, refresh.with_current_subscriber())?;
            Ok(runtime)
        });
        match started {
            Ok(runtime) => {
                let stop = self.stop.subscribe();
                let settings = &self.refresher.settings;
                let supervise =
                    supervise(guard, outcome, stop, settings.patience, settings.refresh_timeout);
                runtime.spawn(supervise.with_current_subscriber());
            }
            Err(error) => guard.finish(Err(error)),
        }
    }

    /// Records how a refresh ended. Returns what the waiters get.
    fn finish(&self, outcome: Outcome) -> Outcome {
        let counters = &self.refresher.counters;
        let back_off = match &outcome {
            Ok(_) => {
                counters.refreshes.increment();
                Duration::ZERO
            }
            Err(error) if error.is_shut_down() => Duration::ZERO,
            Err(error) => {
                counters.failures.increment();
                let failures = self.lock().next_failures();
                self.refresher.back_off(failures, error)
            }
        };
        let now = self.clock.now();
        let mut state = self.lock();
        let outcome = state.finish(outcome, now, back_off);
        self.cached.store(Arc::new(state.cached(now)));
        let late = if state.is_drained() { state.take_all(now) } else { Vec::new() };
        drop(state);
        for token in late {
            // The shutdown is over, so nobody waits for this.
            let _ = self.revoke(token, self.refresher.settings.shutdown_timeout);
        }
        outcome
    }

    /// Records that a refresh ended without an outcome. Returns the error that the waiters get.
    fn abandon(&self) -> Error {
        let mut state = self.lock();
        state.abandon();
        // The next call decides, since the clock may be what failed.
        self.cached.store(Arc::new(Cached::nothing()));
        if state.is_closed() {
            Error::shut_down()
        } else if std::thread::panicking() {
            Error::panicked("the clock or the random number generator")
        } else {
            Error::runtime_gone()
        }
    }

    fn reject(&self, token: &AccessToken) -> bool {
        let now = self.clock.now();
        let rejection = {
            let mut state = self.lock();
            let rejection = state.reject(token, now);
            if rejection == Rejection::GivenUp {
                self.cached.store(Arc::new(state.cached(now)));
            }
            rejection
        };
        let Refresher { scopes, counters, .. } = &*self.refresher;
        match rejection {
            Rejection::NotHeld => {}
            Rejection::GivenUp => {
                counters.rejections.increment();
                telemetry::token_given_up(scopes);
            }
            Rejection::Ignored => {
                counters.rejections_ignored.increment();
                telemetry::rejection_ignored(scopes);
            }
        }
        rejection != Rejection::Ignored
    }

    fn metrics(&self) -> Metrics {
        let now = self.clock.now();
        let held = self.lock().held().cloned();
        let age = held.map(|token| Duration::from_nanos(token.lifetime().age(now)));
        self.refresher.counters.snapshot(age)
    }

    /// A panic under the lock leaves no change half-done, so a poisoned lock can be used.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Watches over a refresh that runs elsewhere: ends it in time, and tells waiters when their
/// patience is over. Runs no code of users before the refresh has ended.
async fn supervise(
    guard: Guard,
    mut outcome: oneshot::Receiver<Outcome>,
    mut stop: watch::Receiver<bool>,
    patience: Duration,
    limit: Duration,
) {
    let mut impatient = pin!(sleep(patience));
    let mut deadline = pin!(sleep(limit + GRACE));
    let mut patience_over = false;
    let otherwise = loop {
        select! {
            biased;
            ended = &mut outcome => {
                guard.finish(ended.unwrap_or_else(|_| Err(Error::panicked("the fetcher"))));
                return;
            }
            _ = stop.wait_for(|stop| *stop) => break Error::shut_down(),
            () = &mut deadline => break Error::timed_out(limit),
            () = &mut impatient, if !patience_over => {
                patience_over = true;
                guard.progress.send_modify(|progress| progress.patience_over = true);
            }
        }
    };
    // Either the outcome arrived before this, or the refresh will find that nobody wants it.
    outcome.close();
    guard.finish(outcome.try_recv().unwrap_or(Err(otherwise)));
}

/// The duty to report how a refresh ended. However it ends, waiters are told and the next refresh
/// can start.
struct Guard {
    shared: Weak<Shared>,
    progress: watch::Sender<Progress>,
    done: bool,
}

impl Guard {
    fn finish(mut self, outcome: Outcome) {
        if let Some(shared) = self.shared.upgrade() {
            let outcome = shared.finish(outcome);
            self.report(outcome);
        }
        self.done = true;
    }

    fn report(&self, outcome: Outcome) {
        self.progress.send_modify(|progress| progress.outcome = Some(outcome));
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        if let Some(shared) = self.shared.upgrade() {
            self.report(Err(shared.abandon()));
        }
    }
}
