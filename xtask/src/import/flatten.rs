//! `allOf` of plain objects, written as one object.
//!
//! Generators lose what is beside an `allOf`, such as the list of required properties; one object
//! cannot be misread. Each `allOf` is merged once, after those that it is made of, so that the time
//! is linear in what is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::shown;
use crate::openapi::grammar::{Child, child};
use crate::openapi::{Kind, reference, visit};
use crate::report::{Diagnostic, Report};

/// How many `allOf` may be made of each other. Published descriptions have three.
const DEPTH: usize = 64;

/// Flattens every `allOf` of plain objects in `excerpt`.
pub(super) fn flatten(
    file: &str,
    excerpt: &mut Value,
    report: &mut Report,
) -> Result<(), Diagnostic> {
    for at in order(file, excerpt)? {
        let Some(schema) = excerpt.pointer(&at) else { continue };
        let outside = schema.get("required").and_then(Value::as_array);
        if outside.is_some_and(|names| !names.is_empty()) {
            let reason = "required-outside-all-of: generators lose a list beside an `allOf`: parts \
                          and list are written as one object";
            report.push(Diagnostic::note(file, &at, reason));
        }
        if let Some(merged) = merge(file, excerpt, &at, schema)?
            && let Some(place) = excerpt.pointer_mut(&at)
        {
            *place = merged;
        }
    }
    Ok(())
}

/// A schema in the middle of the search for those that it is made of.
struct Frame<'a> {
    at: &'a str,
    needs: std::vec::IntoIter<&'a str>,
    depth: usize,
}

/// Returns the pointers of the schemas to flatten, each after those that it is made of.
fn order(file: &str, excerpt: &Value) -> Result<Vec<String>, Diagnostic> {
    let mut targets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    visit(excerpt, Kind::Document, "", &mut |kind, at, schema| {
        if kind == Kind::Schema && schema.get("allOf").is_some() && !is_reference(at, schema) {
            let parts = parts(schema).filter_map(|part| Some(resolved(excerpt, part)?.0));
            targets.insert(at.to_owned(), parts.collect());
        }
    });
    let frame = |at| Frame { at, needs: needs(&targets, at).into_iter(), depth: 0 };
    let mut ordered = Vec::with_capacity(targets.len());
    // How many `allOf` each schema is made of; `None` while the search is inside of it.
    let mut depths: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for start in targets.keys().map(String::as_str) {
        if depths.contains_key(start) {
            continue;
        }
        depths.insert(start, None);
        let mut stack = vec![frame(start)];
        while let Some(top) = stack.last_mut() {
            let Some(needed) = top.needs.next() else {
                depths.insert(top.at, Some(top.depth));
                ordered.push(top.at.to_owned());
                let depth = top.depth + 1;
                stack.pop();
                if let Some(parent) = stack.last_mut() {
                    parent.depth = parent.depth.max(depth);
                }
                continue;
            };
            match depths.get(needed) {
                Some(Some(depth)) => top.depth = top.depth.max(depth + 1),
                Some(None) => return Err(circle(file, top.at, needed)),
                None => {
                    depths.insert(needed, None);
                    stack.push(frame(needed));
                }
            }
            let deepest = stack.last().map_or(0, |top| top.depth).max(stack.len());
            if deepest > DEPTH {
                return Err(too_deep(file, start));
            }
        }
    }
    Ok(ordered)
}

/// Returns the targets that must be flat before the one at `at`: those within it, and those that its
/// parts refer to, with all within.
fn needs<'a>(targets: &'a BTreeMap<String, Vec<String>>, at: &str) -> Vec<&'a str> {
    let inside = targets.range(at.to_owned()..).skip(1).map(|(other, _)| other.as_str());
    let inside = inside.take_while(|other| other.starts_with(at));
    let mut needs: Vec<&str> = inside.filter(|other| other[at.len()..].starts_with('/')).collect();
    for part in targets.get(at).into_iter().flatten() {
        let below = targets.range(part.clone()..).map(|(other, _)| other.as_str());
        let below = below.take_while(|other| other.starts_with(part));
        needs.extend(
            below.filter(|other| matches!(other[part.len()..].chars().next(), None | Some('/'))),
        );
    }
    needs
}

