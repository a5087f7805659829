//! `allOf` of plain objects, written as one object.
//!
//! Generators lose what stands beside an `allOf`, such as the list of required properties; one
//! object can't be misread.

use serde_json::{Map, Value, json};

use super::report::{Report, Topic};
use crate::description::grammar::{Child, Kind, child, walk};
use crate::description::pointer::resolve;
use crate::finding::Finding;

/// Nobody nests deeper; a schema that holds itself would go on forever.
const ROUNDS: usize = 8;

/// Flattens every `allOf` of plain objects in `document`.
pub(super) fn flatten(
    file: &str,
    document: &mut Value,
    report: &mut Report,
) -> Result<(), Finding> {
    // What was merged may hold an `allOf` of its own; each round takes one level away.
    for _ in 0..ROUNDS {
        let mut targets = Vec::new();
        walk(document, Kind::Document, "", &mut |kind, at, value| {
            if kind == Kind::Schema && value.get("allOf").is_some() && !is_reference(at, value) {
                targets.push(at.to_owned());
            }
        });
        let mut changed = false;
        // The innermost first, so that what is merged is flat already.
        targets.sort_by_key(|at| std::cmp::Reverse(at.matches('/').count()));
        for at in targets {
            let Some(schema) = document.pointer(&at) else { continue };
            let merging = Merging { file, document, at: &at };
            let Some(merged) = merging.object(schema, &mut Vec::new())? else { continue };
            let stray =
                schema.get("required").and_then(Value::as_array).is_some_and(|r| !r.is_empty());
            if stray {
                let reason = "required-outside-all-of: generators lose a list beside an `allOf`; the \
                              parts and the list are written as one object";
                report.note(Topic::Repaired, &at, reason);
            }
            if let Some(place) = document.pointer_mut(&at) {
                *place = merged;
                changed = true;
            }
        }
        if !changed {
            return Ok(());
        }
    }
    Err(Finding::new(
        file,
        "/components/schemas",
        "an `allOf` holds itself within its properties, and would never end as plain objects",
        "give the inner schema a component of its own, and refer to it",
    ))
}

/// Whether `schema` is the idiom for a reference that is described: one `$ref` within `allOf`. At
/// a component it would be another name for the same type.
fn is_reference(at: &str, schema: &Value) -> bool {
    let component = at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
    let facts = facts(schema).filter(|(key, _)| *key != "nullable").count();
    let parts = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
    !component && facts == 1 && matches!(parts, Some([one]) if one.get("$ref").is_some())
}

/// The members of a schema that are not prose.
fn facts(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = schema.as_object().into_iter().flatten();
    members
        .filter(|(key, _)| child(Kind::Schema, key) != Child::Prose)
        .map(|(key, member)| (key.as_str(), member))
}

struct Merging<'a> {
    file: &'a str,
    document: &'a Value,
    at: &'a str,
}

impl Merging<'_> {
    /// `schema` as one plain object, or `None` if it is not made of plain objects.
    fn object(&self, schema: &Value, trail: &mut Vec<String>) -> Result<Option<Value>, Finding> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if trail.iter().any(|earlier| earlier == reference) {
                return Err(Finding::new(
                    self.file,
                    self.at,
                    format!("contains itself, through `allOf` of `{reference}`"),
                    "take the circle out of the document",
                ));
            }
            let Some(target) = resolve(self.document, reference) else { return Ok(None) };
            trail.push(reference.to_owned());
            let merged = self.object(target, trail);
            trail.pop();
            return merged;
        }
        let mut whole = Map::new();
        let mut required: Vec<Value> = Vec::new();
        let mut properties = Map::new();
        let mut parts = Vec::new();
        for (key, member) in facts(schema) {
            match (key, member) {
                ("type", kind) if kind == "object" => {}
                ("additionalProperties" | "nullable", member) => {
                    whole.insert(key.to_owned(), member.clone());
                }
                ("required", Value::Array(names)) => required.extend(names.iter().cloned()),
                ("properties", Value::Object(own)) => self.add(&mut properties, own)?,
                ("allOf", Value::Array(all)) => parts.extend(all),
                _ => return Ok(None),
            }
        }
        for part in parts {
            let Some(Value::Object(mut part)) = self.object(part, trail)? else { return Ok(None) };
            if let Some(Value::Array(names)) = part.shift_remove("required") {
                required.extend(names);
            }
            if let Some(Value::Object(own)) = part.shift_remove("properties") {
                self.add(&mut properties, &own)?;
            }
            // Neither an open nor a closed part can be told from the whole any more.
            if part.contains_key("additionalProperties") {
                return Ok(None);
            }
        }
        required.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        required.dedup();
        whole.insert("type".to_owned(), json!("object"));
        if let Some(text) = schema.get("description") {
            whole.insert("description".to_owned(), text.clone());
        }
        whole.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            whole.insert("required".to_owned(), Value::Array(required));
        }
        Ok(Some(Value::Object(whole)))
    }

    fn add(&self, all: &mut Map<String, Value>, more: &Map<String, Value>) -> Result<(), Finding> {
        for (name, property) in more {
            match all.get(name) {
                Some(earlier) if !facts(earlier).eq(facts(property)) => {
                    return Err(Finding::new(
                        self.file,
                        self.at,
                        format!("two parts of the `allOf` describe `{name}`, and not alike"),
                        "make them alike, or keep one",
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
}
