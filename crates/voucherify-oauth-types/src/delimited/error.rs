//! The error of parsing a set.

use std::error::Error;
use std::fmt;

use super::SetItem;
use crate::{ParseValueError, Printable};

/// The error for user input that is not a set of listed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseSetError {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Empty { noun: &'static str, example: &'static str },
    Comma { value: Box<str>, noun: &'static str },
    Unlisted(ParseValueError),
    Illegal { value: Box<str>, noun: &'static str },
}

impl ParseSetError {
    pub(super) fn empty<T: SetItem>() -> Self {
        // The last value, since the first may be the widest.
        let example = T::ALL.last().map_or("", T::as_str);
        Self { kind: Kind::Empty { noun: T::NOUN, example } }
    }

    /// Creates the error for a comma in `value` if the separator is a space.
    pub(super) fn comma<T: SetItem>(value: &str) -> Self {
        Self { kind: Kind::Comma { value: value.into(), noun: T::NOUN } }
    }

    pub(super) fn unlisted<T: SetItem>(value: &str) -> Self {
        Self { kind: Kind::Unlisted(ParseValueError::new::<T>(value)) }
    }

    pub(super) fn illegal<T: SetItem>(value: &str) -> Self {
        Self { kind: Kind::Illegal { value: value.into(), noun: T::NOUN } }
    }

    /// Returns the invalid part of the text, or `None` if the text is empty.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.kind {
            Kind::Empty { .. } => None,
            Kind::Comma { value, .. } | Kind::Illegal { value, .. } => Some(value),
            Kind::Unlisted(error) => Some(error.value()),
        }
    }

    /// Returns the listed value that is nearest to the invalid part, or `None` if no value is
    /// similar.
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
                write!(f, "expected at least one {noun}, such as `{example}`")
            }
            Kind::Comma { value, noun } => {
                write!(
                    f,
                    "`{}` contains a comma: separate {noun}s with spaces",
                    Printable::new(value)
                )
            }
            Kind::Unlisted(error) => error.fmt(f),
            Kind::Illegal { value, noun } => write!(
                f,
                "`{}` can't be a {noun}: only printable ASCII except space, `\"` and `\\` is \
                 allowed",
                Printable::new(value)
            ),
        }
    }
}

impl Error for ParseSetError {}

#[cfg(test)]
mod tests {
    use crate::{Scope, ScopeSet};

    #[test]
    fn a_parse_error_names_the_invalid_part() {
        // The example is the last value.
        let last = Scope::ALL.last().unwrap();
        let none = format!("expected at least one scope, such as `{last}`");
        for (text, value, nearest, message) in [
            (" \t", None, None, none.as_str()),
            (
                "vouchers,campaigns",
                Some("vouchers,campaigns"),
                None,
                "`vouchers,campaigns` contains a comma: separate scopes with spaces",
            ),
            (
                "api voucher",
                Some("voucher"),
                Some("vouchers"),
                "`voucher` is not a known scope; did you mean `vouchers`?",
            ),
            (
                "client-api",
                Some("client-api"),
                Some("client_api"),
                "`client-api` is not a known scope; did you mean `client_api`?",
            ),
            (
                "made-up-sc\u{9b}pe",
                Some("made-up-sc\u{9b}pe"),
                None,
                "`made-up-sc\\u{9b}pe` is not a known scope",
            ),
        ] {
            let error = text.parse::<ScopeSet>().unwrap_err();
            assert_eq!((error.value(), error.nearest()), (value, nearest), "{text}");
            assert_eq!(error.to_string(), message);
        }
        assert_eq!(" skus  SKUs ".parse(), Ok(ScopeSet::from(Scope::Skus)));
    }

    #[test]
    fn an_unrecognized_value_is_checked() {
        for value in ["", "a b", "a\"", "a\\", "a\u{7f}", "\u{e9}", "a,b"] {
            let error = ScopeSet::new().with_unrecognized(value).unwrap_err();
            assert_eq!((error.value(), error.nearest()), (Some(value), None));
            let why = if value == "a,b" { "contains a comma" } else { "only printable ASCII" };
            assert!(error.to_string().contains(why), "{error}");
        }
        for value in ["!", "#[]~", "made-up-scope"] {
            let set = ScopeSet::new().with_unrecognized(value).unwrap();
            assert_eq!((set.to_string().as_str(), set.known().len()), (value, 0));
        }
        let listed = ScopeSet::new().with_unrecognized("SKUs").unwrap();
        assert_eq!(listed, ScopeSet::from(Scope::Skus));
    }

    #[test]
    fn an_unknown_scope_gets_a_suggestion() {
        let error = "Vouchers".parse::<Scope>().unwrap_err();
        assert_eq!((error.value(), error.nearest()), ("Vouchers", Some("vouchers")));
        assert_eq!("made-up-scope".parse::<Scope>().unwrap_err().nearest(), None);
        assert!(format!("{error:?}").contains("Vouchers"));
    }
}
