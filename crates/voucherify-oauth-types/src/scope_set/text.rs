//! A set as text: strict from a person, lenient from the service, one way to write it.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{ParseScopeSetError, ScopeSet};
use crate::Scope;

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

    /// What [`Display`](fmt::Display) writes, in one allocation and without the formatting machinery.
    fn to_text(&self) -> String {
        // Enough rather than exact: adding up the lengths takes as long as writing the values.
        let unrecognized: usize = self.unrecognized().map(|value| value.len() + 1).sum();
        let mut text = String::with_capacity(self.known().len() * (LONGEST + 1) + unrecognized);
        self.values().for_each(|value| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(value);
        });
        text
    }
}

/// How long the longest known value is, in bytes.
const LONGEST: usize = {
    let (mut longest, mut index) = (0, 0);
    while index < Scope::ALL.len() {
        let length = Scope::ALL[index].as_str().len();
        if length > longest {
            longest = length;
        }
        index += 1;
    }
    longest
};

/// As it stands on the wire: separated by single spaces, in documented order, then the
/// unrecognized ones as they came.
///
/// Those came from outside and are not escaped, for this is what is sent. Escape it before it goes
/// to a terminal or a log, by [`str::escape_debug`] for one; [`Debug`](fmt::Debug) does.
impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for value in self.values() {
            f.write_str(separator)?;
            f.write_str(value)?;
            separator = " ";
        }
        Ok(())
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
        serializer.serialize_str(&self.to_text())
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

    #[test]
    fn both_ways_to_write_agree_and_one_allocation_is_enough() {
        let all: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        for text in ["", "api", "x", "api vouchers x yy", &all.join(" ")] {
            let set = ScopeSet::from_wire(text);
            assert_eq!((set.to_text().as_str(), set.to_string().as_str()), (text, text));
            let longest = set.known().len() * (LONGEST + 1);
            let others: usize = set.unrecognized().map(|value| value.len() + 1).sum();
            assert!(text.len() <= longest + others);
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
    fn commas_are_refused_whether_or_not_the_scopes_are_known() {
        for value in ["vouchers,campaigns", "wallets,", ","] {
            let comma = Err(ParseScopeSetError::comma(value));
            assert_eq!(ScopeSet::new().with_unrecognized(value), comma);
            assert_eq!(value.parse::<ScopeSet>(), comma);
        }
    }

    #[test]
    fn what_is_not_a_string_is_refused() {
        assert!(serde_json::from_str::<ScopeSet>("[\"api\"]").is_err());
    }
}
