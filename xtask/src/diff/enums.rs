//! What changed among the values of an enum, the scopes above all.

use serde_json::Value;

use super::change::{At, Change, Claims};
use super::rest::{NULL, keys, shown};
use super::{Comparison, Kind};
use crate::description::enums::{ALIASES, DESCRIPTIONS, NAMES};
use crate::description::pointer::join;
use crate::description::scopes::SCOPE;
use crate::rust_name;

/// An enum in both documents.
struct Pair<'v> {
    scope: bool,
    subject: &'v str,
    old: &'v Value,
    new: &'v Value,
    at: At,
    /// The values before and after.
    before: Vec<String>,
    after: Vec<String>,
}

impl<'a> Comparison<'a> {
    /// Compares the enum of two schemas, and what the overlay says of its values.
    pub(super) fn values(&mut self, subject: &str, old: &'a Value, new: &'a Value, at: &At) {
        let listed = |schema: &Value| -> Option<Vec<String>> {
            let values = schema.get("enum")?.as_array()?.iter();
            Some(values.map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect())
        };
        let (Some(before), Some(after)) = (listed(old), listed(new)) else {
            return self.loose_maps(subject, old, new, at);
        };
        let scope = at.new == join("/components/schemas", SCOPE);
        let pair = Pair { scope, subject, old, new, at: at.clone(), before, after };
        let mut changes = pair.values();
        pair.aliases(&mut changes);
        pair.names(&mut changes);
        pair.descriptions(&mut changes);
        self.changes.extend(changes);
    }

    /// The overlay's maps where there is no enum for them to be about.
    fn loose_maps(&mut self, subject: &str, old: &'a Value, new: &'a Value, at: &At) {
        for key in [ALIASES, NAMES, DESCRIPTIONS] {
            let (old, new) = (old.get(key), new.get(key));
            if old != new {
                let claims = at.join(key).claims(old, new);
                self.push(
                    Kind::DocumentationChanged,
                    subject,
                    "what is said of its values changed",
                    claims,
                );
            }
        }
    }
}

