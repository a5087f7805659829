//! A set of scopes, in a few machine words.

mod algebra;
mod error;
mod iter;
mod text;
mod unrecognized;

use std::fmt;
use std::hash::{Hash, Hasher};

pub use error::ParseScopeSetError;
pub use iter::{Known, Unrecognized};

use crate::Scope;
use unrecognized::UnrecognizedScopes;

/// How many words hold a bit for each known scope.
const WORDS: usize = Scope::ALL.len().div_ceil(BITS);
const BITS: usize = u64::BITS as usize;

/// A set of scopes: known ones, and those that the service has and this version does not know.
///
/// Known scopes are bits, so that building, comparing and testing a set needs no allocation as
/// long as all are known. Sets are equal whatever the order in which they were put together.
///
/// ```
/// use voucherify_oauth_types::{Scope, ScopeSet};
///
/// let asked = Scope::Vouchers | Scope::Campaigns;
/// let granted = ScopeSet::from_wire("api wallets");
/// assert!(!granted.is_superset(&asked));
/// assert_eq!(granted.known().collect::<Vec<_>>(), [Scope::Api]);
/// assert_eq!(granted.unrecognized().collect::<Vec<_>>(), ["wallets"]);
/// assert_eq!(granted.len(), 2);
/// ```
///
/// There are two ways from text. [`from_wire`](Self::from_wire) and deserializing are lenient, for
/// what the service answers; [`FromStr`](std::str::FromStr) is strict, for what a person types.
#[derive(Clone, Default)]
pub struct ScopeSet {
    words: [u64; WORDS],
    unrecognized: UnrecognizedScopes,
}

impl ScopeSet {
    /// The set without a scope.
    pub const EMPTY: Self = Self { words: [0; WORDS], unrecognized: UnrecognizedScopes::NONE };

    /// The set without a scope.
    #[must_use]
    pub const fn new() -> Self {
        Self::EMPTY
    }

    /// This set with `scope` in it; for constants.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// const NEEDED: ScopeSet = ScopeSet::new().with(Scope::Vouchers).with(Scope::Campaigns);
    /// assert_eq!(NEEDED, Scope::Campaigns | Scope::Vouchers);
    /// ```
    #[must_use]
    pub const fn with(mut self, scope: Scope) -> Self {
        self.insert(scope);
        self
    }

    /// This set with a scope that this version need not know: the way to ask for one that the
    /// service has added since. A value or alias that is known becomes the known scope.
    ///
    /// # Errors
    ///
    /// A value that RFC 6749 (section 3.3) does not allow as a scope, and one with a comma, which
    /// that allows and the service refuses.
    ///
    /// ```
    /// use voucherify_oauth_types::{Scope, ScopeSet};
    ///
    /// let scopes = ScopeSet::from(Scope::Vouchers).with_unrecognized("wallets")?;
    /// assert_eq!(scopes.to_string(), "vouchers wallets");
    /// assert!(ScopeSet::new().with_unrecognized("two words").is_err());
    /// # Ok::<(), voucherify_oauth_types::ParseScopeSetError>(())
    /// ```
    pub fn with_unrecognized(mut self, value: &str) -> Result<Self, ParseScopeSetError> {
        if value.contains(',') {
            return Err(ParseScopeSetError::comma(value));
        }
        if !text::is_scope_token(value) {
            return Err(ParseScopeSetError::not_a_token(value));
        }
        self.extend_from_wire([value]);
        Ok(self)
    }

    /// Puts `scope` in; whether it was not there before.
    pub const fn insert(&mut self, scope: Scope) -> bool {
        let new = !self.contains(scope);
        let bit = scope as usize;
        self.words[bit / BITS] |= 1 << (bit % BITS);
        new
    }

    /// Takes `scope` out; whether it was there.
    pub const fn remove(&mut self, scope: Scope) -> bool {
        let there = self.contains(scope);
        let bit = scope as usize;
        self.words[bit / BITS] &= !(1 << (bit % BITS));
        there
    }

    /// Whether `scope` is in the set.
    ///
    /// This is about the set alone: `api` opens what `vouchers` opens, but does not contain it.
    /// What a set opens, [`allows`](Self::allows) tells.
    #[must_use]
    pub const fn contains(&self, scope: Scope) -> bool {
        let bit = scope as usize;
        self.words[bit / BITS] & (1 << (bit % BITS)) != 0
    }

