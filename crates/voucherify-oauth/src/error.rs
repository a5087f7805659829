//! The error of this crate.

mod decode;
#[cfg(feature = "token-source")]
mod failure;
mod kind;
mod refusal;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use voucherify_oauth_types::ApiError;

pub(crate) use self::decode::DecodeError;
#[cfg(feature = "token-source")]
use self::failure::Failure;
pub(crate) use self::kind::{ErrorBody, ErrorResponse, HttpError, Kind, Operation};
pub(crate) use self::refusal::{NO_RUNTIME, Refusal};

/// The error of every operation of a [`Client`](crate::Client) and of a token source.
///
/// It has predicates: [`is_transient`](Self::is_transient) returns whether the same call may
/// succeed later, and [`retry_after`](Self::retry_after) returns when.
/// [`api_error`](Self::api_error) returns the error object of the service.
///
/// `Display` writes what failed and why in one line, with the message and the details of the
/// service. `Debug` also shows the [sources](StdError::source), so that a `main` that returns this
/// error prints the whole chain.
///
/// The error is safe to log. Its texts and sources never contain a key, an access token, or a
/// response that could not be decoded. The error object of the service is shown. If the service
/// repeats a key or token of the request in it, that part is redacted.
///
/// Clones are cheap and share one error, since all waiters of a refresh get the same error.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// # use voucherify_oauth_sandbox::{Fault, Sandbox};
/// # let sandbox = Sandbox::start().await.unwrap();
/// # sandbox.inject(Fault::rate_limited(std::time::Duration::from_secs(2)));
/// # let (id, secret) = (sandbox.app_id(), sandbox.app_token());
/// # let credentials = voucherify_oauth::Credentials::new(id, secret).unwrap();
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build().unwrap();
/// use std::time::Duration;
/// use voucherify_oauth::Scope;
///
/// let error = client.token(Scope::Vouchers).await.unwrap_err();
///
/// assert!(error.is_rate_limited() && error.is_transient());
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
/// assert_eq!(
///     error.to_string(),
///     "could not get a token: 429 Too Many Requests: Too many requests",
/// );
/// # }
/// ```
#[derive(Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

struct Inner {
    /// The operation that failed. `None` for the settings of a client.
    operation: Option<Operation>,
    kind: Kind,
}

impl Error {
    pub(crate) fn new(operation: Operation, kind: impl Into<Kind>) -> Self {
        Self { inner: Arc::new(Inner { operation: Some(operation), kind: kind.into() }) }
    }