impl Pair<'_> {
    /// A value alone where it is a scope; else with the enum that it is one of.
    fn change(
        &self,
        kind: Kind,
        value: &str,
        message: impl Into<String>,
        claims: Claims,
    ) -> Change {
        let subject =
            if self.scope { value.to_owned() } else { format!("{}.{value}", self.subject) };
        Change::new(kind, &subject, message.into(), claims)
    }

    fn values(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut gone: Vec<usize> = absent(&self.before, &self.after);
        for index in absent(&self.after, &self.before) {
            let value = &self.after[index];
            let mut claims = Claims { old: Vec::new(), new: vec![element(&self.at.new, index)] };
            let earlier = gone.iter().position(|at| self.before[*at].eq_ignore_ascii_case(value));
            match earlier.filter(|_| self.scope).map(|place| gone.remove(place)) {
                Some(place) => {
                    claims.old.push(element(&self.at.old, place));
                    changes.push(self.respelled(&self.before[place], value, claims));
                }
                None => {
                    let kind = if self.scope { Kind::ScopeAdded } else { Kind::EnumValueAdded };
                    let message = format!("a new value, `{}`", self.name(self.new, value));
                    changes.push(self.change(kind, value, message, claims));
                }
            }
        }
        for index in gone {
            let value = &self.before[index];
            let kind = if self.scope { Kind::ScopeRemoved } else { Kind::EnumValueRemoved };
            let message = format!("the value is gone, `{}` in Rust", self.name(self.old, value));
            let claims = Claims { old: vec![element(&self.at.old, index)], new: Vec::new() };
            changes.push(self.change(kind, value, message, claims));
        }
        let common = |own: &[String], other: &[String]| -> Vec<String> {
            own.iter().filter(|value| other.contains(value)).cloned().collect()
        };
        if common(&self.before, &self.after) != common(&self.after, &self.before) {
            let message = "its values stand in another order: that of `Ord` and of what is written";
            let claims = self.at.join("enum").both();
            changes.push(Change::new(
                Kind::ValuesReordered,
                self.subject,
                message.to_owned(),
                claims,
            ));
        }
        changes
    }

    /// A value with another spelling on the wire: of no account to Rust, if its variant stays.
    fn respelled(&self, before: &str, after: &str, claims: Claims) -> Change {
        let (was, is) = (self.name(self.old, before), self.name(self.new, after));
        if was == is {
            let message = format!("was `{before}` on the wire, and stays `{is}` in Rust");
            self.change(Kind::ScopeRespelled, after, message, claims)
        } else {
            let message =
                format!("was `{before}` on the wire, and `{was}` in Rust, where it is `{is}` now");
            self.change(Kind::ScopeRenamed, after, message, claims)
        }
    }

    fn aliases(&self, changes: &mut Vec<Change>) {
        for (alias, at, old, new) in self.entries(ALIASES) {
            let claims = at.claims(old, new);
            // An alias that became a value, or a value that became an alias, has been told of.
            if let Some(told) = self.told(changes, alias) {
                told.claims.extend(claims);
                continue;
            }
            let change = match new {
                Some(value) if old.is_none() => {
                    let message = format!("read as {} too, never written", shown(Some(value)));
                    self.change(Kind::ScopeRespelled, alias, message, claims)
                }
                Some(value) => {
                    let message = format!(
                        "read as {} where it was read as {}",
                        shown(Some(value)),
                        shown(old)
                    );
                    self.change(Kind::AliasRemoved, alias, message, claims)
                }
                None => {
                    let message = format!("not read as {} any more", shown(old));
                    self.change(Kind::AliasRemoved, alias, message, claims)
                }
            };
            changes.push(change);
        }
    }

    fn names(&self, changes: &mut Vec<Change>) {
        for (value, at, old, new) in self.entries(NAMES) {
            let claims = at.claims(old, new);
            if let Some(told) = self.told(changes, value) {
                told.claims.extend(claims);
                continue;
            }
            let (was, is) = (self.name(self.old, value), self.name(self.new, value));
            let listed = self.before.iter().chain(&self.after).any(|own| own == value);
            let kind = match (was == is || !listed, self.scope) {
                (true, _) => Kind::LayoutChanged,
                (false, true) => Kind::ScopeRenamed,
                (false, false) => Kind::EnumValueRenamed,
            };
            changes.push(self.change(
                kind,
                value,
                format!("`{is}` in Rust where it was `{was}`"),
                claims,
            ));
        }
    }

    fn descriptions(&self, changes: &mut Vec<Change>) {
        for (value, at, old, new) in self.entries(DESCRIPTIONS) {
            let claims = at.claims(old, new);
            match self.told(changes, value) {
                Some(told) => told.claims.extend(claims),
                None => {
                    let message = "its description changed";
                    changes.push(self.change(Kind::DocumentationChanged, value, message, claims));
                }
            }
        }
    }

    /// The change that has told of `value` itself already, by either spelling.
    fn told<'c>(&self, changes: &'c mut [Change], value: &str) -> Option<&'c mut Change> {
        let index = |values: &[String]| values.iter().position(|own| own == value);
        let old = index(&self.before).map(|index| element(&self.at.old, index));
        let new = index(&self.after).map(|index| element(&self.at.new, index));
        changes.iter_mut().find(|change| {
            let own = |pointer: &Option<String>, claimed: &[String]| {
                pointer.as_ref().is_some_and(|pointer| claimed.contains(pointer))
            };
            own(&old, &change.claims.old) || own(&new, &change.claims.new)
        })
    }

    /// The entries of the map `key` that differ.
    fn entries(&self, key: &str) -> Vec<(&str, At, Option<&Value>, Option<&Value>)> {
        let (old, new) = (self.old.get(key).unwrap_or(&NULL), self.new.get(key).unwrap_or(&NULL));
        let at = self.at.join(key);
        let all = keys(old, new).into_iter();
        all.map(|entry| (entry, at.join(entry), old.get(entry), new.get(entry)))
            .filter(|(_, _, old, new)| old != new)
            .collect()
    }

    /// The name of the variant in Rust.
    fn name(&self, schema: &Value, value: &str) -> String {
        let given = schema.get(NAMES).and_then(|names| names.get(value)?.as_str());
        let derived =
            || rust_name::variant(value, self.subject).unwrap_or_else(|| value.to_owned());
        given.map_or_else(derived, str::to_owned)
    }
}

/// The indexes of the values that `other` does not have.
fn absent(own: &[String], other: &[String]) -> Vec<usize> {
    let all = own.iter().enumerate();
    all.filter(|(_, value)| !other.contains(value)).map(|(index, _)| index).collect()
}

fn element(schema: &str, index: usize) -> String {
    join(&join(schema, "enum"), &index.to_string())
}
