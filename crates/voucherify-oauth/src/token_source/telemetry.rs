//! The log events, spans and counters of a source. Names and fields follow the OpenTelemetry
//! conventions for HTTP clients where there are any. No field contains a secret.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Span, debug, info_span, warn};

use super::fetcher::Server;
use super::token::Token;
use crate::types::Printable;
use crate::{Error, ScopeSet};

/// Creates the span of a refresh. It has no parent, since it serves many callers, and follows from
/// the span of the caller that started it.
pub(super) fn refresh_span(scopes: &ScopeSet) -> Span {
    let span =
        info_span!(parent: None, "voucherify_oauth.refresh", voucherify.oauth.scopes = %scopes);
    span.follows_from(Span::current());
    span
}

/// Creates the span of an attempt, which for most fetchers is one request.
pub(super) fn attempt_span(server: Option<Server>, attempt: u32) -> Span {
    let span = info_span!(
        "POST /v1/oauth/token",
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = "POST",
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        url.template = "/v1/oauth/token",
        server.address = Empty,
        server.port = Empty,
        error.type = Empty,
    );
    if attempt > 1 {
        span.record("http.request.resend_count", attempt - 1);
    }
    if let Some(server) = server {
        span.record("server.address", server.address);
        span.record("server.port", server.port);
    }
    span
}

/// Completes the span of an attempt.
pub(super) fn attempted(span: &Span, outcome: &Result<Token, Error>) {
    let status = match outcome {
        Ok(_) => Some(200),
        Err(error) => error.status().map(|status| status.as_u16()),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Err(error) = outcome {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", &*error_type(status, error.label()));
        span.in_scope(|| debug!(%error, transient = error.is_transient(), "attempt failed"));
    }
}

/// Returns the status as the error type, as the conventions require, or the label without one.
fn error_type(status: Option<u16>, label: &'static str) -> Cow<'static, str> {
    match status {
        Some(status) if status >= 400 => status.to_string().into(),
        _ => label.into(),
    }
}

/// Logs that a refresh failed, and the back-off.
pub(super) fn refresh_failed(scopes: &ScopeSet, failures: u32, error: &Error, back_off: Duration) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        transient = error.is_transient(),
        failures,
        back_off_ms = u64::try_from(back_off.as_millis()).unwrap_or(u64::MAX),
        "could not refresh the access token",
    );
}

/// Logs that a token lacks requested scopes.
pub(super) fn scopes_missing(scopes: &ScopeSet, token: &Token) {
    warn!(
        requested = %scopes,
        granted = %Printable::new(&token.scopes().to_string()),
        missing = %Printable::new(&token.missing_scopes().to_string()),
        "the access token lacks requested scopes",
    );
}

/// Logs that a token is no longer served because a server rejected it.
pub(super) fn token_invalidated(scopes: &ScopeSet) {
    debug!(%scopes, "invalidated a rejected access token");
}

/// Logs that a token is still served although a server rejected it.
pub(super) fn rejection_ignored(scopes: &ScopeSet) {
    warn!(
        %scopes,
        "kept a rejected access token, because too many tokens were rejected in a row",
    );
}

/// Logs that a token could not be revoked and stays active until it expires.
pub(super) fn not_revoked(scopes: &ScopeSet, error: &Error) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        "could not revoke an access token",
    );
}

/// The metrics of a source: counters since it was created, and the age of its token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metrics {
    /// Attempts to fetch a token. For a client, each is one request.
    pub attempts: u64,
    /// Refreshes that succeeded.
    pub refreshes: u64,
    /// Refreshes that failed.
    pub failures: u64,
    /// Times that a call started to wait for a refresh.
    pub waits: u64,
    /// Tokens that were [invalidated](crate::TokenSource::invalidate).
    pub rejections: u64,
    /// Rejections that were ignored because there were too many in a row.
    pub rejections_ignored: u64,
    /// Tokens that were revoked.
    pub revocations: u64,
    /// The time since the current token was requested. `None` if there is no token.
    pub age: Option<Duration>,
}

/// The counters behind the metrics. The fast path of a call does not use them.
#[derive(Default)]
pub(super) struct Counters {
    pub(super) attempts: Counter,
    pub(super) refreshes: Counter,
    pub(super) failures: Counter,
    pub(super) waits: Counter,
    pub(super) rejections: Counter,
    pub(super) rejections_ignored: Counter,
    pub(super) revocations: Counter,
}

#[derive(Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn increment(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counters {
    pub(super) fn snapshot(&self, age: Option<Duration>) -> Metrics {
        Metrics {
            attempts: self.attempts.read(),
            refreshes: self.refreshes.read(),
            failures: self.failures.read(),
            waits: self.waits.read(),
            rejections: self.rejections.read(),
            rejections_ignored: self.rejections_ignored.read(),
            revocations: self.revocations.read(),
            age,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_an_error_is_its_type() {
        for (status, expected) in
            [(Some(503), "503"), (Some(400), "400"), (Some(399), "fetch"), (None, "fetch")]
        {
            assert_eq!(error_type(status, "fetch"), expected);
        }
    }
}