    /// Returns the status of the response, or `None` if there was no response.
    ///
    /// The status is 200 if the response can't be used: see [`is_decode`](Self::is_decode).
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.inner.kind {
            Kind::Response(response) => Some(response.status),
            Kind::TooLong { status } | Kind::Decode { status, .. } => Some(*status),
            Kind::NotUsable { status, .. } => *status,
            _ => None,
        }
    }

    /// Returns the error object of the service, or `None` if the response has no body or another
    /// body, such as the HTML page of a proxy.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiError> {
        match &self.response()?.body {
            ErrorBody::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the key of this kind of error, such as `invalid_scope`.
    ///
    /// Some error objects of the service have no key, for example those of a 429 response.
    #[must_use]
    pub fn error_key(&self) -> Option<&str> {
        self.api_error()?.key.as_deref()
    }

    /// Returns the ID of the request, by which Voucherify's support can find it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.api_error()?.request_id.as_deref()
    }

    /// Returns how long to wait before the next request, counted from the response.
    ///
    /// Reads the header `Retry-After`, in seconds or as a date. Without it, reads the end of the
    /// rate limit from `X-Rate-Limit-Retry` if the status is 429. Dates are compared with the
    /// `Date` header of the response, so the clock of this machine has no effect. Returns zero for
    /// a time in the past, and at most one day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.inner.kind {
            #[cfg(feature = "token-source")]
            Kind::Failure(failure) => failure.retry_after(),
            _ => self.response()?.retry_after,
        }
    }

    /// Returns whether the service refused the scopes: a scope is unknown, or the keys are not
    /// allowed to request it.
    #[must_use]
    pub fn is_invalid_scope(&self) -> bool {
        self.error_key() == Some("invalid_scope")
    }

    /// Returns whether the service rejected the keys: the status is 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Returns whether the keys are not allowed to send this request, or not from this IP address:
    /// the status is 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Returns whether a limit on requests or tokens was exceeded: the status is 429. See
    /// [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns whether the operation timed out while it connected or waited for the response.
    ///
    /// Returns `false` if the status of an error response arrived but its body timed out. The
    /// error then has that [`status`](Self::status), and the timeout is its
    /// [source](StdError::source).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.inner.kind {
            Kind::Transport(error) => error.0.is_timeout(),
            #[cfg(feature = "token-source")]
            Kind::Failure(Failure::TimedOut { .. }) => true,
            _ => false,
        }
    }

    /// Returns whether no connection was established: the host name did not resolve, the connection
    /// was refused, the TLS handshake failed, or connecting timed out.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(&self.inner.kind, Kind::Transport(error) if error.0.is_connect())
    }

    /// Returns whether a response with status 200 can't be used: it is not the documented JSON, it
    /// is longer than 1 MiB, or its token can't be sent in a header.
    ///
    /// The [source](StdError::source) contains the line and the column, but no part of the JSON.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        let kind = &self.inner.kind;
        matches!(kind, Kind::Decode { .. } | Kind::TooLong { .. } | Kind::NotUsable { .. })
    }

    /// Returns whether no request was sent because the settings or the arguments are invalid.
    #[must_use]
    pub fn is_builder(&self) -> bool {
        matches!(&self.inner.kind, Kind::Refused(refusal) if !matches!(refusal, Refusal::NoRuntime))
    }

    /// Returns whether a runtime is missing: an operation of a [`Client`](crate::Client) was
    /// awaited outside of a Tokio runtime, or the runtime passed to
    /// [`spawn_on`](crate::token_source::TokenSourceBuilder::spawn_on) was shut down.
    #[must_use]
    pub fn is_no_runtime(&self) -> bool {
        match &self.inner.kind {
            Kind::Refused(Refusal::NoRuntime) => true,
            #[cfg(feature = "token-source")]
            Kind::Failure(Failure::RuntimeGone) => true,
            _ => false,
        }
    }

    /// Returns whether the same request may succeed later without any change.
    ///
    /// Returns `true` if no complete response arrived (no connection, a timeout, a broken
    /// connection) and for the statuses 408, 429 and 5xx. Returns `false` for a response that
    /// [can't be decoded](Self::is_decode), since it does not come from the service. A token source
    /// has already made several attempts when it returns a transient error.
    ///
    /// All operations are safe to repeat. If the response to a token request was lost, that token
    /// stays active until it expires and counts towards the limit of the project. If the response
    /// to a revocation was lost, the next one returns [`NotActive`](crate::Revocation::NotActive).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match &self.inner.kind {
            Kind::Response(ErrorResponse { status, .. }) => {
                status.is_server_error()
                    || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(status)
            }
            // A request that can't be built fails again.
            Kind::Transport(error) => !error.0.is_builder(),
            #[cfg(feature = "token-source")]
            Kind::Failure(failure) => failure.is_transient(),
            Kind::NotUsable { transient, .. } => *transient,
            Kind::Refused(_) | Kind::TooLong { .. } | Kind::Decode { .. } => false,
        }
    }

    /// Returns whether the response is a 404 without a body, which the service sends for a token
    /// that is not active. The 404 of a proxy has a body.
    pub(crate) fn is_empty_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
            && self.response().is_some_and(|response| matches!(response.body, ErrorBody::Empty))
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }

    fn response(&self) -> Option<&ErrorResponse> {
        match &self.inner.kind {
            Kind::Response(response) => Some(response),
            _ => None,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self { inner: Arc::new(Inner { operation: None, kind: Kind::Refused(refusal) }) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.inner.operation {
            write!(f, "{operation}: ")?;
        }
        self.inner.kind.fmt(f)
    }
}

/// Writes the message of the error and of each source, in one line.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)?;
        let mut source = self.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.kind.source()
    }
}
