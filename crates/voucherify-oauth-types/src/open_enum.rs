//! What an enum of answers needs so that a value which it does not know is kept.

use std::fmt;

/// A value that this version does not know, as it came from the service.
///
/// Only this crate makes one, so that a value which is known never hides in it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnrecognizedValue {
    text: Box<str>,
}

impl UnrecognizedValue {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// The value on the wire, with whatever characters it came with: escape it before it goes to a
    /// terminal or a log.
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

/// Implements the conversions of a generated open enum, which has `VALUES`, `as_str`, `from_wire`
/// and the variant `Unrecognized`.
macro_rules! implement {
    ($name:ident { $($extension:tt)* }) => {
        /// As it stands on the wire. A value that is not known came from outside and is not escaped:
        /// escape it before it goes to a terminal or a log, as [`Debug`](::std::fmt::Debug) does.
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Never fails: a value that is not known is kept.
        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::from_wire(value)
                    .unwrap_or_else(|| Self::Unrecognized($crate::UnrecognizedValue::new(value)))
            }
        }

        /// Never fails: a value that is not known is kept.
        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                struct Visitor;
                impl ::serde::de::Visitor<'_> for Visitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("a string")
                    }
                    fn visit_str<E: ::serde::de::Error>(self, value: &str) -> ::std::result::Result<$name, E> {
                        Ok($name::from(value))
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({
                    "type": "string",
                    "enum": Self::VALUES,
                    "x-open-enum": { $($extension)* },
                })
            }
        }
    };
}

pub(crate) use implement;

#[cfg(test)]
mod tests {
    use crate::TokenType;

    #[test]
    fn a_known_value_is_known_in_any_case() {
        for spelling in ["Bearer", "bearer", "BEARER"] {
            assert_eq!(TokenType::from(spelling), TokenType::Bearer);
        }
    }

    #[test]
    fn an_unknown_value_is_kept_and_written_back() {
        let kind: TokenType = serde_json::from_str(r#""DPoP""#).unwrap();
        assert!(matches!(&kind, TokenType::Unrecognized(value) if value.as_str() == "DPoP"));
        assert_eq!(serde_json::to_string(&kind).unwrap(), r#""DPoP""#);
        assert_eq!(format!("{kind} {kind:?}"), r#"DPoP Unrecognized("DPoP")"#);
    }
}
