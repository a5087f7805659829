//! Merges an `allOf` of plain objects into one object.
//!
//! Generators ignore keywords beside an `allOf`, such as the list of required properties. Each
//! `allOf` is merged once, after its parts and the schemas within, so that the time is linear in
//! the output.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::shown;
use crate::openapi::grammar::{Child, child};
use crate::openapi::{Kind, reference, visit};
use crate::report::{Diagnostic, Report};

/// The maximum nesting of `allOf`. Published descriptions have three levels.
const DEPTH: usize = 64;

/// Flattens every `allOf` of plain objects in `excerpt`.
pub(super) fn flatten(
    excerpt: &mut Value,
    file: &str,
    report: &mut Report,
) -> Result<(), Diagnostic> {
    let mut waiting = BTreeSet::new();
    visit(excerpt, Kind::Document, "", &mut |kind, at, schema| {
        let merges = schema.get("allOf").is_some() && !is_reference(at, schema);
        if kind == Kind::Schema && merges {
            waiting.insert(at.to_owned());
        }
    });
    for _ in 0..DEPTH {
        let is_inside = |at: &str| {
            let start = format!("{at}/");
            waiting.range(start.clone()..).next().is_some_and(|next| next.starts_with(&start))
        };
        let is_ready = |at: &&String| {
            let is_flat = |part: &String| !waiting.contains(part) && !is_inside(part);
            !is_inside(at) && parts(excerpt, at).all(|(part, _)| is_flat(&part))
        };
        let ready: Vec<String> = waiting.iter().filter(is_ready).cloned().collect();
        for at in ready {
            waiting.remove(&at);
            let schema = excerpt.pointer(&at).unwrap_or(&Value::Null);
            let merged = merge(excerpt, &at, schema).map_err(|name| {
                let name = shown(&name);
                let message = format!("two parts of the `allOf` describe `{name}` differently");
                Diagnostic::error(file, &at, message, "make them equal, or remove one")
            })?;
            let Some(merged) = merged else { continue };
            if schema.get("required").is_some() {
                let reason = "required-outside-all-of: generators ignore a list beside an \
                              `allOf`: the parts and the list are merged into one object";
                report.push(Diagnostic::note(file, &at, reason));
            }
            if let Some(place) = excerpt.pointer_mut(&at) {
                *place = merged;
            }
        }
    }
    let Some(at) = waiting.first() else { return Ok(()) };
    let message = format!("has more than {DEPTH} levels of `allOf`, or is recursive");
    let help = "merge the properties into one object, or break the cycle";
    Err(Diagnostic::error(file, at, message, help))
}

/// Merges the flat parts of `schema` into one plain object. Returns `None` if a part is not a plain
/// object. The error is the name of a property that two parts describe differently.
fn merge(excerpt: &Value, at: &str, schema: &Value) -> Result<Option<Value>, String> {
    let mut whole = Map::new();
    let mut required: BTreeSet<&str> = BTreeSet::new();
    let mut properties = Map::new();
    let parts = parts(excerpt, at).map(|(_, part)| (false, part));
    for (outside, part) in std::iter::once((true, schema)).chain(parts) {
        for (key, member) in facts(part) {
            match (key, member) {
                ("type", kind) if kind == "object" => {}
                ("allOf", _) if outside => {}
                ("required", Value::Array(names)) => {
                    required.extend(names.iter().filter_map(Value::as_str));
                }
                ("properties", Value::Object(own)) => {
                    for (name, property) in own {
                        let known = properties.entry(name).or_insert_with(|| property.clone());
                        if !same_facts(known, property) {
                            return Err(name.clone());
                        }
                    }
                }
                // These keywords of a part do not apply to the merged object.
                ("nullable" | "additionalProperties", Value::Bool(_)) if !outside => {}
                (key, Value::Bool(_)) if outside => {
                    whole.insert(key.to_owned(), member.clone());
                }
                _ => return Ok(None),
            }
        }
    }
    whole.insert("type".to_owned(), json!("object"));
    whole.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        whole.insert("required".to_owned(), json!(required));
    }
    Ok(Some(Value::Object(whole)))
}

/// Returns whether `schema` is a reference with a description: one `$ref` in an `allOf`. Not for a
/// component, where it is an alias of the type, and not for a part of another `allOf`.
fn is_reference(at: &str, schema: &Value) -> bool {
    let component = at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
    let part = at.rsplit('/').nth(1) == Some("allOf");
    let facts = facts(schema).filter(|(key, _)| !matches!(*key, "nullable" | "deprecated")).count();
    let parts = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
    let only_reference = matches!(parts, Some([part]) if reference::target(part).is_some());
    !component && !part && facts == 1 && only_reference
}

/// Returns the parts of the `allOf` at `at`, each with its pointer.
fn parts<'a>(excerpt: &'a Value, at: &str) -> impl Iterator<Item = (String, &'a Value)> {
    let at = format!("{at}/allOf");
    let parts = excerpt.pointer(&at).and_then(Value::as_array).into_iter().flatten().enumerate();
    parts.map(move |(index, part)| {
        let at = format!("{at}/{index}");
        reference::follow(excerpt, &at, part).unwrap_or((at, part))
    })
}

/// Returns the members of a schema that are not texts.
fn facts(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = schema.as_object().into_iter().flatten();
    let facts = members.filter(|(key, _)| child(Kind::Schema, key) != Child::Prose);
    facts.map(|(key, member)| (key.as_str(), member))
}

/// Returns the facts as a sorted map, to compare them in any order.
fn same_facts(one: &Value, other: &Value) -> bool {
    facts(one).collect::<BTreeMap<_, _>>() == facts(other).collect()
}
