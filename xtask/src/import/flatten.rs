//! `allOf` of plain objects, written as one object.
//!
//! Generators lose what is beside an `allOf`, such as the list of required properties; one object
//! cannot be misread. Each `allOf` is merged once, after those that it is made of, so that the time
//! is linear in what is written.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::shown;
use crate::openapi::grammar::{Child, child};
use crate::openapi::{Kind, reference, visit};
use crate::report::{Diagnostic, Report};

/// How many `allOf` may be made of each other. Published descriptions have three.
const DEPTH: usize = 64;

/// Flattens every `allOf` of plain objects in `excerpt`.
pub(super) fn flatten(
    excerpt: &mut Value,
    file: &str,
    report: &mut Report,
) -> Result<(), Diagnostic> {
    let mut flattener = Flattener { excerpt, file, report, flat: BTreeSet::new() };
    flattener.flatten("", Kind::Document, 0)
}

struct Flattener<'a> {
    excerpt: &'a mut Value,
    file: &'a str,
    report: &'a mut Report,
    /// The pointers of the schemas that are flat.
    flat: BTreeSet<String>,
}

impl Flattener<'_> {
    /// Flattens what is at `root`, the innermost schemas first, each after its parts.
    fn flatten(&mut self, root: &str, kind: Kind, depth: usize) -> Result<(), Diagnostic> {
        let Some(value) = self.excerpt.pointer(root) else { return Ok(()) };
        if depth > DEPTH {
            let message =
                format!("is made of more than {DEPTH} levels of `allOf`, or contains itself");
            let help = "write the properties into one object, or break the circle";
            return Err(self.refusal(root, message, help));
        }
        let mut found = Vec::new();
        visit(value, kind, root, &mut |kind, at, schema| {
            let flattens = schema.get("allOf").is_some() && !is_reference(at, schema);
            if kind == Kind::Schema && flattens {
                found.push(at.to_owned());
            }
        });
        for at in found.into_iter().rev() {
            if self.flat.contains(&at) {
                continue;
            }
            let schema = self.excerpt.pointer(&at).cloned().unwrap_or_default();
            for part in parts(&schema).filter(|part| reference::target(part).is_some()) {
                if let Some((part, _)) = reference::follow(self.excerpt, "", part) {
                    self.flatten(&part, Kind::Schema, depth + 1)?;
                }
            }
            if let Some(merged) = self.merge(&at, &schema)?
                && let Some(place) = self.excerpt.pointer_mut(&at)
            {
                *place = merged;
            }
            self.flat.insert(at);
        }
        Ok(())
    }

    /// Returns `schema`, whose parts are flat, as one plain object. Returns `None` if a part is not a
    /// plain object.
    fn merge(&mut self, at: &str, schema: &Value) -> Result<Option<Value>, Diagnostic> {
        let mut whole = Map::new();
        let mut required: Vec<&str> = Vec::new();
        let mut properties = Map::new();
        let parts = parts(schema)
            .map(|part| reference::follow(self.excerpt, at, part).map_or(part, |(_, it)| it));
        for (index, part) in std::iter::once(schema).chain(parts).enumerate() {
            let outside = index == 0;
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
                                let name = shown(name);
                                let message = format!(
                                    "two parts of the `allOf` describe `{name}` differently"
                                );
                                let help = "make them equal, or remove one";
                                return Err(self.refusal(at, message, help));
                            }
                        }
                    }
                    // Whether a part is open or closed says nothing about the whole.
                    ("nullable" | "additionalProperties", Value::Bool(_)) if !outside => {}
                    (key, member) if outside && (member.is_boolean() || key.starts_with("x-")) => {
                        whole.insert(key.to_owned(), member.clone());
                    }
                    (key, _) if key.starts_with("x-") => {}
                    _ => return Ok(None),
                }
            }
        }
        if schema.get("required").is_some() {
            let reason = "required-outside-all-of: generators lose a list beside an `allOf`: parts \
                          and list are written as one object";
            self.report.push(Diagnostic::note(self.file, at, reason));
        }
        required.sort_unstable();
        required.dedup();
        whole.insert("type".to_owned(), json!("object"));
        whole.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            whole.insert("required".to_owned(), json!(required));
        }
        Ok(Some(Value::Object(whole)))
    }

    fn refusal(&self, at: &str, message: String, help: &str) -> Diagnostic {
        Diagnostic::error(self.file, at, message, help)
    }
}

/// Whether `schema` is the idiom for a reference with a description: one `$ref` in an `allOf`. At a
/// component it would be another name for the same type, and in an `allOf` it is a part.
fn is_reference(at: &str, schema: &Value) -> bool {
    let component = at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
    let part = at.rsplit('/').nth(1) == Some("allOf");
    let facts = facts(schema).filter(|(key, _)| !matches!(*key, "nullable" | "deprecated")).count();
    let only_reference =
        parts(schema).count() == 1 && parts(schema).all(|part| reference::target(part).is_some());
    !component && !part && facts == 1 && only_reference
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    schema.get("allOf").and_then(Value::as_array).into_iter().flatten()
}

/// Returns the members of a schema that are not prose.
fn facts(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = schema.as_object().into_iter().flatten();
    let facts = members.filter(|(key, _)| child(Kind::Schema, key) != Child::Prose);
    facts.map(|(key, member)| (key.as_str(), member))
}

/// Facts in any order: the same facts are the same property.
fn same_facts(one: &Value, other: &Value) -> bool {
    facts(one).collect::<BTreeMap<_, _>>() == facts(other).collect()
}
