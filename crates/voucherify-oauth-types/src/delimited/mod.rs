//! A set of listed values, in a few machine words.

mod algebra;
mod error;
mod instance;
mod iter;
#[cfg(test)]
mod laws;
mod text;

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};

pub use error::ParseSetError;
pub(crate) use instance::{item, join, joined_length, joins, set};
pub use iter::{IntoSet, Known, Unrecognized};

use crate::Listed;

/// The unlisted values of a set. `None` instead of an empty set, so that equal sets compare as
/// equal.
type Unlisted = Option<Box<BTreeSet<Box<str>>>>;

/// A set of values that one string contains, such as [`ScopeSet`](crate::ScopeSet): the listed
/// values of `T`, and values that `T` does not list.
///
/// Listed values are stored as bits, so that they need no allocation. The order of insertion does
/// not matter: equal sets have the same text. The operators `|`, `&` and `-` return the union, the
/// intersection and the difference of two sets.
///
/// ```
/// use voucherify_oauth_types::{Scope, ScopeSet};
///
/// let requested = Scope::Vouchers | Scope::Campaigns;
/// let granted = ScopeSet::from_wire("api made-up-scope");
/// assert!(!granted.is_superset(&requested) && granted.covers(&requested));
/// assert_eq!(granted.known().collect::<Vec<_>>(), [Scope::Api]);
/// assert_eq!(granted.unrecognized().collect::<Vec<_>>(), ["made-up-scope"]);
/// assert_eq!(granted.len(), 2);
/// assert_eq!(&requested - Scope::Campaigns, Scope::Vouchers.into());
/// ```
///
/// [`from_wire`](Self::from_wire) and [`Deserialize`](serde::Deserialize) are lenient, for
/// responses. [`FromStr`](std::str::FromStr) is strict, for user input.
pub struct DelimitedSet<T: SetItem, const SEPARATOR: char = ' '> {
    pub(crate) words: T::Words,
    unlisted: Unlisted,
}

/// An enum whose values a [`DelimitedSet`] can contain. Generated for each such enum.
pub trait SetItem: Listed + Copy + Eq {
    /// One bit for each listed value.
    #[doc(hidden)]
    type Words: Copy + Eq + Hash + fmt::Debug + AsRef<[u64]> + AsMut<[u64]>;

    /// The words without a bit.
    #[doc(hidden)]
    const NO_WORDS: Self::Words;

    /// Returns the index in [`ALL`](Listed::ALL).
    #[doc(hidden)]
    fn index(self) -> usize;

    /// Returns the prefix of the paths that the value covers, or `None` if there is no prefix.
    #[doc(hidden)]
    fn path_prefix(self) -> Option<&'static str>;
}

/// The text of the listed values with a separator after each. Generated for each set.
pub trait SetText<const SEPARATOR: char>: SetItem {
    /// The name of the set.
    #[doc(hidden)]
    const NAME: &'static str;

    /// All listed values, joined.
    #[doc(hidden)]
    const JOINED: &'static str;

    /// Where the separator after each listed value ends in the joined text.
    #[doc(hidden)]
    const ENDS: &'static [u32];
}

const BITS: usize = u64::BITS as usize;

impl<T: SetItem, const SEPARATOR: char> DelimitedSet<T, SEPARATOR> {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { words: T::NO_WORDS, unlisted: None }
    }

    /// Inserts `value`. Returns `true` if it was not in the set.
    pub fn insert(&mut self, value: T) -> bool {
        let new = !self.contains(value);
        let (index, words) = (value.index(), self.words.as_mut());
        words[index / BITS] |= 1 << (index % BITS);
        new
    }

    /// Removes `value`. Returns `true` if it was in the set.
    pub fn remove(&mut self, value: T) -> bool {
        let found = self.contains(value);
        let (index, words) = (value.index(), self.words.as_mut());
        words[index / BITS] &= !(1 << (index % BITS));
        found
    }

    /// Returns whether `value` itself is in the set.
    ///
    /// A set that contains `api` does not contain `vouchers`, but [covers](Self::covers) it.
    #[must_use]
    pub fn contains(&self, value: T) -> bool {
        let index = value.index();
        self.words.as_ref()[index / BITS] & (1 << (index % BITS)) != 0
    }

    /// Returns the number of values, including unrecognized ones.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known().len() + self.unrecognized().len()
    }

    /// Returns whether the set contains no value, not even an unrecognized one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words == T::NO_WORDS && self.unlisted.is_none()
    }

    /// Returns the listed values, in the service's order.
    #[must_use]
    pub fn known(&self) -> Known<T> {
        Known::new(self.words)
    }

    /// Returns the values that this version does not list, in alphabetical order.
    #[must_use]
    pub fn unrecognized(&self) -> Unrecognized<'_> {
        Unrecognized::new(self.unlisted.as_deref())
    }

    /// Inserts a value that is not listed.
    fn insert_unlisted(&mut self, value: &str) {
        self.unlisted.get_or_insert_default().insert(value.into());
    }
}

impl<T: SetItem, const SEPARATOR: char> Clone for DelimitedSet<T, SEPARATOR> {
    fn clone(&self) -> Self {
        Self { words: self.words, unlisted: self.unlisted.clone() }
    }
}

impl<T: SetItem, const SEPARATOR: char> Default for DelimitedSet<T, SEPARATOR> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: SetItem, const SEPARATOR: char> PartialEq for DelimitedSet<T, SEPARATOR> {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && self.unlisted == other.unlisted
    }
}

impl<T: SetItem, const SEPARATOR: char> Eq for DelimitedSet<T, SEPARATOR> {}

impl<T: SetItem, const SEPARATOR: char> Hash for DelimitedSet<T, SEPARATOR> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.words.hash(state);
        self.unlisted.hash(state);
    }
}

impl<T: SetText<SEPARATOR>, const SEPARATOR: char> fmt::Debug for DelimitedSet<T, SEPARATOR> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(T::NAME).field(&self.to_string()).finish()
    }
}
