//! Iterators over a set.

use std::iter::FusedIterator;
use std::slice;

use super::{BITS, WORDS};
use crate::Scope;

/// The known scopes of a set, in documented order. Made by [`ScopeSet::known`](crate::ScopeSet::known).
#[derive(Clone, Debug)]
pub struct Known {
    words: [u64; WORDS],
    word: usize,
}

impl Known {
    pub(super) fn new(words: [u64; WORDS]) -> Self {
        Self { words, word: 0 }
    }
}

impl Iterator for Known {
    type Item = Scope;

    fn next(&mut self) -> Option<Scope> {
        while let Some(word) = self.words.get_mut(self.word) {
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return Scope::ALL.get(self.word * BITS + bit).copied();
            }
            self.word += 1;
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.words.iter().map(|word| word.count_ones() as usize).sum();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Known {}
impl FusedIterator for Known {}

/// The unrecognized values of a set, in the order in which they came. Made by
/// [`ScopeSet::unrecognized`](crate::ScopeSet::unrecognized).
#[derive(Clone, Debug)]
pub struct Unrecognized<'a> {
    values: slice::Iter<'a, Box<str>>,
}

impl<'a> Unrecognized<'a> {
    pub(super) fn new(values: &'a [Box<str>]) -> Self {
        Self { values: values.iter() }
    }
}

impl<'a> Iterator for Unrecognized<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.values.next().map(AsRef::as_ref)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.values.size_hint()
    }
}

impl ExactSizeIterator for Unrecognized<'_> {}
impl FusedIterator for Unrecognized<'_> {}
