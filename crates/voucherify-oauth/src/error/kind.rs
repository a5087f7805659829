//! The kinds of error, and their words.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;
use voucherify_oauth_types::{ApiError, Printable};

#[cfg(feature = "token-source")]
use super::Failure;
use super::{DecodeError, Refusal};

/// What the client was doing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    Token,
    Introspect,
    Revoke,
    /// An operation without a façade, by its ID.
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
    /// Refused here; nothing was sent.
    Refused(Refusal),
    /// No complete response arrived.
    Transport(HttpError),
    /// A response with a non-success status, or with one that the service does not have.
    Answer(ErrorAnswer),
    /// A response with the right status that is too long.
    TooLong { status: StatusCode },
    /// A response with the right status that is not what the service documents.
    Decode { status: StatusCode, source: DecodeError },
    /// A response with a token that can't be used.
    NotUsable { status: Option<StatusCode>, why: &'static str, transient: bool },
    /// The token source failed.
    #[cfg(feature = "token-source")]
    Failure(Failure),
}

/// What is kept of an error response.
#[derive(Debug)]
pub(crate) struct ErrorAnswer {
    pub(crate) status: StatusCode,
    pub(crate) body: ErrorBody,
    pub(crate) retry_after: Option<Duration>,
}

/// The body of an error response. It only explains the status.
#[derive(Debug)]
pub(crate) enum ErrorBody {
    Empty,
    /// The service's error object.
    Api(Box<ApiError>),
    /// Anything else, which is not kept: it may be a page of a proxy, or a token in the wrong
    /// place.
    Other,
    /// It did not arrive, not completely, or did not end.
    Unread(HttpError),
}

/// An error of reqwest as the source of ours: users can show it, but not depend on its type, whose
/// version is not a part of our API.
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
            | Self::Answer(ErrorAnswer { body: ErrorBody::Unread(error), .. }) => Some(error),
            Self::Decode { source, .. } => Some(source),
            Self::Answer(_) | Self::TooLong { .. } | Self::NotUsable { .. } => None,
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
                    (true, true) => "connecting took too long",
                    (true, false) => "no connection",
                    (false, true) => "the response took too long",
                    (false, false) => "no complete response arrived",
                })
            }
            Self::Answer(ErrorAnswer { status, body: ErrorBody::Api(error), .. }) => {
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
            Self::Answer(ErrorAnswer { status, .. }) => status.fmt(f),
            Self::TooLong { .. } => f.write_str("the response is longer than 1 MiB"),
            Self::NotUsable { why, .. } => write!(f, "the token can't be used: {why}"),
            Self::Decode { .. } => f.write_str("the response is not what the service documents"),
            #[cfg(feature = "token-source")]
            Self::Failure(failure) => failure.fmt(f),
        }
    }
}
