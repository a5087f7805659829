//! The errors of a token source.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use voucherify_oauth_types::{Printable, ScopeSet};

use super::{Error, Kind, Operation};

type BoxError = Box<dyn StdError + Send + Sync>;

/// Why a token source returned no token, except for the errors of the client.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The error of a fetcher other than the client.
    Fetcher {
        source: BoxError,
        transient: bool,
        retry_after: Option<Duration>,
    },
    TimedOut {
        after: Duration,
    },
    ScopesMissing(Box<ScopeSet>),
    /// Every token that arrived while the caller waited was rejected or had expired before it was
    /// returned.
    NotServed,
    Panicked {
        what: &'static str,
    },
    /// No narrow scope covers the path of a request.
    #[cfg(any(feature = "middleware", feature = "tower"))]
    NoScope,
    NoThread(io::Error),
    RuntimeGone,
    ShutDown,
}

impl Error {
    /// Creates an error of a [`TokenFetcher`](crate::token_source::TokenFetcher) that may not occur
    /// again. The token source makes another attempt after a pause of at least `retry_after`,
    /// unless the attempts or the time of the refresh are used up.
    ///
    /// The text of `source` is shown, so it must not contain a secret.
    pub fn transient(source: impl Into<BoxError>, retry_after: Option<Duration>) -> Self {
        let source = source.into();
        Self::token(Failure::Fetcher { source, transient: true, retry_after })
    }

    /// Creates an error of a [`TokenFetcher`](crate::token_source::TokenFetcher) that occurs again
    /// until something changes, for example the keys. The token source makes no further attempt.
    ///
    /// The text of `source` is shown, so it must not contain a secret.
    pub fn permanent(source: impl Into<BoxError>) -> Self {
        let source = source.into();
        Self::token(Failure::Fetcher { source, transient: false, retry_after: None })
    }

    pub(crate) fn timed_out(after: Duration) -> Self {
        Self::token(Failure::TimedOut { after })
    }

    pub(crate) fn revocation_timed_out(after: Duration) -> Self {
        Self::timed_out(after).of_revocation()
    }

    pub(crate) fn arrived_expired() -> Self {
        let why = "it expired before it arrived";
        Self::new(Operation::Token, Kind::NotUsable { status: None, why, transient: true })
    }

    pub(crate) fn not_usable(why: &'static str) -> Self {
        Self::new(Operation::Token, Kind::NotUsable { status: None, why, transient: false })
    }

    pub(crate) fn scopes_missing(missing: ScopeSet) -> Self {
        Self::token(Failure::ScopesMissing(Box::new(missing)))
    }

    pub(crate) fn not_served() -> Self {
        Self::token(Failure::NotServed)
    }

    pub(crate) fn panicked(what: &'static str) -> Self {
        Self::token(Failure::Panicked { what })
    }

    #[cfg(any(feature = "middleware", feature = "tower"))]
    pub(crate) fn no_scope() -> Self {
        Self::token(Failure::NoScope)
    }

    pub(crate) fn no_thread(error: io::Error) -> Self {
        Self::token(Failure::NoThread(error))
    }

    pub(crate) fn runtime_gone() -> Self {
        Self::token(Failure::RuntimeGone)
    }

    pub(crate) fn shut_down() -> Self {
        Self::token(Failure::ShutDown)
    }

    /// Creates the error of a token request.
    fn token(failure: Failure) -> Self {
        Self::new(Operation::Token, Kind::Failure(failure))
    }

