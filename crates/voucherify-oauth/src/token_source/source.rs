//! The token source: how callers wait, and how the outcome of a refresh reaches them.

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
use super::state::{Cached, Decision, Progress, Rejection, Start, State};
use super::telemetry::{self, Counters, Metrics};
use super::token::{Phase, Token};
use crate::types::IntoSet;
use crate::{AccessToken, Client, Error, ScopeSet};

/// How much longer than the timeout of a refresh a caller waits. A fetcher that blocks can't be
/// timed out on its own thread.
const GRACE: Duration = Duration::from_millis(250);

/// Keeps a token for one set of scopes fresh.
///
/// Call [`token`](Self::token) for every request. While the token is fresh, a call takes tens of
/// nanoseconds and needs no lock and no allocation. Otherwise at most **one** refresh is in flight,
/// regardless of the number of callers:
///
/// - A token is refreshed in the background a few minutes before it expires, and is still served
///   meanwhile. Shortly before it expires, callers wait. Jitter spreads the refreshes of a fleet.
/// - If an attempt fails, the refresh makes further attempts. The pauses between them grow and
///   respect the `Retry-After` of the service. All waiters get the same outcome. After a failed
///   refresh, there is a back-off of about a second, and up to 10 s if failures repeat. Calls
///   without a token get the same error until it ends. The next call starts another refresh.
/// - A token that has not expired is served even if its refresh fails. An expired token is never
///   served, even if the machine was suspended. The clock of the service does not matter.
/// - Refreshes run in a background runtime of this crate, with their own connections. Calls need no
///   runtime. An idle runtime or a cancelled caller does not affect other callers.
///
/// Clones are cheap and share one token. Dropping the last clone stops the refresh in flight.
/// [`shutdown`](Self::shutdown) also revokes the token.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build()?;
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
    /// Sends no request yet and needs no runtime.
    #[must_use]
    pub fn new(client: Client, scopes: impl IntoSet<ScopeSet>) -> Self {
        Self::builder(client).build(scopes)
    }

    /// Returns a builder for a source with custom settings, or with a [`TokenFetcher`] other than a
    /// [`Client`].
    pub fn builder(fetcher: impl TokenFetcher) -> TokenSourceBuilder {
        TokenSourceBuilder::new(fetcher)
    }

    /// Returns the requested scopes.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.shared.refresher.scopes
    }

    /// Returns a valid token. Waits only if there is no token, or if the current token expires very
    /// soon.
    ///
    /// A call waits for one refresh, which takes at most 25 s
    /// ([`refresh_timeout`](TokenSourceBuilder::refresh_timeout)). It waits for another refresh
    /// only if the new token is rejected or expires before the call can return it.
    ///
    /// # Errors
    ///
    /// Returns the error of the refresh. All its waiters get the same error, as do calls during the
    /// back-off. The next call after that starts another refresh. See [`Error`].
    ///
    /// # Cancel safety
    ///
    /// Dropping the future only stops waiting. The refresh continues for other callers and for the
    /// next call.
    #[inline]
    pub async fn token(&self) -> Result<Token, Error> {
        let cached = self.shared.cached.load();
        if cached.is_good(self.shared.clock.now()) {
            return Ok(cached.token.clone());
        }
        drop(cached);
        // Boxed, because moving a future of this size takes longer than the fast path.
        Box::pin(self.shared.wait()).await
    }

    /// Invalidates a token that a server rejected, so that the next call returns another token.
    /// Does nothing if the token was already replaced, so that only the first of many callers with
    /// the same rejected token has an effect.
    ///
    /// Returns whether to send the request again with another token. Returns `false` if too many
    /// tokens were rejected in a row: the tokens are then not the reason, and each new token counts
    /// towards the limit of the project.
    pub fn invalidate(&self, token: &AccessToken) -> bool {
        self.shared.reject(token)
    }

    /// Returns the metrics of the source.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.shared.metrics()
    }
}

impl TokenSourceBuilder {
    /// Creates the source. Sends no request yet and needs no runtime.
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

/// The state that the clones of a source share. Dropping it drops `stop`, which ends the refresh in
/// flight.
struct Shared {
    cached: ArcSwap<Cached>,
    clock: Clock,
    state: Mutex<State>,
    stop: watch::Sender<bool>,
    executor: Executor,
    refresher: Arc<Refresher>,
}

impl Shared {
    /// Waits for a token. Does not use the timer or tasks of the runtime that polls it.
    async fn wait(self: &Arc<Self>) -> Outcome {
        let begun = Instant::now();
        loop {
            let (mut progress, current) = match self.decide() {
                Decision::Serve(token) => return Ok(token),
                Decision::Fail(error) => return Err(error),
                Decision::Wait { progress, current } => (progress, current),
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

    /// Returns whether a token can still be served.
    fn is_usable(&self, token: &Token) -> bool {
        token.phase(self.clock.now()) < Phase::Expired && !self.lock().is_rejected(token)
    }

    /// Makes a decision, and starts a refresh if necessary.
    fn decide(self: &Arc<Self>) -> Decision {
        // User code runs outside of the lock, since it may panic or call this source.
        let now = self.clock.now();
        let (decision, start) = {
            let mut state = self.lock();
            let (decision, start) = state.decide(now);
            if start.is_some() {
                self.cached.store(Arc::new(state.cached(now)));
            }
            (decision, start)
        };
        if let Some(start) = start {
            self.start(start);
        }
        decision
    }

    /// Starts a refresh in the background.
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

    /// Records the outcome of a refresh. Returns the outcome for the waiters.
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
            // The shutdown has ended, so nothing waits for this revocation.
            let _ = self.revoke(token, self.refresher.settings.shutdown_timeout);
        }
        outcome
    }

    /// Records that a refresh ended without an outcome. Returns the error for the waiters.
    fn abandon(&self) -> Error {
        let mut state = self.lock();
        state.abandon();
        // Empty, so that the next call decides: the clock may have failed.
        self.cached.store(Arc::new(Cached::nothing()));
        drop(state);
        if std::thread::panicking() {
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
            if rejection == Rejection::Invalidated {
                self.cached.store(Arc::new(state.cached(now)));
            }
            rejection
        };
        let Refresher { scopes, counters, .. } = &*self.refresher;
        match rejection {
            Rejection::NotHeld => {}
            Rejection::Invalidated => {
                counters.rejections.increment();
                telemetry::token_invalidated(scopes);
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

    /// Ignores poisoning: a panic under the lock leaves a valid state.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Supervises a refresh: ends it after the timeout, and notifies waiters when their patience is
/// over. Runs no user code before the refresh has ended.
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
    // Closed before the last read, so that a later outcome is detected by the refresh.
    outcome.close();
    guard.finish(outcome.try_recv().unwrap_or(Err(otherwise)));
}

/// Reports the outcome of a refresh, at the latest on drop, so that waiters are always notified and
/// the next refresh can start.
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
