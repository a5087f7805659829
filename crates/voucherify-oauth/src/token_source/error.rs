//! Why a token source returned no token.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::printable::Printable;
use crate::{Error, ScopeSet};

/// Why a token source could not return a token.
///
/// It has predicates: [`is_transient`](Self::is_transient) tells whether the same call may succeed
/// later. Clones are cheap, since all callers that waited for one refresh get the same error.
/// Neither its text nor its sources contain a secret, provided that a
/// [`TokenFetcher`](super::TokenFetcher) of your own puts none into its errors.
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
    Fetch,
    TimedOut {
        what: &'static str,
        after: Duration,
    },
    NotUsable {
        why: &'static str,
    },
    ScopesMissing {
        missing: Box<ScopeSet>,
    },
    NotServed,
    Panicked {
        what: &'static str,
    },
    #[cfg(any(feature = "middleware", feature = "tower"))]
    NoScope,
    NoThread,
    RuntimeGone,
    ShutDown,
}

impl TokenError {
    /// Creates the error of a fetcher that may pass: the source tries again, after a pause of at
    /// least `retry_after`.
    pub fn transient(
        source: impl Into<Box<dyn StdError + Send + Sync>>,
        retry_after: Option<Duration>,
    ) -> Self {
        Self::make(Kind::Fetch, true, retry_after, Some(source.into()))
    }

    /// Creates the error of a fetcher that stays until someone changes something, for instance the
    /// keys. The source reports it at once.
    pub fn permanent(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::make(Kind::Fetch, false, None, Some(source.into()))
    }

    pub(super) fn timed_out(after: Duration) -> Self {
        let what = "could not get an access token";
        Self::make(Kind::TimedOut { what, after }, true, None, None)
    }

    pub(super) fn revocation_timed_out(after: Duration) -> Self {
        let what = "could not revoke an access token";
        Self::make(Kind::TimedOut { what, after }, true, None, None)
    }

    pub(super) fn arrived_expired() -> Self {
        Self::make(Kind::NotUsable { why: "it expired before it arrived" }, true, None, None)
    }

    pub(super) fn not_usable(why: &'static str) -> Self {
        Self::make(Kind::NotUsable { why }, false, None, None)
    }

    pub(super) fn scopes_missing(missing: ScopeSet) -> Self {
        Self::make(Kind::ScopesMissing { missing: Box::new(missing) }, false, None, None)
    }

    /// Every token that arrived while the caller waited was rejected or expired before the caller
    /// could get it.
    pub(super) fn not_served() -> Self {
        Self::make(Kind::NotServed, true, None, None)
    }

    pub(super) fn panicked(what: &'static str) -> Self {
        Self::make(Kind::Panicked { what }, true, None, None)
    }

    /// The path of a request for which no narrow scope exists.
    #[cfg(any(feature = "middleware", feature = "tower"))]
    pub(crate) fn no_scope() -> Self {
        Self::make(Kind::NoScope, false, None, None)
    }

    pub(super) fn no_thread(error: std::io::Error) -> Self {
        Self::make(Kind::NoThread, true, None, Some(error.into()))
    }

    pub(super) fn runtime_gone() -> Self {
        Self::make(Kind::RuntimeGone, false, None, None)
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

    /// Returns whether the same call may succeed later with nothing changed. The source has tried
    /// more than once by then.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.inner.transient
    }

    /// Returns how long the service asked to wait, counted from its response.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Returns whether the last attempt took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::TimedOut { .. })
            || self.client_error().is_some_and(Error::is_timeout)
    }

    /// Returns whether the source was shut down. It returns no more tokens.
    #[must_use]
    pub fn is_shut_down(&self) -> bool {
        matches!(self.inner.kind, Kind::ShutDown)
    }

    /// Returns whether the runtime that refreshes run on was shut down. The source returns no more
    /// tokens.
    #[must_use]
    pub fn is_runtime_gone(&self) -> bool {
        matches!(self.inner.kind, Kind::RuntimeGone)
    }

    /// Returns the scopes that were requested and not granted, if that is why there is no token
    /// ([`require_all_scopes`](super::TokenSourceBuilder::require_all_scopes)).
    #[must_use]
    pub fn missing_scopes(&self) -> Option<&ScopeSet> {
        match &self.inner.kind {
            Kind::ScopesMissing { missing } => Some(missing),
            _ => None,
        }
    }

    /// Returns the error of the last attempt, if a [`Client`](crate::Client) made it. It has the
    /// status and the error of the service.
    #[must_use]
    pub fn client_error(&self) -> Option<&Error> {
        self.inner.source.as_deref()?.downcast_ref()
    }

    /// Returns a word for logs and metrics, with few different values.
    pub(super) fn kind(&self) -> &'static str {
        match &self.inner.kind {
            Kind::Fetch => match self.client_error() {
                Some(error) if error.is_timeout() => "timeout",
                Some(error) if error.is_connect() => "connect",
                _ => "fetch",
            },
            Kind::TimedOut { .. } => "timeout",
            Kind::NotUsable { .. } => "token_not_usable",
            Kind::ScopesMissing { .. } => "scopes_missing",
            Kind::NotServed => "not_served",
            Kind::Panicked { .. } => "panic",
            #[cfg(any(feature = "middleware", feature = "tower"))]
            Kind::NoScope => "no_scope",
            Kind::NoThread => "no_thread",
            Kind::RuntimeGone => "runtime_gone",
            Kind::ShutDown => "shut_down",
        }
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        let (transient, retry_after) = (error.is_transient(), error.retry_after());
        Self::make(Kind::Fetch, transient, retry_after, Some(Box::new(error)))
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.inner.kind, &self.inner.source) {
            (Kind::Fetch, Some(source)) => match self.client_error() {
                Some(error) => error.fmt(f),
                None => {
                    let text = source.to_string();
                    write!(f, "could not get an access token: {}", Printable(&text))
                }
            },
            (Kind::Fetch, None) => f.write_str("could not get an access token"),
            (Kind::TimedOut { what, after }, _) => write!(f, "{what} within {after:?}"),
            (Kind::NotUsable { why }, _) => {
                write!(f, "the access token in the response can't be used: {why}")
            }
            (Kind::ScopesMissing { missing }, _) => write!(
                f,
                "the access token lacks requested scopes: {}",
                Printable(&missing.to_string())
            ),
            (Kind::NotServed, _) => f.write_str(
                "could not get an access token: each one was rejected or expired on arrival",
            ),
            (Kind::Panicked { what }, _) => {
                write!(f, "could not get an access token: {what} panicked")
            }
            #[cfg(any(feature = "middleware", feature = "tower"))]
            (Kind::NoScope, _) => f.write_str(
                "could not get an access token: no narrow scope opens the path of the request\n\
                 help: give the middleware a source with the scope that the request needs",
            ),
            (Kind::NoThread, _) => f.write_str("could not start the background thread"),
            (Kind::RuntimeGone, _) => f.write_str(
                "could not get an access token: the runtime given to `spawn_on` was shut down",
            ),
            (Kind::ShutDown, _) => f.write_str("the token source was shut down"),
        }
    }
}

impl fmt::Debug for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenError")
            .field("kind", &self.kind())
            .field("text", &self.to_string())
            .field("transient", &self.inner.transient)
            .field("retry_after", &self.inner.retry_after)
            .field("source", &self.inner.source)
            .finish()
    }
}

/// The text already contains that of the fetcher, so the chain goes on behind it.
impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.inner.source.as_deref()?;
        match self.inner.kind {
            Kind::Fetch => source.source(),
            _ => Some(source),
        }
    }
}
