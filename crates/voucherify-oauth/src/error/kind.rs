//! The kinds of error, and their words.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use voucherify_oauth_types::ApiError;

use super::{DecodeError, Refusal};
use crate::printable::Printable;

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
    /// No whole answer came.
    Transport(reqwest::Error),
    /// An answer with a status that is none of success, or none that the service has.
    Answer(ErrorAnswer),
    /// An answer with the right status, which was cut off.
    TooLong { status: StatusCode },
    /// An answer with the right status, which is not what it should be.
    Decode { status: StatusCode, source: DecodeError },
}

/// All that is kept of an error answer.
#[derive(Debug)]
pub(crate) struct ErrorAnswer {
    pub(crate) status: StatusCode,
    pub(crate) body: ErrorBody,
    pub(crate) retry_after: Option<Duration>,
}

/// The body of an error answer. It only explains the status, which counts whatever became of the
/// body.
#[derive(Debug)]
pub(crate) enum ErrorBody {
    Empty,
    /// The service's error object.
    Api(Box<ApiError>),
    /// Anything else, which is not kept: it may be a proxy's page, or a token in the wrong place.
    Other,
    /// It did not come, not whole, or did not end.
    Unread(reqwest::Error),
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
            Self::Answer(_) | Self::TooLong { .. } => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Transport(error) => f.write_str(match (error.is_connect(), error.is_timeout()) {
                (true, true) => "connecting took too long",
                (true, false) => "no connection",
                (false, true) => "the answer took too long",
                (false, false) => "no whole answer came",
            }),
            Self::Answer(ErrorAnswer { status, body: ErrorBody::Api(error), .. }) => {
                write!(f, "{status}: ")?;
                if let Some(key) = &error.key {
                    write!(f, "{}: ", Printable(key))?;
                }
                Printable(&error.message).fmt(f)?;
                match &error.request_id {
                    Some(id) => write!(f, " (request {})", Printable(id)),
                    None => Ok(()),
                }
            }
            Self::Answer(ErrorAnswer { status, .. }) => status.fmt(f),
            Self::TooLong { .. } => f.write_str("the answer is longer than 1 MiB"),
            Self::Decode { .. } => f.write_str("the answer is not what the service documents"),
        }
    }
}
