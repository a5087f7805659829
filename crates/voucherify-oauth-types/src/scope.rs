//! One scope: its text form and its errors. The enum itself is generated.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::{Scope, distance};

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads a value or one of its aliases.
///
/// # Errors
///
/// A value that this version does not know; the error names the nearest that it does know.
///
/// ```
/// use voucherify_oauth_types::Scope;
///
/// assert_eq!("skus".parse::<Scope>(), Ok(Scope::Skus));
/// assert_eq!("SKUs".parse::<Scope>(), Ok(Scope::Skus));
/// let error = "voucher".parse::<Scope>().unwrap_err();
/// assert_eq!(error.to_string(), "`voucher` is not a known scope; did you mean `vouchers`?");
/// ```
impl FromStr for Scope {
    type Err = ParseScopeError;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Self::from_wire(value).ok_or_else(|| ParseScopeError::new(value))
    }
}

/// A value is not a scope that this version knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseScopeError {
    value: Box<str>,
    nearest: Option<Scope>,
}

impl ParseScopeError {
    pub(crate) fn new(value: &str) -> Self {
        Self { value: value.into(), nearest: distance::nearest(value) }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The known scope that is nearest to it, if one is near enough to be meant.
    #[must_use]
    pub fn nearest(&self) -> Option<Scope> {
        self.nearest
    }
}

impl fmt::Display for ParseScopeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a known scope", self.value.escape_debug())?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl Error for ParseScopeError {}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads what [`FromStr`] reads. To keep scopes that this version does not know, read a
/// [`ScopeSet`](crate::ScopeSet).
impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScopeVisitor;

        impl Visitor<'_> for ScopeVisitor {
            type Value = Scope;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a scope")
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Scope, E> {
                value.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(ScopeVisitor)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Scope {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Scope".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": Self::ALL })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_and_alias_is_read_back() {
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse::<Scope>().as_ref(), Ok(scope));
        }
        for (alias, scope) in Scope::ALIASES {
            assert_eq!(alias.parse::<Scope>().as_ref(), Ok(scope));
            assert_ne!(scope.as_str(), *alias);
        }
    }

    #[test]
    fn the_order_is_the_documented_one() {
        assert!(Scope::ALL.is_sorted());
        assert!(Scope::ValidationRulesAssignments < Scope::ValidationRules);
    }

    #[test]
    fn a_hopeless_value_gets_no_suggestion() {
        let error = "x\ny".parse::<Scope>().unwrap_err();
        assert_eq!(error.to_string(), r"`x\ny` is not a known scope");
        assert_eq!((error.value(), error.nearest()), ("x\ny", None));
    }
}
