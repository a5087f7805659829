//! Union, intersection, difference, and comparison by inclusion.

use std::collections::BTreeSet;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

use super::{DelimitedSet, SetItem};

impl<T: SetItem, const SEPARATOR: char> DelimitedSet<T, SEPARATOR> {
    /// Returns whether every value of `other` is in this set.
    ///
    /// To check granted scopes against requested scopes, use [`covers`](Self::covers): the service
    /// may grant `api` for a request of `vouchers`.
    #[must_use]
    pub fn is_superset(&self, other: &Self) -> bool {
        let mut words = self.words.as_ref().iter().zip(other.words.as_ref());
        words.all(|(mine, theirs)| theirs & !mine == 0) && self.includes_unlisted(other)
    }

    /// Returns whether every unlisted value of `other` is in this set.
    pub(crate) fn includes_unlisted(&self, other: &Self) -> bool {
        let Some(theirs) = other.unlisted.as_deref() else { return true };
        self.unlisted.as_deref().is_some_and(|mine| mine.is_superset(theirs))
    }

    fn combine(&mut self, other: &Self, combine: impl Fn(u64, u64) -> u64) {
        let words = self.words.as_mut().iter_mut().zip(other.words.as_ref());
        words.for_each(|(mine, theirs)| *mine = combine(*mine, *theirs));
    }

    /// Keeps the unlisted values that `keep` selects.
    fn retain_unlisted(&mut self, keep: impl Fn(&str) -> bool) {
        if let Some(values) = &mut self.unlisted {
            values.retain(|value| keep(value));
        }
        self.unlisted.take_if(|values| values.is_empty());
    }
}

impl<R, T: SetItem, const SEPARATOR: char> BitOrAssign<R> for DelimitedSet<T, SEPARATOR>
where
    R: Into<Self>,
{
    fn bitor_assign(&mut self, other: R) {
        let other = other.into();
        self.combine(&other, |mine, theirs| mine | theirs);
        match (&mut self.unlisted, other.unlisted) {
            (Some(mine), Some(theirs)) => mine.extend(*theirs),
            (mine @ None, theirs) => *mine = theirs,
            (Some(_), None) => {}
        }
    }
}

impl<R, T: SetItem, const SEPARATOR: char> BitAndAssign<R> for DelimitedSet<T, SEPARATOR>
where
    R: Into<Self>,
{
    fn bitand_assign(&mut self, other: R) {
        let other = other.into();
        self.combine(&other, |mine, theirs| mine & theirs);
        let theirs = other.unlisted.as_deref();
        self.retain_unlisted(|value| {
            theirs.is_some_and(|theirs: &BTreeSet<_>| theirs.contains(value))
        });
    }
}

impl<R, T: SetItem, const SEPARATOR: char> SubAssign<R> for DelimitedSet<T, SEPARATOR>
where
    R: Into<Self>,
{
    fn sub_assign(&mut self, other: R) {
        let other = other.into();
        self.combine(&other, |mine, theirs| mine & !theirs);
        let theirs = other.unlisted.as_deref();
        self.retain_unlisted(|value| {
            !theirs.is_some_and(|theirs: &BTreeSet<_>| theirs.contains(value))
        });
    }
}

/// Implements an operator with its assigning form, for a set and for a reference to a set.
macro_rules! by_assignment {
    ($($operator:ident::$method:ident by $assign:path;)*) => {$(
        impl<R, T: SetItem, const SEPARATOR: char> $operator<R> for DelimitedSet<T, SEPARATOR>
        where
            R: Into<Self>,
        {
            type Output = Self;

            fn $method(mut self, other: R) -> Self {
                $assign(&mut self, other);
                self
            }
        }

        impl<R, T: SetItem, const SEPARATOR: char> $operator<R> for &DelimitedSet<T, SEPARATOR>
        where
            R: Into<DelimitedSet<T, SEPARATOR>>,
        {
            type Output = DelimitedSet<T, SEPARATOR>;

            fn $method(self, other: R) -> Self::Output {
                self.clone().$method(other)
            }
        }
    )*};
}

by_assignment! {
    BitOr::bitor by BitOrAssign::bitor_assign;
    BitAnd::bitand by BitAndAssign::bitand_assign;
    Sub::sub by SubAssign::sub_assign;
}