    /// How many scopes there are, unrecognized ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        let known: u32 = self.words.iter().map(|word| word.count_ones()).sum();
        known as usize + self.unrecognized.len()
    }

    /// Whether there is no scope, not even an unrecognized one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words == [0; WORDS] && self.unrecognized.len() == 0
    }

    /// The scopes that this version knows, in documented order.
    #[must_use]
    pub fn known(&self) -> Known {
        Known::new(self.words)
    }

    /// The values that this version does not know, in the order in which they came.
    #[must_use]
    pub fn unrecognized(&self) -> Unrecognized<'_> {
        Unrecognized::new(self.unrecognized.as_slice())
    }

    /// Puts in each value as it stands on the wire.
    fn extend_from_wire<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        let mut unknown = Vec::new();
        for value in values {
            match Scope::from_wire(value) {
                Some(scope) => {
                    self.insert(scope);
                }
                None => unknown.push(value),
            }
        }
        self.unrecognized.extend(unknown);
    }
}

impl PartialEq for ScopeSet {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && self.unrecognized.same_as(&other.unrecognized)
    }
}

impl Eq for ScopeSet {}

/// By the known scopes and the number of unrecognized ones, whose order must not matter.
impl Hash for ScopeSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.words.hash(state);
        self.unrecognized.len().hash(state);
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ScopeSet").field(&self.to_string()).finish()
    }
}

impl From<Scope> for ScopeSet {
    fn from(scope: Scope) -> Self {
        Self::EMPTY.with(scope)
    }
}

impl<const N: usize> From<[Scope; N]> for ScopeSet {
    fn from(scopes: [Scope; N]) -> Self {
        scopes.into_iter().collect()
    }
}

impl From<&ScopeSet> for ScopeSet {
    fn from(scopes: &ScopeSet) -> Self {
        scopes.clone()
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        let mut set = Self::EMPTY;
        set.extend(scopes);
        set
    }
}

impl Extend<Scope> for ScopeSet {
    fn extend<I: IntoIterator<Item = Scope>>(&mut self, scopes: I) {
        for scope in scopes {
            self.insert(scope);
        }
    }
}

impl<'a> FromIterator<&'a Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = &'a Scope>>(scopes: I) -> Self {
        scopes.into_iter().copied().collect()
    }
}

impl<'a> Extend<&'a Scope> for ScopeSet {
    fn extend<I: IntoIterator<Item = &'a Scope>>(&mut self, scopes: I) {
        self.extend(scopes.into_iter().copied());
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ScopeSet {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ScopeSet".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "x-delimited": { "separator": " ", "items": generator.subschema_for::<Scope>() },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_few_words() {
        assert_eq!(size_of::<ScopeSet>(), (WORDS + 1) * size_of::<u64>());
    }

    #[test]
    fn every_scope_can_be_put_in_and_taken_out() {
        let mut set = ScopeSet::new();
        for (count, scope) in Scope::ALL.iter().enumerate() {
            assert!(set.insert(*scope) && !set.insert(*scope));
            assert_eq!(set.len(), count + 1);
        }
        assert!(set.known().eq(Scope::ALL.iter().copied()));
        for scope in Scope::ALL {
            assert!(set.remove(*scope) && !set.remove(*scope));
        }
        assert!(set.is_empty());
    }

    #[test]
    fn the_order_does_not_matter() {
        let (these, those) = (ScopeSet::from_wire("x api y"), ScopeSet::from_wire("y x api"));
        assert_eq!(these, those);
        let hash = |set: &ScopeSet| {
            let mut hasher = std::hash::DefaultHasher::new();
            set.hash(&mut hasher);
            hasher.finish()
        };
        assert_eq!(hash(&these), hash(&those));
        assert_ne!(these, ScopeSet::from_wire("x api z"));
        assert_ne!(these, ScopeSet::from_wire("x api"));
    }

    #[test]
    fn it_takes_scopes_by_reference() {
        let mut set: ScopeSet = Scope::ALL.iter().take(2).collect();
        set.extend(&[Scope::Skus, Scope::Vouchers]);
        assert_eq!(set, [Scope::ALL[0], Scope::ALL[1], Scope::Skus, Scope::Vouchers].into());
    }

    #[test]
    fn debug_shows_the_scopes() {
        assert_eq!(format!("{:?}", ScopeSet::from_wire("x api")), r#"ScopeSet("api x")"#);
    }
}
