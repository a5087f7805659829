//! Secret strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A secret string of one kind, such as an [`AccessToken`](crate::AccessToken).
///
/// `Debug` is redacted and there is no `Display`. Secrets are compared in constant time, and their
/// memory is overwritten on drop. [`Serialize`] writes the secret, since requests and responses
/// contain it.
///
/// ```
/// use voucherify_oauth_types::AccessToken;
///
/// let token = AccessToken::new("1234");
/// assert_eq!(format!("{token:?}"), "AccessToken(redacted)");
/// let header = format!("Bearer {}", token.expose_secret());
/// # assert_eq!(header, "Bearer 1234");
/// ```
pub struct Secret<K> {
    text: Zeroizing<Box<str>>,
    kind: PhantomData<fn() -> K>,
}

/// A kind of [`Secret`]. Generated for each secret.
pub trait SecretKind: 'static {
    /// The name of the type, such as `AccessToken`.
    const NAME: &'static str;

    /// The noun for the secret in messages, such as `access token`.
    const NOUN: &'static str;
}

impl<K> Secret<K> {
    /// Creates a secret from its text.
    ///
    /// Copies the text to an allocation of its exact size, and overwrites the `String` that it was
    /// in. The text behind a `&str` is not overwritten.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self::from(Zeroizing::new(text.into()).as_str())
    }

    /// Returns the text. Do not print or log it.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.text
    }
}

impl<K> Clone for Secret<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

/// Writes only the name of the type.
impl<K: SecretKind> fmt::Debug for Secret<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(redacted)", K::NAME)
    }
}

/// Compares in a time that depends only on the lengths.
impl<K> PartialEq for Secret<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text.as_bytes().ct_eq(other.text.as_bytes()).into()
    }
}

impl<K> Eq for Secret<K> {}

impl<K> From<String> for Secret<K> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<K> From<&str> for Secret<K> {
    fn from(text: &str) -> Self {
        Self { text: Zeroizing::new(text.into()), kind: PhantomData }
    }
}

/// Writes the secret, for the body of a request. Do not serialize it to a log.
impl<K> Serialize for Secret<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, K: SecretKind> Deserialize<'de> for Secret<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = SecretVisitor(PhantomData);
        // serde_json quotes a number in its error if a string is expected, so JSON is read without
        // a hint. Binary formats need the hint.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(visitor)
        } else {
            deserializer.deserialize_str(visitor)
        }
    }
}

/// Accepts strings. Rejects other types without quoting the value, which may be the secret. The
/// default messages of serde would quote it.
struct SecretVisitor<K>(PhantomData<K>);

macro_rules! reject {
    ($($visit:ident: $type:ty),* $(,)?) => {
        $(fn $visit<E: de::Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(E::custom(format_args!("the {} is not a string", K::NOUN)))
        })*
    };
}

impl<K: SecretKind> Visitor<'_> for SecretVisitor<K> {
    type Value = Secret<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} as a string", K::NOUN)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Secret::from(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Secret::new(text))
    }

    reject! {
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128,
        visit_f64: f64, visit_char: char, visit_bytes: &[u8],
    }
}

#[cfg(feature = "schemars")]
impl<K: SecretKind> schemars::JsonSchema for Secret<K> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        K::NAME.into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "password" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessToken;

    #[test]
    fn debug_is_redacted_in_every_style() {
        let token = AccessToken::new("s3cr3t");
        let shown = [format!("{token:?}"), format!("{token:#?}")];
        assert_eq!(shown, ["AccessToken(redacted)"; 2]);
        assert_eq!(format!("{:?}", Some(&token)), "Some(AccessToken(redacted))");
    }

    #[test]
    fn equality_compares_the_text() {
        assert_eq!(AccessToken::new("a"), AccessToken::from("a"));
        assert_ne!(AccessToken::new("a"), AccessToken::new("b"));
        assert_ne!(AccessToken::new("a"), AccessToken::new("ab"));
    }

    #[test]
    fn json_is_read_and_written() {
        let token: AccessToken = serde_json::from_str(r#""a\u0062c""#).unwrap();
        assert_eq!(token.expose_secret(), "abc");
        assert_eq!(serde_json::to_string(&token).unwrap(), r#""abc""#);
    }

    /// A format such as bincode, which is not self-describing.
    struct Binary(&'static str);

    impl<'de> Deserializer<'de> for Binary {
        type Error = de::value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
            Err(de::Error::custom("not self-describing"))
        }

        fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            visitor.visit_borrowed_str(self.0)
        }

        fn is_human_readable(&self) -> bool {
            false
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option
            unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
            ignored_any
        }
    }

    #[test]
    fn a_binary_format_is_read() {
        let token = AccessToken::deserialize(Binary("abc")).unwrap();
        assert_eq!(token.expose_secret(), "abc");
    }

    #[test]
    fn an_error_does_not_quote_the_value() {
        for (json, value) in
            [("4815162342", "4815"), ("-48151623", "4815"), ("4815.5", "4815"), ("true", "true")]
        {
            let error = serde_json::from_str::<AccessToken>(json).unwrap_err().to_string();
            assert!(!error.contains(value), "{error}");
        }
    }
}