fn circle(file: &str, at: &str, again: &str) -> Diagnostic {
    Diagnostic::error(
        file,
        at,
        format!("contains itself through an `allOf`, by way of {}", shown(again)),
        "remove the circle from the document, or give the inner schema a component of its own and \
         refer to it",
    )
}

fn too_deep(file: &str, at: &str) -> Diagnostic {
    let message = format!("is made of more than {DEPTH} levels of `allOf`");
    Diagnostic::error(file, at, message, "write the properties into one object")
}

/// Whether `schema` is the idiom for a reference with a description: one `$ref` in an `allOf`. At a
/// component it would be another name for the same type, and in an `allOf` it is a part.
fn is_reference(at: &str, schema: &Value) -> bool {
    let component = at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
    let part = at.rsplit('/').nth(1) == Some("allOf");
    let facts = facts(schema).filter(|(key, _)| !matches!(*key, "nullable" | "deprecated")).count();
    let parts = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
    let only_reference = matches!(parts, Some([one]) if reference::target(one).is_some());
    !component && !part && facts == 1 && only_reference
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    schema.get("allOf").and_then(Value::as_array).into_iter().flatten()
}

fn resolved<'a>(document: &'a Value, part: &'a Value) -> Option<(String, &'a Value)> {
    reference::target(part)?;
    reference::follow(document, "", part)
}

/// Returns the members of a schema that are not prose.
fn facts(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = schema.as_object().into_iter().flatten();
    members
        .filter(|(key, _)| child(Kind::Schema, key) != Child::Prose)
        .map(|(key, member)| (key.as_str(), member))
}

/// Returns `schema`, whose parts are flat, as one plain object. Returns `None` if a part is not a
/// plain object.
fn merge(
    file: &str,
    document: &Value,
    at: &str,
    schema: &Value,
) -> Result<Option<Value>, Diagnostic> {
    let mut whole = Map::new();
    let mut required: Vec<Value> = Vec::new();
    let mut properties = Map::new();
    let parts = parts(schema).map(|part| resolved(document, part).map_or(part, |(_, value)| value));
    for (index, part) in std::iter::once(schema).chain(parts).enumerate() {
        for (key, member) in facts(part) {
            match (key, member) {
                ("type", kind) if kind == "object" => {}
                ("allOf", _) if index == 0 => {}
                ("required", Value::Array(names)) => required.extend(names.iter().cloned()),
                ("properties", Value::Object(own)) => add(file, at, &mut properties, own)?,
                // Whether a part is open or closed says nothing about the whole.
                ("nullable" | "additionalProperties", Value::Bool(_)) if index > 0 => {}
                (key, Value::Bool(_)) if index == 0 => {
                    whole.insert(key.to_owned(), member.clone());
                }
                (key, _) if key.starts_with("x-") => {
                    if index == 0 {
                        whole.insert(key.to_owned(), member.clone());
                    }
                }
                _ => return Ok(None),
            }
        }
    }
    required.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    required.dedup();
    whole.insert("type".to_owned(), json!("object"));
    whole.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        whole.insert("required".to_owned(), Value::Array(required));
    }
    Ok(Some(Value::Object(whole)))
}

fn add(
    file: &str,
    at: &str,
    all: &mut Map<String, Value>,
    more: &Map<String, Value>,
) -> Result<(), Diagnostic> {
    for (name, property) in more {
        match all.get(name) {
            // Facts in any order: the same facts are the same property.
            Some(earlier) if !same_facts(earlier, property) => {
                return Err(Diagnostic::error(
                    file,
                    at,
                    format!("two parts of the `allOf` describe `{}` differently", shown(name)),
                    "make them equal, or remove one",
                ));
            }
            Some(_) => {}
            None => {
                all.insert(name.clone(), property.clone());
            }
        }
    }
    Ok(())
}

fn same_facts(one: &Value, other: &Value) -> bool {
    let of = |value| facts(value).collect::<BTreeMap<_, _>>();
    of(one) == of(other)
}
