//! A refresh: the attempts to fetch a token, independent of callers.

use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use super::builder::Settings;
use super::clock::Clock;
use super::fetcher::{FetchRequest, TokenFetcher};
use super::jitter::{self, Random};
use super::telemetry::{self, Counters};
use super::token::{Lifetime, Phase, Token};
use crate::{Error, ScopeSet};

/// The outcome of a refresh.
pub(super) type Outcome = Result<Token, Error>;

/// The tokens that a refresh replaces.
pub(super) struct Replaced {
    /// The token that is served until the refresh ends.
    pub(super) current: Option<Token>,
    /// The last token that was rejected.
    pub(super) rejected: Option<Token>,
}

/// The immutable parts of a source.
pub(super) struct Refresher {
    pub(super) fetcher: Arc<dyn TokenFetcher>,
    pub(super) scopes: ScopeSet,
    pub(super) settings: Settings,
    pub(super) clock: Clock,
    pub(super) random: Random,
    pub(super) counters: Counters,
}

impl Refresher {
    /// Refreshes the token and reports the outcome. Stops when the receiver is closed; a token that
    /// arrives at the same time is revoked.
    pub(super) async fn run(
        self: Arc<Self>,
        replaced: Replaced,
        mut report: oneshot::Sender<Outcome>,
    ) {
        let outcome = select! {
            biased;
            outcome = self.refresh(&replaced) => outcome,
            () = report.closed() => return,
        };
        if let Err(Ok(unwanted)) = report.send(outcome) {
            let _ = self.revoke(&unwanted, self.settings.shutdown_timeout).await;
        }
    }

    /// Makes attempts while the error is transient and there are attempts and time left.
    async fn refresh(&self, replaced: &Replaced) -> Outcome {
        let settings = &self.settings;
        let deadline = Instant::now() + settings.refresh_timeout;
        let mut attempt = 1;
        loop {
            let span = telemetry::attempt_span(self.fetcher.server(), attempt);
            let limit =
                settings.attempt_timeout.min(deadline.saturating_duration_since(Instant::now()));
            let outcome = self.attempt(attempt, replaced, limit).instrument(span.clone()).await;
            telemetry::attempted(&span, &outcome);
            let error = match outcome {
                Ok(token) => return Ok(token),
                Err(error) => error,
            };
            let pause = jitter::pause(attempt, &error, settings.retry_after_limit, &*self.random);
            if !error.is_transient()
                || attempt >= settings.attempts
                || Instant::now() + pause >= deadline
            {
                return Err(error);
            }
            sleep(pause).await;
            attempt += 1;
        }
    }

    /// Makes one attempt and checks the token.
    async fn attempt(&self, attempt: u32, replaced: &Replaced, limit: Duration) -> Outcome {
        self.counters.attempts.increment();
        let requested = self.clock.now();
        let Replaced { current, rejected } = replaced;
        let replacing = current.as_ref().or(rejected.as_ref()).map(Token::access_token);
        let remaining =
            current.as_ref().map(|token| token.remaining(requested)).unwrap_or_default();
        let request = FetchRequest { scopes: &self.scopes, replacing, remaining, attempt };
        let response = match timeout(limit, self.fetcher.fetch(request)).await {
            Ok(response) => response?,
            Err(_) => return Err(Error::timed_out(limit)),
        };
        let lifetime = Lifetime::new(requested, response.expires_in, &self.settings, &*self.random);
        if lifetime.phase(self.clock.now()) == Phase::Expired {
            return Err(Error::arrived_expired());
        }
        let token = Token::new(response, &self.scopes, lifetime)?;
        if token.missing_scopes().is_empty() {
            return Ok(token);
        }
        telemetry::scopes_missing(&self.scopes, &token);
        if !self.settings.require_all_scopes {
            return Ok(token);
        }
        // An unused token counts towards the limit of the project until it expires.
        let _ = self.revoke(&token, self.settings.shutdown_timeout).await;
        Err(Error::scopes_missing(token.missing_scopes().clone()))
    }

    /// Revokes a token that is no longer needed.
    pub(super) async fn revoke(&self, token: &Token, limit: Duration) -> Result<(), Error> {
        let outcome = match timeout(limit, self.fetcher.revoke(token.access_token())).await {
            Ok(outcome) => outcome.map_err(Error::of_revocation),
            Err(_) => Err(Error::revocation_timed_out(limit)),
        };
        match &outcome {
            Ok(()) => self.counters.revocations.increment(),
            Err(error) => telemetry::not_revoked(&self.scopes, error),
        }
        outcome
    }

    /// Logs a failed refresh and returns its back-off.
    pub(super) fn back_off(&self, failures: u32, error: &Error) -> Duration {
        let limit = self.settings.retry_after_limit;
        let back_off = jitter::back_off(failures, error, limit, &*self.random);
        telemetry::refresh_failed(&self.scopes, failures, error, back_off);
        back_off
    }
}
