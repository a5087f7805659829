//! From two tables of facts to changes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::Change;
use super::facts::{Fact, Facts, plain};
use super::operation::Operation;
use super::rules::{Aspect, Covers, Kind, Level, judge};
use super::rust::Names;
use crate::openapi::pointer::steps;

/// Compares all operations: those with the same id first, then those in the same place.
pub(super) fn operations(
    [old, new]: [&[Operation]; 2],
    names: [&Names; 2],
    changes: &mut Vec<Change>,
) {
    let (mut old, mut new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
    let same: [fn(&Operation, &Operation) -> bool; 2] =
        [|a, b| a.id == b.id && !a.id.is_empty(), |a, b| a.place == b.place];
    for same in same {
        old.retain(|before| {
            let Some(index) = new.iter().position(|after| same(before, after)) else { return true };
            let after = new.remove(index);
            if before.id != after.id {
                let message = format!("was `{}`: the method has another name", before.id);
                let change = of_operation(Kind::OperationRenamed, after, message);
                changes.push(change.of_owner(&plain(&before.id)));
            }
            facts(&after.id, [&before.facts, &after.facts], names, changes);
            false
        });
    }
    for gone in old {
        let message = format!("the operation at `{}` is gone, and its method with it", gone.place);
        changes.push(of_operation(Kind::OperationRemoved, gone, message));
    }
    for added in new {
        let message = format!("a new operation at `{}`", added.place);
        changes.push(of_operation(Kind::OperationAdded, added, message));
    }
}

fn of_operation(kind: Kind, operation: &Operation, message: String) -> Change {
    Change::new(kind, &operation.pointer, &operation.id, message)
        .of_owner(&plain(&operation.id))
        .of_owner(&version(&operation.place))
}

/// Returns the version of the API that a place such as `POST /v1/oauth/token` belongs to: the
/// generated module, which can come or go with the operation.
fn version(place: &str) -> String {
    plain(place.split('/').nth(1).unwrap_or_default())
}

/// Compares the facts of the `operation`, or of the document.
pub(super) fn facts(
    operation: &str,
    [old, new]: [&Facts; 2],
    names: [&Names; 2],
    changes: &mut Vec<Change>,
) {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut covered: Vec<(&str, Covers)> = Vec::new();
    let told = respelled(old, new, names, changes);
    for key in keys {
        let (before, after) = (old.get(key), new.get(key));
        let below = |(place, covers): &(&str, Covers)| {
            let within = key.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
            let one_sided = before.is_none() || after.is_none();
            within && (*covers == Covers::All || (*covers == Covers::CameOrWent && one_sided))
        };
        let Some(fact) = after.or(before) else { continue };
        if told.contains(key.as_str()) || covered.iter().any(below) {
            continue;
        }
        let (was, is) = (value(key, before, names[0]), value(key, after, names[1]));
        if was == is || is_a_value_elsewhere(fact, key, before, old, new) {
            continue;
        }
        let aspect = before.map_or(fact.aspect, |before| before.aspect);
        let same = match aspect {
            Aspect::Order => same_order(was.as_ref(), is.as_ref()),
            // The name of a variant is not known on a side that is refused.
            Aspect::Value | Aspect::Scope => {
                [&was, &is].into_iter().flatten().any(|name| !name.is_string())
                    && was.is_some()
                    && is.is_some()
            }
            _ => false,
        };
        if same {
            continue;
        }
        let (kind, mut covers) = (judge(aspect, was.as_ref(), is.as_ref()), aspect.covers());
        // The type and name of a schema are beside what they cover, and sort before it.
        let place = key.strip_suffix("/!type").or(key.strip_suffix("/!name")).unwrap_or(key);
        let kind = match (kind, &was, &is) {
            (Some(Kind::TypeRenamed), Some(was), Some(is))
                if !names[0].is_renamed(text(was, "rust"), text(is, "rust"), names[1]) =>
            {
                covers = Covers::All;
                Some(Kind::TypeChanged)
            }
            (kind, ..) => kind,
        };
        covered.push((place, covers));
        let Some(kind) = kind else { continue };
        let message = message(kind, fact, key, was.as_ref(), is.as_ref());
        let mut change = Change::new(kind, &fact.pointer, &fact.subject, message);
        for fact in before.into_iter().chain(after) {
            change = change.of_owner(&fact.owner);
        }
        if kind.level() == Level::Major {
            // The method's signature names the types that it sends and returns.
            change = change.of_owner(&plain(operation));
        }
        if fact.aspect == Aspect::Route {
            // The addresses of the clusters contain the base path.
            change.literals.push("cluster".to_owned());
            for route in [&was, &is].into_iter().flatten().filter_map(Value::as_str) {
                change = change.of_owner(&version(route));
            }
        }
        change.members.extend(fact.member.clone());
        let literals = [&was, &is].into_iter().flatten().filter_map(Value::as_str);
        let literals = literals.filter(|text| text.len() < 64).map(plain);
        change.literals.extend(literals.filter(|text| !text.is_empty()));
        if matches!(fact.aspect, Aspect::Value | Aspect::Scope) {
            change.members.extend(change.literals.iter().cloned());
        }
        changes.push(change);
    }
}

/// Returns the value of a fact; of an enum's value, the name of its variant.
fn value(key: &str, fact: Option<&Fact>, names: &Names) -> Option<Value> {
    let fact = fact?;
    let variant = match fact.aspect {
        Aspect::Value | Aspect::Scope => names.variant(&fact.owner, &last(key)),
        _ => None,
    };
    Some(variant.map_or_else(|| fact.value.clone(), Value::from))
}

fn last(key: &str) -> String {
    steps(key).last().unwrap_or_default()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether an alias became a value or the reverse: the value's own change says so.
fn is_a_value_elsewhere(
    fact: &Fact,
    key: &str,
    before: Option<&Fact>,
    old: &Facts,
    new: &Facts,
) -> bool {
    let as_value = || key.replacen("/x-enum-aliases/", "/values/", 1);
    fact.aspect == Aspect::Alias
        && if before.is_some() {
            new.contains_key(&as_value())
        } else {
            old.contains_key(&as_value())
        }
}

/// Finds values that are written in another spelling: in another case, or with an alias for the
/// earlier one. Returns the keys of all facts about them.
fn respelled<'a>(
    old: &'a Facts,
    new: &'a Facts,
    names: [&Names; 2],
    changes: &mut Vec<Change>,
) -> BTreeSet<&'a str> {
    let mut told = BTreeSet::new();
    let wire = last;
    let of_value = |(key, fact): &(&'a String, &'a Fact)| {
        fact.aspect == Aspect::Scope && !(old.contains_key(*key) && new.contains_key(*key))
    };
    for (gone, before) in old.iter().filter(of_value) {
        let Some((list, _)) = gone.rsplit_once('/') else { continue };
        let enumeration = list.strip_suffix("/values").unwrap_or(list);
        let alias = format!("{enumeration}/x-enum-aliases/{}", &gone[list.len() + 1..]);
        let read_as = new.get(&alias).and_then(|fact| fact.value.as_str());
        let found = new.iter().filter(of_value).find(|(key, _)| {
            let is = wire(key);
            key.rsplit_once('/').is_some_and(|(own, _)| own == list)
                && (is.eq_ignore_ascii_case(&wire(gone)) || read_as == Some(&is))
        });
        let Some((key, after)) = found else { continue };
        let was = value(gone, Some(before), names[0]);
        let is = value(key, Some(after), names[1]);
        let (kind, rust) =
            match (was.as_ref().and_then(Value::as_str), is.as_ref().and_then(Value::as_str)) {
                (Some(was), Some(is)) if was != is => {
                    (Kind::ScopeRenamed, format!("is `{is}` in Rust, where it was `{was}`"))
                }
                _ => (Kind::ScopeRespelled, "is the same in Rust".to_owned()),
            };
        let message = format!("was `{}` on the wire, and {rust}", wire(gone));
        let change = Change::new(kind, &after.pointer, &after.subject, message);
        changes.push(change.of_owner(&after.owner));
        let spelled = format!("{enumeration}/x-enum-aliases/{}", wire(key));
        for facts in [old, new] {
            let about = facts.keys().filter(|own| {
                [gone, key].iter().any(|value| {
                    own.strip_prefix(value.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                }) || **own == alias
                    || **own == spelled
            });
            told.extend(about.map(String::as_str));
        }
    }
    told
}

/// Whether the values that both lists have are in the same order.
fn same_order(old: Option<&Value>, new: Option<&Value>) -> bool {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (old, new) = (list(old), list(new));
    let common = |own: &[Value], other: &[Value]| -> Vec<Value> {
        own.iter().filter(|value| other.contains(value)).cloned().collect()
    };
    common(&old, &new) == common(&new, &old)
}

/// Says what happened, for people.
fn message(kind: Kind, fact: &Fact, key: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    let last = last(key);
    let turned = match (old, new) {
        (Some(old), Some(new)) => {
            let (old, new) = difference(old, new);
            format!("is {new}, was {old}")
        }
        (None, Some(new)) => format!("is {} now", brief(new)),
        (Some(old), None) => format!("is no longer {}", brief(old)),
        (None, None) => String::new(),
    };
    match kind {
        Kind::FieldAdded => "a new field".to_owned(),
        Kind::RequiredFieldAdded => "a new field that every request must have".to_owned(),
        Kind::FieldRemoved => "the field is gone".to_owned(),
        Kind::FieldRequired => "is always there: no longer an `Option`".to_owned(),
        Kind::FieldOptional => "may be absent: an `Option`".to_owned(),
        Kind::ScopeAdded | Kind::EnumValueAdded => match new.and_then(Value::as_str) {
            Some(name) => format!("a new value, `{name}` in Rust"),
            None => "a new value".to_owned(),
        },
        Kind::ScopeRemoved | Kind::EnumValueRemoved => match old.and_then(Value::as_str) {
            Some(name) => format!("the value is gone, `{name}` in Rust"),
            None => "the value is gone".to_owned(),
        },
        Kind::ValuesReordered => "its values are in another order".to_owned(),
        Kind::ScopeRespelled => format!("is read as {} too", new.map(brief).unwrap_or_default()),
        Kind::AnswerAdded => format!("the response {last} is described now"),
        Kind::AnswerRemoved => format!("the response {last} is no longer described"),
        Kind::Deprecated => "is deprecated".to_owned(),
        Kind::SecurityAdded | Kind::SecurityChanged if fact.aspect == Aspect::Security => {
            let (old, new) = (old.map(alternatives), new.map(alternatives));
            format!("accepts {}, was {}", new.unwrap_or_default(), old.unwrap_or_default())
        }
        Kind::DocumentationChanged => format!("its {last} changed"),
        Kind::SchemaRenamed => {
            format!("the service calls the schema {turned}")
        }
        Kind::Unclassified => format!("`{last}` differs, and no rule says what that means"),
        _ => format!("its {} {turned}", fact.aspect.noun()),
    }
}

/// Returns the names of alternative credentials.
fn alternatives(value: &Value) -> String {
    let all = value.as_array().into_iter().flatten().map(|one| {
        let names: Vec<_> = one["names"].as_array().into_iter().flatten().map(brief).collect();
        if names.is_empty() { "no credentials".to_owned() } else { names.join(" with ") }
    });
    all.collect::<Vec<_>>().join(" or ")
}

/// Returns the members in which two values differ, or the values, for a message.
fn difference(old: &Value, new: &Value) -> (String, String) {
    let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else {
        return (brief(old), brief(new));
    };
    let differs = |key: &&String| before.get(*key) != after.get(*key);
    let Some(key) = after.keys().chain(before.keys()).find(differs) else {
        return (brief(old), brief(new));
    };
    let shown = |value: Option<&Value>| match value {
        Some(value) if key == "type" || key == "rust" => brief(value),
        Some(value) => format!("`{key}` {}", brief(value)),
        None => format!("without `{key}`"),
    };
    (shown(before.get(key)), shown(after.get(key)))
}

/// Returns a value in a few words. Text of the service is bounded, and its line breaks are escaped.
fn brief(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.escape_debug().to_string(),
        other => other.to_string(),
    };
    let short: String = text.chars().take(120).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("`{short}{dots}`")
}
