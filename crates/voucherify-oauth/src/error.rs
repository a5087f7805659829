//! The one error of this crate.

mod decode;
mod kind;
mod refusal;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use voucherify_oauth_types::ApiError;

pub(crate) use self::decode::DecodeError;
pub(crate) use self::kind::{ErrorAnswer, ErrorBody, Kind, Operation};
pub(crate) use self::refusal::Refusal;

/// What went wrong, in this process, on the way, or at the service.
///
/// It is asked rather than matched: can I [try again](Error::is_transient), and
/// [when](Error::retry_after)? Was it [the scope](Error::is_invalid_scope)? What did [the service
/// say](Error::api_error)?
///
/// It is safe to log. Neither its text, nor its `Debug`, nor any of its [sources](StdError::source)
/// holds a key, an access token, or an answer that could not be read. What they do quote is the
/// service's own error object, in which any key or token that was sent is blanked, should the
/// service repeat it.
///
/// Clones are cheap and share one error, so that many waiters can have it.
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
    /// What was being done; nothing, where it is about the settings of a client.
    operation: Option<Operation>,
    kind: Kind,
}

impl Error {
    pub(crate) fn new(operation: Operation, kind: impl Into<Kind>) -> Self {
        Self { inner: Arc::new(Inner { operation: Some(operation), kind: kind.into() }) }
    }

    /// The status of the service's answer, if one came.
    ///
    /// It is a success where an answer had the right status and could not be used: see
    /// [`Error::is_decode`].
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.inner.kind {
            Kind::Answer(answer) => Some(answer.status),
            Kind::TooLong { status } | Kind::Decode { status, .. } => Some(*status),
            Kind::Refused(_) | Kind::Transport(_) => None,
        }
    }

    /// The service's own error object, if its answer was one.
    ///
    /// A proxy's page is none, and some of the service's answers have no body.
    #[must_use]
    pub fn api_error(&self) -> Option<&ApiError> {
        match &self.answer()?.body {
            ErrorBody::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The service's name for this kind of error, for programs: `invalid_scope`, for instance.
    ///
    /// Some errors have none, even with an [`api_error`](Error::api_error): those to too many
    /// requests, for one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.api_error()?.key.as_deref()
    }

    /// The service's name for this one request, to be quoted to Voucherify's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.api_error()?.request_id.as_deref()
    }

    /// How long the service asks to be left alone, counted from its answer.
    ///
    /// That is `Retry-After`, in seconds or as a date; failing that, in an answer of 429, the end
    /// of the rate limit in `X-Rate-Limit-Retry`. Dates are compared with the answer's own `Date`,
    /// so a wrong clock here does no harm. A time that has passed gives zero, and anything longer
    /// than a day gives a day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.answer()?.retry_after
    }

    /// Whether the service refused the scopes: one that it does not have, or that the key may not
    /// ask for.
    #[must_use]
    pub fn is_invalid_scope(&self) -> bool {
        self.key() == Some("invalid_scope")
    }

    /// Whether the service did not accept the keys: an answer of 401.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether the keys are good, but not for this or not from here: an answer of 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether there were too many requests: an answer of 429. See [`Error::retry_after`].
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether this process gave up waiting, for a connection or for the answer.
    ///
    /// Not so where an error answer came and only its body did not: that answer's
    /// [`status`](Error::status) tells more, and decides whether this
    /// [is transient](Error::is_transient). The time-out is then the [source](StdError::source).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(reqwest::Error::is_timeout)
    }

    /// Whether there was no connection to send the request on: the name did not resolve, nobody
    /// listened, TLS could not be agreed on, or all that took too long.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(reqwest::Error::is_connect)
    }

    /// Whether an answer came with the right status and could not be used: it is not the JSON that
    /// it should be, or it is longer than 1 MiB.
    ///
    /// The [source](StdError::source) tells where the JSON went wrong, and nothing of what stood
    /// there.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode { .. } | Kind::TooLong { .. })
    }

    /// Whether nothing was sent, since the settings or the arguments are wrong.
    #[must_use]
    pub fn is_builder(&self) -> bool {
        matches!(self.inner.kind, Kind::Refused(_))
    }

    /// Whether the same request may well succeed later.
    ///
    /// True where no whole answer came (no connection, a time-out, a connection that broke), and
    /// for answers of 408, 429 and 5xx. Not so for an answer of the right status that [can't be
    /// used](Error::is_decode), since something other than the service seems to answer there.
    ///
    /// All three operations may be repeated. A token whose answer was lost lives on unused until it
    /// expires, and counts towards the project's limit; a revocation whose answer was lost is
    /// reported as [`NotActive`](crate::Revocation::NotActive) the next time.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match &self.inner.kind {
            Kind::Answer(ErrorAnswer { status, .. }) => {
                status.is_server_error()
                    || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(status)
            }
            // A request that could not be built will not be built the next time either.
            Kind::Transport(error) => !error.is_builder(),
            Kind::Refused(_) | Kind::TooLong { .. } | Kind::Decode { .. } => false,
        }
    }

    /// Whether the answer is the service's way to say that it knows no such active token. A page
    /// that some proxy has for 404 is not: the service's answer has no body.
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

    fn transport(&self) -> Option<&reqwest::Error> {
        match &self.inner.kind {
            Kind::Transport(error) => Some(error),
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

/// Every field of every kind is fit to be shown: that is decided where they are made, not here.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.inner.operation)
            .field("kind", &self.inner.kind)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.kind.source()
    }
}
