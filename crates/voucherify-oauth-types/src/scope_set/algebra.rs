//! Union, intersection, difference, and comparison by inclusion.

use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Sub, SubAssign};

use super::ScopeSet;
use crate::Scope;

impl ScopeSet {
    /// Whether every scope of `other` is in this set too.
    #[must_use]
    pub fn is_superset(&self, other: &Self) -> bool {
        let missing = self.words.iter().zip(&other.words).any(|(mine, theirs)| theirs & !mine != 0);
        !missing && self.unrecognized.includes(&other.unrecognized)
    }

    /// Whether every scope of this set is in `other` too.
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        other.is_superset(self)
    }

    /// The scopes that are in either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self | other
    }

    /// The scopes that are in both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self & other
    }

    /// The scopes of this set that are not in `other`.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self - other
    }
}

impl<T: Into<ScopeSet>> BitOrAssign<T> for ScopeSet {
    fn bitor_assign(&mut self, other: T) {
        let other = other.into();
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine |= theirs);
        self.unrecognized.extend(other.unrecognized());
    }
}

impl<T: Into<ScopeSet>> BitAndAssign<T> for ScopeSet {
    fn bitand_assign(&mut self, other: T) {
        let other = other.into();
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= theirs);
        self.unrecognized.retain(&other.unrecognized, true);
    }
}

impl<T: Into<ScopeSet>> SubAssign<T> for ScopeSet {
    fn sub_assign(&mut self, other: T) {
        let other = other.into();
        self.words.iter_mut().zip(&other.words).for_each(|(mine, theirs)| *mine &= !theirs);
        self.unrecognized.retain(&other.unrecognized, false);
    }
}

/// Implements an operator by its assigning form, for a set and for a reference to one.
macro_rules! by_assignment {
    ($($operator:ident::$method:ident by $assign:path;)*) => {$(
        impl<T: Into<ScopeSet>> $operator<T> for ScopeSet {
            type Output = Self;

            fn $method(mut self, other: T) -> Self {
                $assign(&mut self, other);
                self
            }
        }

        impl<T: Into<ScopeSet>> $operator<T> for &ScopeSet {
            type Output = ScopeSet;

            fn $method(self, other: T) -> ScopeSet {
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

impl<T: Into<ScopeSet>> BitOr<T> for Scope {
    type Output = ScopeSet;

    fn bitor(self, other: T) -> ScopeSet {
        ScopeSet::from(self) | other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unrecognized_scopes_take_part() {
        let (these, those) = (ScopeSet::from_wire("api x y"), ScopeSet::from_wire("y vouchers z"));
        assert_eq!(these.union(&those).to_string(), "api vouchers x y z");
        assert_eq!((&these & &those).to_string(), "y");
        assert_eq!((&these - &those).to_string(), "api x");
        assert!(these.is_superset(&ScopeSet::from_wire("x")));
        assert!(!these.is_superset(&ScopeSet::from_wire("z")));
        assert!(ScopeSet::from_wire("y api").is_subset(&these));
    }

    #[test]
    fn scopes_are_joined_by_or() {
        let mut scopes = Scope::Vouchers | Scope::Api | ScopeSet::from_wire("x");
        scopes |= Scope::Skus;
        assert_eq!(scopes.to_string(), "api skus vouchers x");
    }

    #[test]
    fn operators_take_scopes_sets_and_references() {
        let set = Scope::Api | Scope::Skus;
        assert_eq!(&set - Scope::Api, Scope::Skus.into());
        assert_eq!(&set & [Scope::Api, Scope::Vouchers], Scope::Api.into());
        assert_eq!(&set | &ScopeSet::from_wire("x"), ScopeSet::from_wire("api skus x"));
        assert_eq!(set.clone() - &set, ScopeSet::EMPTY);
        let mut left = set;
        left -= Scope::Skus;
        left &= Scope::Skus;
        assert!(left.is_empty());
    }
}
