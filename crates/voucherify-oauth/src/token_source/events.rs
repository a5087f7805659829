//! What a source tells the program's log and traces. Names and fields follow OpenTelemetry's conventions for HTTP clients
//! where they have one. No field ever holds a secret.

use std::future::Future;
use std::time::Duration;

use tracing::field::Empty;
use tracing::instrument::Instrumented;
use tracing::{Instrument, Span, debug, info_span, warn};

use super::error::TokenError;
use super::parts::Parts;
use super::state::{Outcome, Rejection};
use super::token::Token;

/// Runs a series in a span of its own: it serves many callers, so that it belongs to the trace of none. It only points to
/// the one that began it.
pub(super) fn in_series_span<F: Future>(parts: &Parts, series: F) -> Instrumented<F> {
    let span = info_span!(parent: None, "voucherify_oauth.refresh", voucherify.oauth.scopes = %parts.scopes);
    span.follows_from(Span::current());
    series.instrument(span)
}

/// The span of one attempt, which usually is one request.
pub(super) fn attempt_span(parts: &Parts, attempt: u32) -> Span {
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
    if let Some(server) = parts.issuer.server() {
        span.record("server.address", server.address);
        span.record("server.port", server.port);
    }
    span
}

/// Completes the span of an attempt.
pub(super) fn attempted(span: &Span, outcome: &Outcome) {
    let status = match outcome {
        Ok(_) => Some(200),
        Err(error) => {
            error.client_error().and_then(|error| error.status()).map(|status| status.as_u16())
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status);
    }
    if let Err(error) = outcome {
        span.record("otel.status_code", "ERROR");
        match status {
            // The conventions name an error by its status, where that tells that it is one.
            Some(status) if status >= 400 => {
                span.record("error.type", tracing::field::display(status))
            }
            _ => span.record("error.type", error.kind()),
        };
        span.in_scope(|| debug!(error = %error, transient = error.is_transient(), "no token from this attempt"));
    }
}

/// All attempts failed, and nothing will be tried for a while.
pub(super) fn series_failed(parts: &Parts, streak: u32, error: &TokenError, rest: Duration) {
    warn!(
        scopes = %parts.scopes,
        error = error as &dyn std::error::Error,
        transient = error.is_transient(),
        streak,
        rest_ms = u64::try_from(rest.as_millis()).unwrap_or(u64::MAX),
        "no access token could be had",
    );
}

/// A token came with fewer scopes than asked for.
pub(super) fn scopes_missing(parts: &Parts, token: &Token) {
    warn!(
        asked = %parts.scopes,
        granted = %token.scopes(),
        missing = %token.missing_scopes(),
        "the access token lacks scopes that were asked for",
    );
}

/// Someone was refused with a token.
pub(super) fn rejected(parts: &Parts, rejection: Rejection) {
    match rejection {
        Rejection::NotHeld => {}
        Rejection::GivenUp => debug!(scopes = %parts.scopes, "a rejected access token is given up"),
        Rejection::Ignored => warn!(
            scopes = %parts.scopes,
            "access tokens are rejected one after the other: this one is kept, since another would hardly fare better",
        ),
    }
}

/// A token stays active until it expires.
pub(super) fn not_revoked(parts: &Parts, error: &TokenError) {
    warn!(
        scopes = %parts.scopes,
        error = error as &dyn std::error::Error,
        "an access token could not be revoked",
    );
}
