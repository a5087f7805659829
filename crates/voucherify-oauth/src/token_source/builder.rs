//! The settings of a token source.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use super::clock::Clock;
#[cfg(feature = "test-util")]
use super::clock::Moment;
use super::fetcher::TokenFetcher;
use super::jitter::{Random, thread_random};
use super::runtime::Executor;

/// The longest timeout, since more overflows the clock of the runtime on some systems.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The numbers of one source.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) advisory_window: Duration,
    pub(super) mandatory_window: Duration,
    pub(super) patience: Duration,
    /// At least one.
    pub(super) attempts: u32,
    pub(super) attempt_timeout: Duration,
    pub(super) refresh_timeout: Duration,
    pub(super) retry_after_limit: Duration,
    pub(super) shutdown_timeout: Duration,
    pub(super) require_all_scopes: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            advisory_window: Duration::from_secs(180),
            mandatory_window: Duration::from_secs(30),
            patience: Duration::from_secs(5),
            attempts: 3,
            attempt_timeout: Duration::from_secs(10),
            refresh_timeout: Duration::from_secs(25),
            retry_after_limit: Duration::from_secs(300),
            shutdown_timeout: Duration::from_secs(5),
            require_all_scopes: false,
        }
    }
}

/// The settings of a [`TokenSource`](super::TokenSource). The defaults suit tokens of 15 minutes.
#[must_use = "a builder does nothing until `build`"]
#[derive(Clone)]
pub struct TokenSourceBuilder {
    pub(super) fetcher: Arc<dyn TokenFetcher>,
    pub(super) settings: Settings,
    pub(super) clock: Clock,
    pub(super) random: Random,
    pub(super) executor: Executor,
}

impl TokenSourceBuilder {
    pub(super) fn new(fetcher: impl TokenFetcher) -> Self {
        Self {
            fetcher: Arc::new(fetcher),
            settings: Settings::default(),
            clock: Clock::System,
            random: thread_random(),
            executor: Executor::default(),
        }
    }

    /// Sets how long before its expiry a token is refreshed in the background while it is still
    /// served. Defaults to 180 s.
    ///
    /// Jitter makes it up to a half longer, so that a fleet does not refresh in step. It is at most
    /// a quarter of the lifetime of the token, before jitter.
    pub fn advisory_window(mut self, window: Duration) -> Self {
        self.settings.advisory_window = window;
        self
    }

    /// Sets how long before its expiry callers wait for the next token. Defaults to 30 s.
    ///
    /// Jitter makes it up to a half longer. It is at most a twentieth of the lifetime of the token,
    /// before jitter.
    pub fn mandatory_window(mut self, window: Duration) -> Self {
        self.settings.mandatory_window = window;
        self
    }

    /// Sets how long callers wait in the mandatory window before they get the current token after
    /// all, counted from the start of the refresh. Defaults to 5 s.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.settings.patience = patience.min(DAY);
        self
    }

    /// Sets how many attempts a refresh makes at most. Defaults to 3; zero counts as one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.settings.attempts = attempts.max(1);
        self
    }

    /// Sets how long one attempt may take. Defaults to 10 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_timeout = limit;
        self
    }

    /// Sets how long a refresh may take, pauses included, and with it how long a call may take.
    /// Defaults to 25 s; at most a day.
    pub fn refresh_timeout(mut self, limit: Duration) -> Self {
        self.settings.refresh_timeout = limit.min(DAY);
        self
    }

    /// Sets the longest pause that the service can ask for by `Retry-After` or its rate-limit
    /// headers. Defaults to 300 s.
    pub fn retry_after_limit(mut self, limit: Duration) -> Self {
        self.settings.retry_after_limit = limit;
        self
    }

    /// Sets how long [`shutdown`](super::TokenSource::shutdown) may take. Defaults to 5 s; at most
    /// a day.
    pub fn shutdown_timeout(mut self, limit: Duration) -> Self {
        self.settings.shutdown_timeout = limit.min(DAY);
        self
    }

    /// Makes it an error if the service grants less than the requested scopes. By default such a
    /// token is served, and [tells](super::Token::missing_scopes) what it lacks.
    pub fn require_all_scopes(mut self, required: bool) -> Self {
        self.settings.require_all_scopes = required;
        self
    }

    /// Runs refreshes on this runtime instead of the background runtime of the crate: for tests on
    /// paused time, and for programs that want no further threads.
    ///
    /// The runtime must then be running whenever a call waits: calls take as long as it is idle or
    /// busy. A fetcher must not block. When the runtime is shut down, calls fail with
    /// [`is_no_runtime`](crate::Error::is_no_runtime) once they need a refresh.
    ///
    /// # Panics
    ///
    /// Panics if the runtime has no timer
    /// ([`enable_time`](tokio::runtime::Builder::enable_time)).
    pub fn spawn_on(mut self, runtime: Handle) -> Self {
        self.executor = Executor::on(runtime);
        self
    }

    /// Reads the time from `clock` instead of the clocks of the machine, in each call for a token.
    /// Pauses and timeouts still use the timer of the runtime.
    #[cfg(feature = "test-util")]
    pub fn clock(mut self, clock: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        self.clock = Clock::Injected(Arc::new(clock));
        self
    }

    /// Takes jitter from `random`, which returns numbers from 0 to 1, instead of the default
    /// generator.
    #[cfg(feature = "test-util")]
    pub fn random(mut self, random: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.random = Arc::new(random);
        self
    }
}

impl fmt::Debug for TokenSourceBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSourceBuilder")
            .field("settings", &self.settings)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
