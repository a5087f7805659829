//! The kinds of error and their messages.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;
use voucherify_oauth_types::{ApiError, Printable};

#[cfg(feature = "token-source")]
use super::Failure;
use super::{DecodeError, Refusal};

/// The operation that failed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    Token,
    Introspect,
    Revoke,
    /// An operation of a generated client, by its ID.
    Described(&'static str),
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "could not get a token",
            Self::Introspect => "could not introspect the token",
            Self::Revoke => "could not revoke the token",
            Self::Described(id) => return write!(f, "could not call `{id}`"),
        })
    }
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// The request was refused before it was sent.
    Refused(Refusal),
    /// No complete response arrived.
    Transport(HttpError),
    /// A response with a status that the operation does not document as a success.
    Response(ErrorResponse),
    /// A success response that is too long.
    TooLong { status: StatusCode },
    /// A success response that can't be decoded.
    Decode { status: StatusCode, source: DecodeError },
    /// A success response whose token can't be used.
    NotUsable { status: Option<StatusCode>, why: &'static str, transient: bool },
    /// The token source failed.
    #[cfg(feature = "token-source")]
    Failure(Failure),
}

/// The parts of an error response that are kept.
#[derive(Debug)]
pub(crate) struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) body: ErrorBody,
    pub(crate) retry_after: Option<Duration>,
}

/// The body of an error response. It only explains the status.
#[derive(Debug)]
pub(crate) enum ErrorBody {
    Empty,
    /// The error object of the service.
    Api(Box<ApiError>),
    /// Any other body. It is not kept, since it may contain a token.
    Other,
    /// The body did not arrive completely, or is too long.
    Unread(HttpError),
}

/// Hides the type of an error of reqwest, whose version is not part of the public API.
pub(crate) struct HttpError(pub(crate) reqwest::Error);

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for HttpError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

impl From<Refusal> for Kind {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Kind {
    pub(super) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Refused(refusal) => refusal.source(),
            Self::Transport(error)
            | Self::Response(ErrorResponse { body: ErrorBody::Unread(error), .. }) => Some(error),
            Self::Decode { source, .. } => Some(source),
            Self::Response(_) | Self::TooLong { .. } | Self::NotUsable { .. } => None,
            #[cfg(feature = "token-source")]
            Self::Failure(failure) => failure.source(),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Transport(HttpError(error)) => {
                f.write_str(match (error.is_connect(), error.is_timeout()) {
                    (true, true) => "connecting timed out",
                    (true, false) => "connection failed",
                    (false, true) => "timed out waiting for the response",
                    (false, false) => "no complete response arrived",
                })
            }
            Self::Response(ErrorResponse { status, body: ErrorBody::Api(error), .. }) => {
                write!(f, "{status}")?;
                let texts = [error.key.as_deref(), Some(&*error.message), error.details.as_deref()];
                for text in texts.into_iter().flatten() {
                    write!(f, ": {}", Printable::new(text))?;
                }
                match &error.request_id {
                    Some(id) => write!(f, " (request {})", Printable::new(id)),
                    None => Ok(()),
                }
            }
            Self::Response(ErrorResponse { status, .. }) => status.fmt(f),
            Self::TooLong { .. } => f.write_str("the response is longer than 1 MiB"),
            Self::NotUsable { why, .. } => write!(f, "the token can't be used: {why}"),
            Self::Decode { .. } => f.write_str("the response is not what the service documents"),
            #[cfg(feature = "token-source")]
            Self::Failure(failure) => failure.fmt(f),
        }
    }
}
