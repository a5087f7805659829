//! The scopes of a set that this version does not know.

use std::collections::HashSet;

/// Distinct values in the order in which they came; one word, and nothing allocated until there is
/// one.
#[derive(Clone, Default)]
pub(super) struct UnrecognizedScopes {
    #[expect(clippy::box_collection, reason = "a set without any should be no larger for it")]
    values: Option<Box<Vec<Box<str>>>>,
}

impl UnrecognizedScopes {
    pub(super) const NONE: Self = Self { values: None };

    pub(super) fn as_slice(&self) -> &[Box<str>] {
        self.values.as_ref().map_or(&[], |values| values.as_slice())
    }

    pub(super) fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Appends those of `values` that are not there yet.
    ///
    /// In time linear in their number: they come from outside, and may be many.
    pub(super) fn extend<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return;
        }
        let mut seen: HashSet<&str> = self.as_slice().iter().map(AsRef::as_ref).collect();
        let new: Vec<Box<str>> =
            values.filter(|value| seen.insert(value)).map(Into::into).collect();
        self.values.get_or_insert_default().extend(new);
    }

    /// Keeps those that `other` has too, or those that it has not.
    pub(super) fn retain(&mut self, other: &Self, common: bool) {
        let Some(values) = self.values.as_mut() else { return };
        let others: HashSet<&str> = other.as_slice().iter().map(AsRef::as_ref).collect();
        values.retain(|value| others.contains(&**value) == common);
    }

    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.len() == other.len() && self.includes(other)
    }

    /// Whether every value of `other` is here too.
    pub(super) fn includes(&self, other: &Self) -> bool {
        if other.len() == 0 {
            return true;
        }
        let values: HashSet<&str> = self.as_slice().iter().map(AsRef::as_ref).collect();
        other.as_slice().iter().all(|value| values.contains(&**value))
    }
}
