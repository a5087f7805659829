//! Why a text is not a set of scopes.

use std::error::Error;
use std::fmt;

use crate::{ParseScopeError, Scope};

/// A text that a person typed is not a set of scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseScopeSetError {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Comma(Box<str>),
    Unknown(ParseScopeError),
    NotAToken(Box<str>),
}

impl ParseScopeSetError {
    pub(super) fn empty() -> Self {
        Self { kind: Kind::Empty }
    }

    pub(super) fn comma(value: &str) -> Self {
        Self { kind: Kind::Comma(value.into()) }
    }

    pub(super) fn unknown(error: ParseScopeError) -> Self {
        Self { kind: Kind::Unknown(error) }
    }

    pub(super) fn not_a_token(value: &str) -> Self {
        Self { kind: Kind::NotAToken(value.into()) }
    }

    /// The part of the text that is wrong; `None` if there was no text.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.kind {
            Kind::Empty => None,
            Kind::Comma(value) | Kind::NotAToken(value) => Some(value),
            Kind::Unknown(error) => Some(error.value()),
        }
    }

    /// The known scope that may have been meant.
    #[must_use]
    pub fn nearest(&self) -> Option<Scope> {
        match &self.kind {
            Kind::Unknown(error) => error.nearest(),
            _ => None,
        }
    }
}

impl fmt::Display for ParseScopeSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Empty => f.write_str("there is no scope: name at least one, such as `vouchers`"),
            Kind::Comma(value) => {
                write!(f, "`{}` has a comma: separate scopes by spaces", value.escape_debug())
            }
            Kind::Unknown(error) => error.fmt(f),
            Kind::NotAToken(value) => write!(
                f,
                "`{}` can't be a scope: a scope is printable ASCII without space, `\"` and `\\` (RFC 6749, section 3.3)",
                value.escape_debug()
            ),
        }
    }
}

impl Error for ParseScopeSetError {}
