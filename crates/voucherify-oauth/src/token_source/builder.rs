//! A source with settings of its own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::clock::{AnyClock, Clock, SystemClock};
use super::core::Core;
use super::issuer::Issuer;
use super::metrics::Counters;
use super::parts::Parts;
use super::random::{Random, ThreadRandom};
use super::settings::Settings;
use super::source::TokenSource;
use crate::ScopeSet;

/// Settings of a [`TokenSource`]. The usual ones are meant for tokens of 15 minutes.
#[must_use = "a builder does nothing until `build`"]
#[derive(Clone)]
pub struct TokenSourceBuilder {
    issuer: Arc<dyn Issuer>,
    settings: Settings,
    clock: AnyClock,
    random: Arc<dyn Random>,
}

impl TokenSourceBuilder {
    pub(super) fn new(issuer: impl Issuer) -> Self {
        Self {
            issuer: Arc::new(issuer),
            settings: Settings::default(),
            clock: AnyClock::System(SystemClock),
            random: Arc::new(ThreadRandom),
        }
    }

    /// How long before its expiry a token is refreshed in the background while it is still served. Usually 180 s.
    ///
    /// Jitter makes it up to a half longer, so that a fleet does not refresh in step. It is at most a quarter of the token's
    /// lifetime, before jitter.
    pub fn advisory_window(mut self, window: Duration) -> Self {
        self.settings.advisory_window = window;
        self
    }

    /// How long before its expiry callers wait for the next token. Usually 30 s.
    ///
    /// Jitter makes it up to a half longer. It is at most a twentieth of the token's lifetime, before jitter.
    pub fn mandatory_window(mut self, window: Duration) -> Self {
        self.settings.mandatory_window = window;
        self
    }

    /// How long callers wait in the mandatory window before they get the current token after all, counted from when the
    /// series of attempts began. Usually 5 s.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.settings.patience = patience;
        self
    }

    /// How many attempts a series has at most. Usually 3; none counts as one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.settings.attempts = attempts.max(1);
        self
    }

    /// How long one attempt may take. Usually 10 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_timeout = limit;
        self
    }

    /// How long a series of attempts may take, pauses included, and so the longest that a caller waits for one. Usually
    /// 25 s; no more than a day.
    pub fn series_timeout(mut self, limit: Duration) -> Self {
        // More would overflow the runtime's clock on some systems.
        self.settings.series_timeout = limit.min(Duration::from_secs(24 * 60 * 60));
        self
    }

    /// The longest pause that the service can ask for by `Retry-After` or its rate-limit headers. Usually 300 s.
    pub fn retry_after_limit(mut self, limit: Duration) -> Self {
        self.settings.retry_after_limit = limit;
        self
    }

    /// How long [shutting down](TokenSource::shutdown) may take. Usually 5 s; no more than a day.
    pub fn shutdown_timeout(mut self, limit: Duration) -> Self {
        self.settings.shutdown_timeout = limit.min(Duration::from_secs(24 * 60 * 60));
        self
    }

    /// Makes it an error if the service grants less than the scopes asked for. Usually that is
    /// [told](super::Token::missing_scopes), and the token is served.
    pub fn require_all_scopes(mut self, required: bool) -> Self {
        self.settings.require_all_scopes = required;
        self
    }

    /// Reads the time from `clock` instead of the machine's own clocks. Pauses and time-outs stay the runtime's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = AnyClock::Injected(Arc::new(clock));
        self
    }

    /// Takes jitter from `random` instead of the usual generator.
    pub fn random(mut self, random: impl Random) -> Self {
        self.random = Arc::new(random);
        self
    }

    /// Makes the source. It asks for nothing yet, spawns nothing, and needs no running runtime.
    #[must_use]
    pub fn build(self, scopes: impl Into<ScopeSet>) -> TokenSource {
        TokenSource::from_core(Core::new(self.parts(scopes.into())))
    }

    /// The same settings for one set of scopes.
    fn parts(self, scopes: ScopeSet) -> Parts {
        let Self { issuer, settings, clock, random } = self;
        Parts { issuer, scopes, settings, clock, random, counters: Counters::default() }
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
