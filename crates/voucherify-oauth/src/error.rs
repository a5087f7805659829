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
pub(crate) use self::kind::{ErrorAnswer, ErrorBody, HttpError, Kind, Operation};
pub(crate) use self::refusal::{NO_RUNTIME, Refusal};

/// The error of every operation of a [`Client`](crate::Client) and of a token source.
///
/// It has predicates: [`is_transient`](Self::is_transient) returns whether the same call may
/// succeed later, and [`retry_after`](Self::retry_after) when. [`api_error`](Self::api_error)
/// returns the error object of the service.
///
/// `Display` says what failed and why, in one line, with the message and the details of the
/// service. `Debug` also shows the [sources](StdError::source), so that a `main` that returns this
/// error prints the whole reason.
///
/// It is safe to log. Its texts and sources never contain a key, an access token, or a response
/// that could not be read. The error object of the service is shown, with every key and token that
/// was sent redacted, should the service repeat one.
///
/// Clones are cheap and share one error, since all callers that wait for one refresh get the same.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// # use voucherify_oauth_sandbox::{Fault, Sandbox};
/// # let fault = Fault::rate_limited(std::time::Duration::from_secs(2));
/// # let sandbox = Sandbox::builder().fault(fault).start().await.unwrap();
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
    /// What failed. `None` for the settings of a client.
    operation: Option<Operation>,
    kind: Kind,
}

impl Error {
    pub(crate) fn new(operation: Operation, kind: impl Into<Kind>) -> Self {
        Self { inner: Arc::new(Inner { operation: Some(operation), kind: kind.into() }) }
    }

    /// Returns the status of the response, or `None` if there was no response.
    ///
    /// It is a success if the response can't be used: see [`is_decode`](Self::is_decode).
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.inner.kind {
            Kind::Answer(answer) => Some(answer.status),
            Kind::TooLong { status } | Kind::Decode { status, .. } => Some(*status),
            Kind::NotUsable { status, .. } => *status,
            _ => None,
        }
    }

    /// Returns the error object of the service, or `None` if the response is not one: it is a page
    /// of a proxy, or it has no body.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiError> {
        match &self.answer()?.body {
            ErrorBody::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the service's name for this kind of error, such as `invalid_scope`.
    ///
    /// Some errors have no name even if there is an [`api_error`](Self::api_error), for example
    /// 429.
    #[must_use]
    pub fn error_key(&self) -> Option<&str> {
        self.api_error()?.key.as_deref()
    }

    /// Returns the ID of the request, which Voucherify's support needs to find it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.api_error()?.request_id.as_deref()
    }

    /// Returns how long the service asks to wait, counted from its response.
    ///
    /// That is `Retry-After`, in seconds or as a date, and otherwise the end of the rate limit in
    /// `X-Rate-Limit-Retry` if the status is 429. Dates are compared with the `Date` of the
    /// response, so a wrong clock of this machine has no effect. A time in the past gives zero, and
    /// more than a day gives a day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.inner.kind {
            #[cfg(feature = "token-source")]
            Kind::Failure(failure) => failure.retry_after(),
            _ => self.answer()?.retry_after,
        }
    }

    /// Returns whether the service refused the scopes: it does not know one, or the key may not
    /// request one.
    #[must_use]
    pub fn is_invalid_scope(&self) -> bool {
        self.error_key() == Some("invalid_scope")
    }

    /// Returns whether the service did not accept the keys: the status is 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Returns whether the service knows the keys, but does not accept them for this request or
    /// from this address: the status is 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Returns whether there were too many requests or tokens: the status is 429. See
    /// [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns whether a timeout ended the operation, while it connected or waited for the
    /// response.
    ///
    /// Returns `false` if an error response arrived without its body: its
    /// [`status`](Self::status) says more. The timeout is then the [source](StdError::source).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.inner.kind {
            Kind::Transport(error) => error.0.is_timeout(),
            #[cfg(feature = "token-source")]
            Kind::Failure(Failure::TimedOut { .. }) => true,
            _ => false,
        }
    }

    /// Returns whether there was no connection to send the request on: the name did not resolve,
    /// nothing listens at the address, the TLS handshake failed, or connecting took too long.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(&self.inner.kind, Kind::Transport(error) if error.0.is_connect())
    }

    /// Returns whether a response with the right status can't be used: it is not the JSON that the
    /// service documents, it is longer than 1 MiB, or no request can carry its token.
    ///
    /// The [source](StdError::source) says where the JSON is wrong, and never quotes it.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        let kind = &self.inner.kind;
        matches!(kind, Kind::Decode { .. } | Kind::TooLong { .. } | Kind::NotUsable { .. })
    }

    /// Returns whether nothing was sent because the settings or the arguments are wrong.
    #[must_use]
    pub fn is_builder(&self) -> bool {
        matches!(&self.inner.kind, Kind::Refused(refusal) if !matches!(refusal, Refusal::NoRuntime))
    }

    /// Returns whether there is no runtime to work in: an operation of a [`Client`](crate::Client)
    /// was awaited outside of a Tokio runtime, or the runtime that a token source was [told to
    /// use](crate::token_source::TokenSourceBuilder::spawn_on) was shut down.
    #[must_use]
    pub fn is_no_runtime(&self) -> bool {
        match &self.inner.kind {
            Kind::Refused(Refusal::NoRuntime) => true,
            #[cfg(feature = "token-source")]
            Kind::Failure(Failure::RuntimeGone) => true,
            _ => false,
        }
    }

    /// Returns whether the same request may succeed later with nothing changed.
    ///
    /// That is so if no complete response arrived (no connection, a timeout, a broken connection),
    /// and for the statuses 408, 429 and 5xx. It is not so for a response with the right status
    /// that [can't be used](Self::is_decode), since something other than the service sends it. A
    /// token source has made several attempts by then.
    ///
    /// All operations can be repeated. If the response to a token request was lost, that token
    /// stays active until it expires and counts towards the limit of the project. If the response
    /// to a revocation was lost, the next one returns [`NotActive`](crate::Revocation::NotActive).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match &self.inner.kind {
            Kind::Answer(ErrorAnswer { status, .. }) => {
                status.is_server_error()
                    || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(status)
            }
            // A request that could not be built can't be built the next time either.
            Kind::Transport(error) => !error.0.is_builder(),
            #[cfg(feature = "token-source")]
            Kind::Failure(failure) => failure.is_transient(),
            Kind::NotUsable { transient, .. } => *transient,
            Kind::Refused(_) | Kind::TooLong { .. } | Kind::Decode { .. } => false,
        }
    }

    /// Returns whether the response is the service's own for a token that is not active: a 404
    /// without a body, unlike the page that a proxy has.
    pub(crate) fn is_empty_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
            && self.answer().is_some_and(|answer| matches!(answer.body, ErrorBody::Empty))
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }

    fn answer(&self) -> Option<&ErrorAnswer> {
        match &self.inner.kind {
            Kind::Answer(answer) => Some(answer),
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

/// Shows the text of the error and of each source, in one line.
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
