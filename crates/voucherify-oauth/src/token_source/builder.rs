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

/// The longest timeout. A longer one overflows the clock of the runtime on some systems.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The settings of one source.
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

/// Builds a [`TokenSource`](crate::TokenSource) or [`TokenSources`](crate::TokenSources) with
/// custom settings. Returned by [`TokenSource::builder`](crate::TokenSource::builder).
///
/// The defaults are for tokens with a lifetime of 15 minutes.
#[must_use = "a builder does nothing until `build` is called"]
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
    /// It is at most a quarter of the lifetime of the token. Jitter then makes it up to 50 %
    /// longer, so that the machines of a fleet do not refresh at the same time.
    pub fn advisory_window(mut self, window: Duration) -> Self {
        self.settings.advisory_window = window;
        self
    }

    /// Sets how long before its expiry callers wait for the next token. Defaults to 30 s.
    ///
    /// It is at most a twentieth of the lifetime of the token. Jitter then makes it up to 50 %
    /// longer.
    pub fn mandatory_window(mut self, window: Duration) -> Self {
        self.settings.mandatory_window = window;
        self
    }

    /// Sets how long callers wait in the mandatory window before they get the current token,
    /// counted from the start of the refresh. Defaults to 5 s; at most a day.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.settings.patience = patience.min(DAY);
        self
    }

    /// Sets the maximum number of attempts of a refresh. Defaults to 3; zero counts as one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.settings.attempts = attempts.max(1);
        self
    }

    /// Sets the timeout of one attempt. Defaults to 10 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_timeout = limit;
        self
    }

    /// Sets the timeout of a refresh, including pauses, which also limits how long a call waits.
    /// Defaults to 25 s; at most a day.
    pub fn refresh_timeout(mut self, limit: Duration) -> Self {
        self.settings.refresh_timeout = limit.min(DAY);
        self
    }

    /// Sets the longest pause that is accepted from `Retry-After` or the rate-limit headers of the
    /// service. Defaults to 300 s.
    pub fn retry_after_limit(mut self, limit: Duration) -> Self {
        self.settings.retry_after_limit = limit;
        self
    }

    /// Sets the timeout of [`shutdown`](crate::TokenSource::shutdown). Defaults to 5 s; at most a
    /// day.
    pub fn shutdown_timeout(mut self, limit: Duration) -> Self {
        self.settings.shutdown_timeout = limit.min(DAY);
        self
    }

    /// Sets whether a token that lacks requested scopes is an error. Defaults to `false`: the token
    /// is served, and [`missing_scopes`](crate::Token::missing_scopes) returns what it lacks.
    pub fn require_all_scopes(mut self, required: bool) -> Self {
        self.settings.require_all_scopes = required;
        self
    }

    /// Runs refreshes on this runtime instead of the background runtime of the crate. Use this in
    /// tests with paused time, and in programs that must not start further threads.
    ///
    /// Waiting calls make progress only while this runtime is running and not blocked, so a fetcher
    /// must not block. After the runtime is shut down, calls that need a refresh fail with
    /// [`is_no_runtime`](crate::Error::is_no_runtime).
    ///
    /// # Panics
    ///
    /// Panics if the runtime has no timer
    /// ([`enable_time`](tokio::runtime::Builder::enable_time)).
    pub fn spawn_on(mut self, runtime: Handle) -> Self {
        self.executor = Executor::on(runtime);
        self
    }

    /// Reads the time from `clock` instead of the clocks of the machine. Pauses and timeouts still
    /// use the timer of the runtime.
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
