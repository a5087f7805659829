//! Why there is no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{Error, ScopeSet};

/// Why a token source could not give a token.
///
/// Ask it what to do: [`is_transient`](Self::is_transient) tells whether the same call may succeed later with nothing
/// changed. Cheap to clone, since all callers who waited for one series of attempts get the same error. Neither its texts
/// nor its sources hold a secret, given that an [`Issuer`](super::Issuer) of your own puts none into its errors.
#[derive(Clone)]
pub struct TokenError {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    kind: Kind,
    transient: bool,
    retry_after: Option<Duration>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What happened.
#[derive(Debug)]
enum Kind {
    Issuer,
    TimedOut { what: &'static str, after: Duration },
    NotUsable { why: &'static str },
    ScopesMissing { missing: Box<ScopeSet> },
    Abandoned { why: &'static str },
    NoRuntime,
    ShutDown,
}

impl TokenError {
    /// An issuer's failure that may pass: it is tried again, after a pause of at least `retry_after`.
    pub fn transient(
        source: impl Into<Box<dyn StdError + Send + Sync>>,
        retry_after: Option<Duration>,
    ) -> Self {
        Self::make(Kind::Issuer, true, retry_after, Some(source.into()))
    }

    /// An issuer's failure that stays until someone changes something, for instance the keys: it is reported at once.
    pub fn permanent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::make(Kind::Issuer, false, None, Some(source.into()))
    }

    pub(super) fn timed_out(after: Duration) -> Self {
        Self::make(Kind::TimedOut { what: "no access token came", after }, true, None, None)
    }

    pub(super) fn revocation_timed_out(after: Duration) -> Self {
        Self::make(
            Kind::TimedOut { what: "an access token was not revoked", after },
            true,
            None,
            None,
        )
    }

    /// The service gave a token that has expired already.
    pub(super) fn arrived_expired() -> Self {
        Self::make(Kind::NotUsable { why: "it had expired before it arrived" }, true, None, None)
    }

    /// The service gave a token that no header can hold.
    pub(super) fn unfit_for_a_header() -> Self {
        Self::make(Kind::NotUsable { why: "a header can't hold its characters" }, false, None, None)
    }

    pub(super) fn scopes_missing(missing: ScopeSet) -> Self {
        Self::make(Kind::ScopesMissing { missing: Box::new(missing) }, false, None, None)
    }

    pub(super) fn abandoned(why: &'static str) -> Self {
        Self::make(Kind::Abandoned { why }, true, None, None)
    }

    pub(super) fn no_runtime() -> Self {
        Self::make(Kind::NoRuntime, false, None, None)
    }

    pub(super) fn shut_down() -> Self {
        Self::make(Kind::ShutDown, false, None, None)
    }

    fn make(
        kind: Kind,
        transient: bool,
        retry_after: Option<Duration>,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { inner: Arc::new(Inner { kind, transient, retry_after, source }) }
    }

    /// Whether the same call may succeed later with nothing changed. The source has tried more than once by then.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.inner.transient
    }

    /// How long the service asked to be left alone, counted from when it answered.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Whether the last attempt took longer than it may.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::TimedOut { .. })
            || self.client_error().is_some_and(Error::is_timeout)
    }

    /// Whether the source was shut down: it gives no token any more.
    #[must_use]
    pub fn is_shut_down(&self) -> bool {
        matches!(self.inner.kind, Kind::ShutDown)
    }

    /// The scopes asked for and not granted, if they are why there is no token
    /// ([`require_all_scopes`](super::TokenSourceBuilder::require_all_scopes)).
    #[must_use]
    pub fn missing_scopes(&self) -> Option<&ScopeSet> {
        match &self.inner.kind {
            Kind::ScopesMissing { missing } => Some(missing),
            _ => None,
        }
    }

    /// What the last attempt failed with, if a [`Client`](crate::Client) made it: ask it for the status or the service's
    /// own error.
    #[must_use]
    pub fn client_error(&self) -> Option<&Error> {
        self.inner.source.as_deref()?.downcast_ref()
    }

    /// A word for logs and metrics, with few different values.
    pub(super) fn kind(&self) -> &'static str {
        match &self.inner.kind {
            Kind::Issuer => match self.client_error() {
                Some(error) if error.is_timeout() => "timeout",
                Some(error) if error.is_connect() => "connect",
                _ => "issuer",
            },
            Kind::TimedOut { .. } => "timeout",
            Kind::NotUsable { .. } => "token_not_usable",
            Kind::ScopesMissing { .. } => "scopes_missing",
            Kind::Abandoned { .. } => "abandoned",
            Kind::NoRuntime => "no_runtime",
            Kind::ShutDown => "shut_down",
        }
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        let (transient, retry_after) = (error.is_transient(), error.retry_after());
        Self::make(Kind::Issuer, transient, retry_after, Some(Box::new(error)))
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.kind {
            Kind::Issuer => f.write_str("no access token could be had"),
            Kind::TimedOut { what, after } => write!(f, "{what} within {after:?}"),
            Kind::NotUsable { why } => write!(f, "the access token that came can't be used: {why}"),
            Kind::ScopesMissing { missing } => {
                write!(f, "the access token that came lacks scopes that were asked for: {missing}")
            }
            Kind::Abandoned { why } => write!(f, "asking for an access token was abandoned: {why}"),
            Kind::NoRuntime => {
                f.write_str("a token source has to be asked from within a Tokio runtime")
            }
            Kind::ShutDown => f.write_str("the token source was shut down"),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("kind", &self.inner.kind)
            .field("transient", &self.inner.transient)
            .field("retry_after", &self.inner.retry_after)
            .field("source", &self.inner.source)
            .finish()
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
