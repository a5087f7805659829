//! Iterators over a set, and conversions from collections.

use std::collections::{BTreeSet, btree_set};
use std::iter::FusedIterator;

use super::{BITS, DelimitedSet, SetItem};

/// The listed values of a set, in the service's order. Returned by
/// [`DelimitedSet::known`](crate::DelimitedSet::known).
#[derive(Clone, Debug)]
pub struct Known<T: SetItem> {
    words: T::Words,
    word: usize,
}

impl<T: SetItem> Known<T> {
    pub(super) fn new(words: T::Words) -> Self {
        Self { words, word: 0 }
    }
}

impl<T: SetItem> Iterator for Known<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while let Some(word) = self.words.as_mut().get_mut(self.word) {
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return T::ALL.get(self.word * BITS + bit).copied();
            }
            self.word += 1;
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.words.as_ref().iter().map(|word| word.count_ones() as usize).sum();
        (left, Some(left))
    }
}

impl<T: SetItem> ExactSizeIterator for Known<T> {}
impl<T: SetItem> FusedIterator for Known<T> {}

/// The values of a set that this version does not list, in alphabetical order. Returned by
/// [`DelimitedSet::unrecognized`](crate::DelimitedSet::unrecognized).
#[derive(Clone, Debug)]
pub struct Unrecognized<'a> {
    values: Option<btree_set::Iter<'a, Box<str>>>,
}

impl<'a> Unrecognized<'a> {
    pub(super) fn new(values: Option<&'a BTreeSet<Box<str>>>) -> Self {
        Self { values: values.map(BTreeSet::iter) }
    }
}

impl<'a> Iterator for Unrecognized<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.values.as_mut()?.next().map(AsRef::as_ref)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.as_ref().map_or((0, Some(0)), Iterator::size_hint)
    }
}

impl ExactSizeIterator for Unrecognized<'_> {}
impl FusedIterator for Unrecognized<'_> {}

impl<T: SetItem, const SEPARATOR: char> Extend<T> for DelimitedSet<T, SEPARATOR> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<'a, T: SetItem, const SEPARATOR: char> Extend<&'a T> for DelimitedSet<T, SEPARATOR> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}

impl<T: SetItem, const SEPARATOR: char> FromIterator<T> for DelimitedSet<T, SEPARATOR> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        set.extend(values);
        set
    }
}

impl<'a, T: SetItem, const SEPARATOR: char> FromIterator<&'a T> for DelimitedSet<T, SEPARATOR> {
    fn from_iter<I: IntoIterator<Item = &'a T>>(values: I) -> Self {
        values.into_iter().copied().collect()
    }
}

/// A value that converts into a set: one value, an array, a slice or a vector of values, or a set.
///
/// Implemented for all types that implement [`Into`]. The compiler error for a string explains that
/// it must be parsed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be converted to `{S}`",
    label = "not a value, a list of values, or a set",
    note = "a string must be parsed, which can fail: `text.parse::<ScopeSet>()?`"
)]
pub trait IntoSet<S> {
    /// Converts the value.
    fn into_set(self) -> S;
}

#[diagnostic::do_not_recommend]
impl<V: Into<S>, S> IntoSet<S> for V {
    fn into_set(self) -> S {
        self.into()
    }
}

impl<T: SetItem, const SEPARATOR: char> From<T> for DelimitedSet<T, SEPARATOR> {
    fn from(value: T) -> Self {
        Self::from([value])
    }
}

impl<T: SetItem, const SEPARATOR: char, const N: usize> From<[T; N]>
    for DelimitedSet<T, SEPARATOR>
{
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T: SetItem, const SEPARATOR: char> From<&[T]> for DelimitedSet<T, SEPARATOR> {
    fn from(values: &[T]) -> Self {
        values.iter().collect()
    }
}

impl<T: SetItem, const SEPARATOR: char> From<Vec<T>> for DelimitedSet<T, SEPARATOR> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: SetItem, const SEPARATOR: char> From<&Self> for DelimitedSet<T, SEPARATOR> {
    fn from(set: &Self) -> Self {
        set.clone()
    }
}