    /// Changes the operation of a new error to a revocation.
    pub(crate) fn of_revocation(mut self) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            inner.operation = Some(Operation::Revoke);
        }
        self
    }

    /// Returns whether the token source was shut down, after which it returns no tokens.
    #[must_use]
    pub fn is_shut_down(&self) -> bool {
        matches!(self.inner.kind, Kind::Failure(Failure::ShutDown))
    }

    /// Returns the scopes that were requested but not granted, or `None` for another error. See
    /// [`require_all_scopes`](crate::token_source::TokenSourceBuilder::require_all_scopes).
    #[must_use]
    pub fn missing_scopes(&self) -> Option<&ScopeSet> {
        match &self.inner.kind {
            Kind::Failure(Failure::ScopesMissing(missing)) => Some(missing),
            _ => None,
        }
    }

    /// Returns a label of low cardinality, for logs and metrics.
    pub(crate) fn label(&self) -> &'static str {
        let failure = match &self.inner.kind {
            Kind::Failure(failure) => failure,
            Kind::NotUsable { .. } => return "token_not_usable",
            _ if self.is_timeout() => return "timeout",
            _ if self.is_connect() => return "connect",
            _ => return "fetch",
        };
        match failure {
            Failure::Fetcher { .. } => "fetch",
            Failure::TimedOut { .. } => "timeout",
            Failure::ScopesMissing(_) => "scopes_missing",
            Failure::NotServed => "not_served",
            Failure::Panicked { .. } => "panic",
            #[cfg(any(feature = "middleware", feature = "tower"))]
            Failure::NoScope => "no_scope",
            Failure::NoThread(_) => "no_thread",
            Failure::RuntimeGone => "runtime_gone",
            Failure::ShutDown => "shut_down",
        }
    }
}

impl Failure {
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Fetcher { transient, .. } => *transient,
            Self::TimedOut { .. } | Self::NotServed | Self::Panicked { .. } | Self::NoThread(_) => {
                true
            }
            #[cfg(any(feature = "middleware", feature = "tower"))]
            Self::NoScope => false,
            Self::ScopesMissing(_) | Self::RuntimeGone | Self::ShutDown => false,
        }
    }

    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Fetcher { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the source. The error of a fetcher is not its own source, since `Display` shows it.
    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Fetcher { source, .. } => source.source(),
            Self::NoThread(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetcher { source, .. } => Printable::new(&source.to_string()).fmt(f),
            Self::TimedOut { after } => write!(f, "timed out after {after:?}"),
            Self::ScopesMissing(missing) => {
                let missing = missing.to_string();
                write!(f, "the token lacks requested scopes: {}", Printable::new(&missing))
            }
            Self::NotServed => f.write_str("each new token was rejected or had expired"),
            Self::Panicked { what } => write!(f, "{what} panicked"),
            #[cfg(any(feature = "middleware", feature = "tower"))]
            Self::NoScope => f.write_str(
                "no narrow scope covers the path of the request: use a source with the scope that \
                 it needs",
            ),
            Self::NoThread(_) => f.write_str("could not start the background thread"),
            Self::RuntimeGone => f.write_str("the runtime given to `spawn_on` was shut down"),
            Self::ShutDown => f.write_str("the token source was shut down"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Client, Credentials, Scope};

    /// Returns the error of a token request to this address.
    async fn error_at(address: impl std::fmt::Display, timeout: Duration) -> Error {
        let builder = Client::builder(Credentials::new("id", "token").unwrap());
        let builder = builder.base_url(format!("http://{address}"));
        let client = builder.timeout(timeout).build().unwrap();
        client.token(Scope::Vouchers).await.unwrap_err()
    }

    #[tokio::test]
    async fn each_failure_has_its_label() {
        // A server that accepts no connection from the operating system.
        let silent = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = silent.local_addr().unwrap();
        let timeout = error_at(address, Duration::from_millis(200)).await;
        let refused = error_at("127.0.0.1:1", Duration::from_secs(60)).await;
        let credentials = Credentials::new("id", "token").unwrap();
        let builder = Client::builder(credentials).base_url("/v1").build().unwrap_err();
        for (error, label) in [
            (timeout, "timeout"),
            (refused, "connect"),
            (builder, "fetch"),
            (Error::permanent("why"), "fetch"),
            (Error::timed_out(Duration::from_secs(1)), "timeout"),
            (Error::not_usable("it is empty"), "token_not_usable"),
            (Error::not_served(), "not_served"),
            (Error::no_thread(io::Error::other("why")), "no_thread"),
            (Error::shut_down(), "shut_down"),
        ] {
            assert_eq!(error.label(), label, "{error}");
        }
    }

    #[test]
    fn a_failure_keeps_its_cause() {
        let cause = |error: Error| error.source().map(ToString::to_string);
        let fetcher = crate::token_source::StoreError::unavailable("why");
        assert_eq!(cause(Error::transient(fetcher, None)).as_deref(), Some("why"));
        assert_eq!(cause(Error::no_thread(io::Error::other("why"))).as_deref(), Some("why"));
        assert_eq!(cause(Error::shut_down()), None);
    }
}
