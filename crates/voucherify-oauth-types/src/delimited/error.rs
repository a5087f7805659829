//! Why a text is not a set.

use std::error::Error;
use std::fmt;

use super::{SetItem, SetText};
use crate::{ParseValueError, Printable};

/// The error for a text that a person typed and that is not a set of listed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseSetError {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Empty { noun: &'static str, example: &'static str },
    Separated { value: Box<str>, by: char, noun: &'static str, separator: char },
    Unlisted(ParseValueError),
    Illegal { value: Box<str>, noun: &'static str },
}

impl ParseSetError {
    pub(super) fn empty<T: SetItem>() -> Self {
        // The last value, since the first may be the one that opens the most.
        let example = T::ALL.last().map_or("", T::as_str);
        Self { kind: Kind::Empty { noun: T::NOUN, example } }
    }

    /// `value` contains `by`, which separates nothing here.
    pub(super) fn separated<T: SetText<S>, const S: char>(value: &str, by: char) -> Self {
        Self { kind: Kind::Separated { value: value.into(), by, noun: T::NOUN, separator: S } }
    }

    pub(super) fn unlisted<T: SetItem>(value: &str) -> Self {
        Self { kind: Kind::Unlisted(ParseValueError::new::<T>(value)) }
    }

    pub(super) fn illegal<T: SetItem>(value: &str) -> Self {
        Self { kind: Kind::Illegal { value: value.into(), noun: T::NOUN } }
    }

    /// Returns the part of the text that is wrong, or `None` if the text is empty.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.kind {
            Kind::Empty { .. } => None,
            Kind::Separated { value, .. } | Kind::Illegal { value, .. } => Some(value),
            Kind::Unlisted(error) => Some(error.value()),
        }
    }

    /// Returns the listed value that is nearest to the wrong part, or `None` if none is similar.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        match &self.kind {
            Kind::Unlisted(error) => error.nearest(),
            _ => None,
        }
    }
}

impl fmt::Display for ParseSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Empty { noun, example } => {
                write!(f, "there is no {noun}: name at least one, such as `{example}`")
            }
            Kind::Separated { value, by, noun, separator } => {
                let (by, separator) = (Mark(*by), Mark(*separator));
                let value = Printable::new(value);
                write!(f, "`{value}` has a {by}: separate {noun}s by {separator}s")
            }
            Kind::Unlisted(error) => error.fmt(f),
            Kind::Illegal { value, noun } => write!(
                f,
                "`{}` can't be a {noun}: only printable ASCII without space, `\"` and `\\` is allowed",
                Printable::new(value)
            ),
        }
    }
}

/// A separator as a person calls it.
struct Mark(char);

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ' ' => f.write_str("space"),
            ',' => f.write_str("comma"),
            ';' => f.write_str("semicolon"),
            other => write!(f, "`{other}`"),
        }
    }
}

impl Error for ParseSetError {}
