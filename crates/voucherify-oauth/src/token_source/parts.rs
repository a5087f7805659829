//! What a series of attempts needs, and the series itself. It knows nothing of callers.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};
use tracing::Instrument;

use super::backoff;
use super::clock::AnyClock;
use super::error::TokenError;
use super::events;
use super::issuer::{Issuer, Order};
use super::lifetime::{Lifetime, Phase};
use super::metrics::Counters;
use super::random::Random;
use super::settings::Settings;
use super::token::Token;
use crate::ScopeSet;

/// What a source is made of, apart from what changes.
pub(super) struct Parts {
    pub(super) issuer: Arc<dyn Issuer>,
    pub(super) scopes: ScopeSet,
    pub(super) settings: Settings,
    pub(super) clock: AnyClock,
    pub(super) random: Arc<dyn Random>,
    pub(super) counters: Counters,
}

impl Parts {
    /// Tries to get a token, again while that makes sense: the error is transient, attempts are left, and so is time.
    pub(super) async fn series(&self, replacing: Option<&Token>) -> Result<Token, TokenError> {
        let settings = &self.settings;
        let deadline = Instant::now() + settings.series_timeout;
        let mut attempt = 1;
        loop {
            let span = events::attempt_span(self, attempt);
            let limit =
                settings.attempt_timeout.min(deadline.saturating_duration_since(Instant::now()));
            let outcome = self.attempt(replacing, limit).instrument(span.clone()).await;
            events::attempted(&span, &outcome);
            let error = match outcome {
                Ok(token) => return Ok(token),
                Err(error) => error,
            };
            let pause = backoff::pause(attempt, &error, settings.retry_after_limit, &*self.random);
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

    /// One attempt, and whether what it gave can be used.
    async fn attempt(
        &self,
        replacing: Option<&Token>,
        limit: Duration,
    ) -> Result<Token, TokenError> {
        self.counters.attempted();
        let order = Order { scopes: &self.scopes, replacing: replacing.map(Token::access_token) };
        let asked = self.clock.now();
        let response = match timeout(limit, self.issuer.issue(order)).await {
            Ok(response) => response?,
            Err(_) => return Err(TokenError::timed_out(limit)),
        };
        let lifetime = Lifetime::new(asked, response.expires_in, &self.settings, &*self.random);
        let now = self.clock.now();
        if lifetime.phase(now) == Phase::Expired {
            return Err(TokenError::arrived_expired());
        }
        let token = Token::new(response, &self.scopes, lifetime)?;
        if token.missing_scopes().is_empty() {
            return Ok(token);
        }
        events::scopes_missing(self, &token);
        if !self.settings.require_all_scopes {
            return Ok(token);
        }
        // It counts for its whole lifetime otherwise, and nobody will use it.
        let _ = self.revoke(&token, self.settings.shutdown_timeout).await;
        Err(TokenError::scopes_missing(token.missing_scopes().clone()))
    }

    /// Revokes a token that nobody will use any more.
    pub(super) async fn revoke(&self, token: &Token, limit: Duration) -> Result<(), TokenError> {
        let outcome = match timeout(limit, self.issuer.revoke(token.access_token())).await {
            Ok(outcome) => outcome,
            Err(_) => Err(TokenError::revocation_timed_out(limit)),
        };
        match &outcome {
            Ok(()) => self.counters.revoked(),
            Err(error) => events::not_revoked(self, error),
        }
        outcome
    }

    /// For how long the failure of a series is remembered.
    pub(super) fn rest(&self, streak: u32, error: &TokenError) -> Duration {
        let rest = backoff::rest(streak, error, self.settings.retry_after_limit, &*self.random);
        events::series_failed(self, streak, error, rest);
        rest
    }
}
