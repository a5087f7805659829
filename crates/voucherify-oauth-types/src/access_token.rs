//! The secret.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// An access token: whoever holds it can act with its scopes until it expires or is revoked.
///
/// It cannot be printed: `Debug` is redacted, there is no `Display`. It is compared in constant
/// time and its memory is overwritten when it is dropped. [Serializing](Serialize) it does write
/// it out, since it is a field of requests and answers.
///
/// ```
/// use voucherify_oauth_types::AccessToken;
///
/// let token = AccessToken::new("1234");
/// assert_eq!(format!("{token:?}"), "AccessToken(redacted)");
/// let header = format!("Bearer {}", token.expose_secret());
/// # assert_eq!(header, "Bearer 1234");
/// ```
#[derive(Clone)]
pub struct AccessToken {
    secret: Zeroizing<Box<str>>,
}

impl AccessToken {
    /// A token of this text.
    ///
    /// A `String` with spare capacity is moved to a place of its own size, and its old place is
    /// overwritten.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self::from(Zeroizing::new(secret.into()).as_str())
    }

    /// The token's text. Take care where it goes.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(redacted)")
    }
}

/// In time that depends on the lengths alone.
impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        self.secret.as_bytes().ct_eq(other.secret.as_bytes()).into()
    }
}

impl Eq for AccessToken {}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self { secret: Zeroizing::new(secret.into()) }
    }
}

/// Writes the secret out: for the body of a request, not for a log.
impl Serialize for AccessToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.secret)
    }
}

impl<'de> Deserialize<'de> for AccessToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a string, serde_json refuses a number by itself, and quotes it. A binary format
        // has to be told what comes, and takes nothing else for it.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(TokenVisitor)
        } else {
            deserializer.deserialize_str(TokenVisitor)
        }
    }
}

/// Takes strings, and refuses all else in words that do not repeat what stood there: the messages
/// that serde would make quote the value, which may be the secret in another guise.
struct TokenVisitor;

/// Refuses a value of a type that no token has.
macro_rules! refuse {
    ($($visit:ident: $type:ty),* $(,)?) => {
        $(fn $visit<E: de::Error>(self, _: $type) -> Result<Self::Value, E> {
            Err(E::custom("the access token is not a string"))
        })*
    };
}

impl Visitor<'_> for TokenVisitor {
    type Value = AccessToken;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an access token as a string")
    }

    fn visit_str<E: de::Error>(self, secret: &str) -> Result<Self::Value, E> {
        Ok(AccessToken::from(secret))
    }

    fn visit_string<E: de::Error>(self, secret: String) -> Result<Self::Value, E> {
        Ok(AccessToken::new(secret))
    }

    refuse! {
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128,
        visit_f64: f64, visit_char: char, visit_bytes: &[u8],
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for AccessToken {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AccessToken".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "password" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_is_redacted_in_every_style() {
        let token = AccessToken::new("s3cr3t");
        for shown in [format!("{token:?}"), format!("{token:#?}"), format!("{:?}", Some(&token))] {
            assert!(!shown.contains("s3cr3t"), "{shown}");
        }
    }

    #[test]
    fn equality_is_of_the_text() {
        assert_eq!(AccessToken::new("a"), AccessToken::from("a"));
        assert_ne!(AccessToken::new("a"), AccessToken::new("b"));
        assert_ne!(AccessToken::new("a"), AccessToken::new("ab"));
    }

    #[test]
    fn json_goes_both_ways() {
        let token: AccessToken = serde_json::from_str(r#""a\u0062c""#).unwrap();
        assert_eq!(token.expose_secret(), "abc");
        assert_eq!(serde_json::to_string(&token).unwrap(), r#""abc""#);
    }

    /// A format such as bincode, which can't tell by itself what comes next.
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
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn a_binary_format_can_carry_it() {
        let token = AccessToken::deserialize(Binary("abc")).unwrap();
        assert_eq!(token.expose_secret(), "abc");
    }

    #[test]
    fn a_refusal_does_not_repeat_the_value() {
        for (json, value) in
            [("4815162342", "4815"), ("-48151623", "4815"), ("4815.5", "4815"), ("true", "true")]
        {
            let error = serde_json::from_str::<AccessToken>(json).unwrap_err().to_string();
            assert!(!error.contains(value), "{error}");
        }
    }
}
