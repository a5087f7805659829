//! A set as text: strict from a person, lenient from the service, one way to write it.

use std::fmt::{self, Write};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{ParseScopeSetError, ScopeSet};

impl ScopeSet {
    /// Reads what the service writes. Never fails: a scope that this version does not know is
    /// kept, an alias is read as its scope, repeats and runs of spaces collapse.
    ///
    /// ```
    /// use voucherify_oauth_types::ScopeSet;
    ///
    /// let scopes = ScopeSet::from_wire("  wallets SKUs  wallets api");
    /// assert_eq!(scopes.to_string(), "api skus wallets");
    /// ```
    #[must_use]
    pub fn from_wire(text: &str) -> Self {
        let mut set = Self::EMPTY;
        set.extend_from_wire(text.split_ascii_whitespace());
        set
    }

    /// Every value in the order in which it is written.
    fn values(&self) -> impl Iterator<Item = &str> {
        let known = self.known().map(|scope| -> &str { scope.as_str() });
        known.chain(self.unrecognized())
    }

    /// The length of the text that [`Display`](fmt::Display) writes, in bytes.
    fn text_len(&self) -> usize {
        self.values().map(|value| value.len() + 1).sum::<usize>().saturating_sub(1)
    }

    fn write_to(&self, out: &mut impl Write) -> fmt::Result {
        let mut separator = "";
        for value in self.values() {
            out.write_str(separator)?;
            out.write_str(value)?;
            separator = " ";
        }
        Ok(())
    }
}

/// As it stands on the wire: separated by single spaces, in documented order, then the
/// unrecognized ones as they came.
impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

/// Reads what a person typed: known scopes or aliases, separated by spaces.
///
/// # Errors
///
/// No scope at all, a comma, a scope that this version does not know. To ask for one of those
/// nevertheless, use [`with_unrecognized`](Self::with_unrecognized).
///
/// ```
/// use voucherify_oauth_types::{Scope, ScopeSet};
///
/// assert_eq!("skus api".parse(), Ok(Scope::Api | Scope::Skus));
/// let message = |text: &str| text.parse::<ScopeSet>().unwrap_err().to_string();
/// assert_eq!(message("api,skus"), "`api,skus` has a comma: separate scopes by spaces");
/// assert_eq!(message("voucher"), "`voucher` is not a known scope; did you mean `vouchers`?");
/// ```
impl FromStr for ScopeSet {
    type Err = ParseScopeSetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut set = Self::EMPTY;
        for value in text.split_ascii_whitespace() {
            if value.contains(',') {
                return Err(ParseScopeSetError::comma(value));
            }
            set.insert(value.parse().map_err(ParseScopeSetError::unknown)?);
        }
        if set.is_empty() { Err(ParseScopeSetError::empty()) } else { Ok(set) }
    }
}

impl Serialize for ScopeSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(self.text_len());
        self.write_to(&mut text).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

/// Reads what [`from_wire`](ScopeSet::from_wire) reads: any string.
impl<'de> Deserialize<'de> for ScopeSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SetVisitor;

        impl Visitor<'_> for SetVisitor {
            type Value = ScopeSet;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("scopes separated by spaces")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ScopeSet, E> {
                Ok(ScopeSet::from_wire(text))
            }
        }

        deserializer.deserialize_str(SetVisitor)
    }
}

/// RFC 6749, section 3.3: `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
pub(super) fn is_scope_token(value: &str) -> bool {
    let allowed = |byte| matches!(byte, b'\x21' | b'\x23'..=b'\x5B' | b'\x5D'..=b'\x7E');
    !value.is_empty() && value.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;

    #[test]
    fn the_length_is_that_of_the_text() {
        for text in ["", "api", "x", "api vouchers x yy"] {
            let set = ScopeSet::from_wire(text);
            assert_eq!((set.text_len(), set.to_string().as_str()), (text.len(), text));
        }
    }

    #[test]
    fn an_empty_text_is_refused_from_a_person_only() {
        assert_eq!("  ".parse::<ScopeSet>(), Err(ParseScopeSetError::empty()));
        assert!(ScopeSet::from_wire("  ").is_empty());
        assert!(serde_json::from_str::<ScopeSet>(r#""""#).unwrap().is_empty());
    }

    #[test]
    fn only_a_scope_token_can_be_asked_for() {
        for value in ["", "a b", "a\"b", "a\\b", "ä", "a\u{7f}", "a\tb"] {
            let error = ScopeSet::new().with_unrecognized(value).unwrap_err();
            assert_eq!(error.value(), Some(value));
        }
        let known = ScopeSet::new().with_unrecognized("SKUs").unwrap();
        assert_eq!(known, Scope::Skus.into());
    }

    #[test]
    fn what_is_not_a_string_is_refused() {
        assert!(serde_json::from_str::<ScopeSet>("[\"api\"]").is_err());
    }
}
