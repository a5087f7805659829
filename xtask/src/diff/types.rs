//! The component schemas: which is which, and which is new or gone.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::change::{At, Claims};
use super::kind::Level;
use super::rest::{NULL, keys};
use super::schema::Scene;
use super::{Comparison, Kind};
use crate::description::grammar::{self, walk};
use crate::description::pointer::{self, join};
use crate::description::undescribed::operations;

const SCHEMAS: &str = "/components/schemas";

impl<'a> Comparison<'a> {
    /// Compares the components, each once, however many places refer to it.
    pub(super) fn types(&mut self) {
        let (old, new): (&'a Value, &'a Value) = (self.old, self.new);
        let old = old.pointer(SCHEMAS).unwrap_or(&NULL);
        let new = new.pointer(SCHEMAS).unwrap_or(&NULL);
        for name in keys(old, new) {
            let at = At::same(&join(SCHEMAS, name));
            let subject = rust_name(new.get(name).or_else(|| old.get(name)), name);
            match (old.get(name), new.get(name)) {
                (Some(before), Some(after)) => {
                    let scene = Scene::new(&subject, self.asked.contains(name));
                    self.object(&scene, before, after, &at);
                }
                (Some(_), None) if self.renamed.iter().any(|(was, _)| was == name) => {}
                (None, Some(after)) => {
                    match self.renamed.iter().find(|(_, is)| is == name).cloned() {
                        Some((was, _)) => {
                            let at = At { old: join(SCHEMAS, &was), new: at.new };
                            let before = &old[was.as_str()];
                            self.rename(&was, name, before, after, &at);
                            let scene = Scene::new(&subject, self.asked.contains(name));
                            self.object(&scene, before, after, &at);
                        }
                        None => self.push(Kind::TypeAdded, &subject, "a new type", at.only_new()),
                    }
                }
                (Some(_), None) => {
                    self.push(Kind::TypeRemoved, &subject, "the type is gone", at.only_old())
                }
                (None, None) => {}
            }
        }
    }

    fn rename(&mut self, was: &str, is: &str, old: &Value, new: &Value, at: &At) {
        let (before, after) = (rust_name(Some(old), was), rust_name(Some(new), is));
        let mut claims = at.both();
        claims
            .extend(Claims { old: references_to(self.old, was), new: references_to(self.new, is) });
        let (level, message) = if before == after {
            (Level::Patch, format!("the service calls the schema `{is}` where it was `{was}`"))
        } else {
            (Level::Major, format!("the type was `{before}`"))
        };
        let change = super::Change::new(Kind::TypeRenamed, &after, message, claims);
        self.changes.push(change.at_level(level));
    }
}

/// The name of a component in Rust, as far as the document tells.
fn rust_name(schema: Option<&Value>, component: &str) -> String {
    let given = schema.and_then(|schema| schema.get("x-rust-name")?.as_str());
    given.unwrap_or(component).to_owned()
}

/// The component that a `$ref` leads to.
pub(super) fn component(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))
}

/// Where `document` refers to `name`.
fn references_to(document: &Value, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    pointer::walk(document, "", &mut |at, value| {
        let reference = value.get("$ref").and_then(Value::as_str).and_then(component);
        if reference == Some(name) {
            found.push(join(at, "$ref"));
        }
    });
    found
}

/// The components that requests are made of.
pub(super) fn asked(document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut queue: Vec<(&Value, grammar::Kind)> = operations(document)
        .filter_map(|(_, operation)| {
            Some((operation.get("requestBody")?, grammar::Kind::RequestBody))
        })
        .collect();
    while let Some((value, kind)) = queue.pop() {
        walk(value, kind, "", &mut |_, _, object| {
            let name = object.get("$ref").and_then(Value::as_str).and_then(component);
            if let Some(name) = name
                && names.insert(name.to_owned())
            {
                let target = document.pointer(&join(SCHEMAS, name));
                queue.extend(target.map(|target| (target, grammar::Kind::Schema)));
            }
        });
    }
    names
}

/// The components that have another name in `new`: gone and new ones that the same place refers to.
pub(super) fn renamed(old: &Value, new: &Value) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (at, after) in operations(new) {
        let id = after.get("operationId");
        let by_id = operations(old).find(|(_, before)| before.get("operationId") == id);
        if let Some(before) = by_id.map(|(_, before)| before).or_else(|| old.pointer(&at)) {
            pair_references(before, after, &mut pairs);
        }
    }
    let schemas =
        |document: &'_ Value| document.pointer(SCHEMAS).and_then(Value::as_object).cloned();
    let (before, after) = (schemas(old).unwrap_or_default(), schemas(new).unwrap_or_default());
    for (name, schema) in &after {
        if let Some(earlier) = before.get(name) {
            pair_references(earlier, schema, &mut pairs);
        }
    }
    let mut index = 0;
    while let Some((was, is)) = pairs.get(index).cloned() {
        if let (Some(was), Some(is)) = (before.get(&was), after.get(&is)) {
            pair_references(was, is, &mut pairs);
        }
        index += 1;
    }
    one_to_one(pairs, &before, &after)
}

fn one_to_one(
    pairs: Vec<(String, String)>,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = Vec::new();
    for (was, is) in pairs {
        let gone_and_new = !after.contains_key(&was) && !before.contains_key(&is);
        let there = before.contains_key(&was) && after.contains_key(&is);
        let taken = kept.iter().any(|(a, b)| *a == was || *b == is);
        if gone_and_new && there && !taken {
            kept.push((was, is));
        }
    }
    kept
}

/// Adds each pair of differing references that stand in the same place.
fn pair_references(old: &Value, new: &Value, pairs: &mut Vec<(String, String)>) {
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in after {
                let Some(earlier) = before.get(key) else { continue };
                match (key.as_str(), earlier.as_str(), value.as_str()) {
                    ("$ref", Some(was), Some(is)) if was != is => {
                        let pair = component(was).zip(component(is));
                        let pair = pair.map(|(was, is)| (was.to_owned(), is.to_owned()));
                        pairs.extend(pair.filter(|pair| !pairs.contains(pair)));
                    }
                    _ => pair_references(earlier, value, pairs),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            before.iter().zip(after).for_each(|(was, is)| pair_references(was, is, pairs));
        }
        _ => {}
    }
}
