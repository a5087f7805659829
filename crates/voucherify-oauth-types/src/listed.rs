//! The trait and the macros of generated string enums.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

use crate::Printable;
use crate::nearest::nearest;

/// A string enum whose values the API description lists.
///
/// Implemented by each generated enum, which also has these items as inherent items, so that no
/// import is needed.
pub trait Listed: Sized + 'static {
    /// The noun for a value in messages, such as `scope`.
    const NOUN: &'static str;

    /// The listed values, in the service's order.
    const ALL: &'static [Self];

    /// Returns the value as it is sent.
    fn as_str(&self) -> &str;

    /// Returns the listed value with this spelling or alias, or `None` if there is no such value.
    fn listed(text: &str) -> Option<Self>;
}

/// The error for a string that is not a listed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseValueError {
    noun: &'static str,
    value: Box<str>,
    nearest: Option<&'static str>,
}

impl ParseValueError {
    #[doc(hidden)]
    #[must_use]
    pub fn new<T: Listed>(value: &str) -> Self {
        let nearest = nearest(value, T::ALL.iter().map(Listed::as_str));
        Self { noun: T::NOUN, value: value.into(), nearest }
    }

    /// Returns the string that is not a listed value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the nearest listed value, or `None` if no value is similar.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a known {}", Printable::new(&self.value), self.noun)?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl Error for ParseValueError {}

/// A value that an open enum does not list, as the service sent it.
///
/// Only an open enum creates it, for a string that is not a listed value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnrecognizedValue {
    text: Box<str>,
}

impl UnrecognizedValue {
    #[doc(hidden)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// Returns the value as the service sent it. Wrap it in [`Printable`](crate::Printable) to show
    /// it in a terminal or a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

/// Deserializes a string and converts it with `parse`.
#[doc(hidden)]
pub fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: impl Fn(&str) -> Result<T, ParseValueError>,
) -> Result<T, D::Error> {
    struct Text<F, T>(&'static str, F, PhantomData<T>);

    impl<F: Fn(&str) -> Result<T, ParseValueError>, T> Visitor<'_> for Text<F, T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} as a string", self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(expected, parse, PhantomData))
}

/// Implements the conversions of a generated enum, which has `ALL`, `as_str` and `lookup`. An open
/// enum also names the variant for unlisted values.
#[doc(hidden)]
#[macro_export]
macro_rules! listed {
    ($name:ident, $noun:literal) => {
        $crate::listed!(@shared $name, $noun);

        /// Deserializes a value or an alias.
        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::support::read(deserializer, $noun, str::parse::<Self>)
            }
        }
    };
    ($name:ident, $noun:literal, $other:ident) => {
        $crate::listed!(@shared $name, $noun);

        /// Keeps a value that is not listed.
        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::lookup(text)
                    .unwrap_or_else(|| Self::$other($crate::UnrecognizedValue::new(text)))
            }
        }

        /// Keeps a value that is not listed.
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        /// Deserializes any string and keeps a value that is not listed.
        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::support::read(deserializer, $noun, |text| {
                    ::std::result::Result::Ok(Self::from(text))
                })
            }
        }
    };
    (@shared $name:ident, $noun:literal) => {
        impl $crate::Listed for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = $name::ALL;

            fn as_str(&self) -> &str {
                $name::as_str(::std::clone::Clone::clone(&self))
            }

            #[inline]
            fn listed(text: &str) -> ::std::option::Option<Self> {
                Self::lookup(text)
            }
        }

        /// Writes the value as it is sent. An unlisted value is not escaped.
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Parses a value or an alias.
        ///
        /// # Errors
        ///
        /// Returns an error that names `text` and the nearest listed value if `text` is not listed.
        impl ::std::str::FromStr for $name {
            type Err = $crate::ParseValueError;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::ParseValueError> {
                Self::lookup(text).ok_or_else(|| $crate::ParseValueError::new::<Self>(text))
            }
        }

        impl $crate::support::serde::Serialize for $name {
            fn serialize<S: $crate::support::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// Implements `JsonSchema` for a generated enum. The extension marks an open enum, which accepts
/// any string.
macro_rules! schema {
    ($name:ident) => {
        $crate::listed::schema!(@impl $name, "enum": $name::ALL);
    };
    ($name:ident, $key:literal: $extension:tt) => {
        $crate::listed::schema!(
            @impl $name,
            "anyOf": [{ "enum": $name::ALL }, { "type": "string" }],
            $key: $extension
        );
    };
    (@impl $name:ident, $($members:tt)*) => {
        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({
                    "type": "string",
                    $($members)*
                })
            }
        }
    };
}

pub(crate) use schema;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_an_unlisted_value_escaped() {
        let value = UnrecognizedValue::new("a\u{9b}");
        assert_eq!(format!("{value:?}"), "\"a\\u{9b}\"");
    }
}
