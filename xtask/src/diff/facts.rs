//! Facts: a table of everything that can differ between two sides, and its comparison.
//!
//! One table contains the facts of the description, another one the Rust items.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::change::{Change, plain};
use super::rules::{Aspect, Kind, judge};
use crate::openapi::{join, steps};
use crate::report::{escaped, truncated};

/// The maximum number of characters of a value in a message.
const SHOWN: usize = 120;

/// The place of a fact, and its subject.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The key in the table. Facts below it are added and removed together with it.
    pub(super) key: String,
    /// The JSON pointer in the effective document.
    pub(super) pointer: String,
    /// The operation, type, field or value, as reports name it.
    pub(super) subject: String,
    /// The Rust items that are generated from it.
    pub(super) owners: Vec<String>,
    /// The field or value, as the description names it.
    pub(super) member: Option<String>,
}

impl Place {
    /// Returns the place of an operation, a type or a part of the document.
    pub(super) fn new(subject: &str, pointer: &str) -> Self {
        Self {
            key: join("", subject),
            pointer: pointer.to_owned(),
            subject: subject.to_owned(),
            owners: vec![subject.to_owned()],
            member: None,
        }
    }

    /// Returns the place one step below this one, in the table and in the document.
    pub(super) fn step(&self, step: &str) -> Self {
        Self { pointer: join(&self.pointer, step), ..self.below(step) }
    }

    /// Returns the place one step below this one in the table, and at this place in the document.
    pub(super) fn below(&self, step: &str) -> Self {
        Self { key: join(&self.key, step), ..self.clone() }
    }

    /// Returns the same place as that of the member `name`.
    pub(super) fn member(self, name: &str) -> Self {
        Self { subject: format!("{}.{name}", self.subject), member: Some(name.to_owned()), ..self }
    }
}

/// A fact of one side.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) aspect: Aspect,
    pub(super) value: Value,
    pub(super) place: Place,
}

/// Facts by their keys.
pub(super) type Facts = BTreeMap<String, Fact>;

/// Adds a fact, unless its key is taken. Texts are kept for each place of a type.
pub(super) fn add(facts: &mut Facts, mut place: Place, aspect: Aspect, value: impl Into<Value>) {
    let other = |fact: &Fact| fact.place.pointer != place.pointer;
    if aspect == Aspect::Text
        && facts.get(&place.key).is_some_and(other)
        && let Some((parent, name)) = place.key.rsplit_once('/')
    {
        place.key = format!("{}/{name}", join(parent, &place.pointer));
    }
    let fact = || Fact { aspect, value: value.into(), place: place.clone() };
    facts.entry(place.key.clone()).or_insert_with(fact);
}

/// Returns the changes between two tables. Facts below an added or removed fact are not reported.
pub(super) fn compare(old: &Facts, new: &Facts) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut one_sided: Vec<&str> = Vec::new();
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        if one_sided.iter().any(|place| is_within(key, place)) {
            continue;
        }
        let facts = [old.get(key), new.get(key)];
        let [before, after] = facts.map(|fact| fact.map(|fact| &fact.value));
        if before.is_none() || after.is_none() {
            one_sided.push(key);
        }
        let Some(fact) = facts[1].or(facts[0]) else { continue };
        if let Some(kind) = judge(fact.aspect, before, after) {
            changes.push(change(kind, fact, facts));
        }
    }
    changes
}

/// Returns whether `key` is `place` or below it.
fn is_within(key: &str, place: &str) -> bool {
    let separator = if place.starts_with('/') { "/" } else { "::" };
    key.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
}

fn change(kind: Kind, fact: &Fact, facts: [Option<&Fact>; 2]) -> Change {
    let [old, new] = facts.map(|fact| fact.map(|fact| &fact.value));
    let place = &fact.place;
    let mut change =
        Change::new(kind, &place.pointer, &place.subject, message(kind, fact, old, new));
    for fact in facts.into_iter().flatten() {
        change.add_owners(&fact.place.owners);
        change.members.extend(fact.place.member.as_deref().map(plain));
        if let Value::String(value) = &fact.value {
            if matches!(fact.aspect, Aspect::Value | Aspect::Scope) {
                change.members.push(plain(value));
            }
            change.values.push(value.clone());
        }
    }
    change
}

/// Renames the operations and types of `old` that have another name in `new`. Returns the renamed
/// table, and a change for each new name.
pub(super) fn renamed(old: &Facts, new: &Facts) -> (Facts, Vec<Change>) {
    let (mut old, mut changes) = (old.clone(), Vec::new());
    while let Some((kind, was, is)) = new_name(&old, new) {
        let (before, after) = (join("", &was), join("", &is));
        let Some(root) = new.get(&after) else { break };
        let [old_name, new_name] = [&was, &is].map(|name| json!(name));
        let message = message(kind, root, Some(&old_name), Some(&new_name));
        let mut change = Change::new(kind, &root.place.pointer, &root.place.subject, message);
        change.add_owners(&[was.clone(), is.clone()]);
        changes.push(change);
        let facts = std::mem::take(&mut old).into_iter().map(|(key, mut fact)| {
            let moved = is_within(&key, &before);
            let key = if moved { format!("{after}{}", &key[before.len()..]) } else { key };
            let names = matches!(fact.aspect, Aspect::Type | Aspect::LooseBody | Aspect::Schema);
            if let (true, Value::String(text)) = (names, &fact.value) {
                let words = text.split(' ').map(|word| if word == was { &is } else { word });
                fact.value = json!(words.collect::<Vec<_>>().join(" "));
            }
            (key, fact)
        });
        old = facts.collect();
    }
    (old, changes)
}

/// Returns a name in `old` and its replacement in `new`, at the same place.
fn new_name(old: &Facts, new: &Facts) -> Option<(Kind, String, String)> {
    let only_in = |name: &str, facts: &Facts, other: &Facts| {
        let key = join("", name);
        facts.contains_key(&key) && !other.contains_key(&key)
    };
    new.iter().find_map(|(key, fact)| {
        let kind = match fact.aspect {
            Aspect::Method => Kind::OperationRenamed,
            Aspect::Type => Kind::TypeRenamed,
            _ => return None,
        };
        let (was, is) = (old.get(key)?.value.as_str()?, fact.value.as_str()?);
        let (was, is) = was.split(' ').zip(is.split(' ')).find(|(was, is)| was != is)?;
        let renamed = only_in(was, old, new) && only_in(is, new, old);
        renamed.then(|| (kind, was.to_owned(), is.to_owned()))
    })
}

/// Returns the message of `kind`, filled in.
fn message(kind: Kind, fact: &Fact, old: Option<&Value>, new: Option<&Value>) -> String {
    let key = &fact.place.key;
    let said = |value: Option<&Value>| value.map(brief).unwrap_or_default();
    let fill = |name: &str| match (name, old, new) {
        ("fact", ..) => fact.aspect.noun().to_owned(),
        ("item", ..) => {
            truncated(&escaped(&steps(key).last().unwrap_or_else(|| key.clone())), SHOWN)
        }
        ("old", ..) => said(old),
        ("new", ..) => said(new),
        (_, Some(old), Some(new)) => format!("is {}, was {}", brief(new), brief(old)),
        (_, Some(old), None) => format!("is no longer {}", brief(old)),
        (_, None, _) => format!("is now {}", said(new)),
    };
    let parts = kind.message().split(['{', '}']).enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part.to_owned() } else { fill(part) }).collect()
}

/// Returns a short text for a value.
fn brief(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), escaped);
    format!("`{}`", truncated(&text, SHOWN))
}
