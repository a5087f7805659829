//! Follows references.

use std::collections::BTreeSet;

use serde_json::Value;

use super::grammar::{self, Kind, visit};
use super::{join, steps};

/// The maximum length of a chain of references before it counts as a cycle.
const LONGEST_CHAIN: usize = 64;

/// Returns the part of `document` at `reference` (such as `#/components/schemas/X`), or `None` if
/// it does not exist.
pub fn resolve<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// Returns the `$ref` of `object`, if any.
pub fn target(object: &Value) -> Option<&str> {
    object.get("$ref").and_then(Value::as_str)
}

/// Follows `object` while it is a `$ref`. Returns the pointer and value at the end of the chain, or
/// `None` if a reference is dangling or the chain is a cycle.
///
/// `at` is the pointer of `object` itself.
pub fn follow<'a>(document: &'a Value, at: &str, object: &'a Value) -> Option<(String, &'a Value)> {
    let (mut at, mut object) = (at.to_owned(), object);
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = target(object) else { return Some((at, object)) };
        at = reference.strip_prefix('#')?.to_owned();
        object = document.pointer(&at)?;
    }
    None
}

/// Like [`follow`], for a schema: also follows an `allOf` of one schema, which adds a description
/// to a reference.
pub fn meant<'a>(document: &'a Value, at: &str, schema: &'a Value) -> Option<(String, &'a Value)> {
    let (mut at, mut schema) = (at.to_owned(), schema);
    for _ in 0..LONGEST_CHAIN {
        (at, schema) = follow(document, &at, schema)?;
        let Some([part]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) else {
            return Some((at, schema));
        };
        (at, schema) = (format!("{at}/allOf/0"), part);
    }
    None
}

/// Returns the pointers of all components of `document` that `roots` reach. A root is a value with
/// its kind. Security schemes are reached through the `security` of an operation, or of the
/// document if the operation has none.
pub fn reach<'a>(
    document: &'a Value,
    roots: impl IntoIterator<Item = (Kind, &'a Value)>,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut queue: Vec<(Kind, &Value)> = roots.into_iter().collect();
    while let Some((kind, value)) = queue.pop() {
        let mut found = Vec::new();
        visit(value, kind, "", &mut |kind, _, object| {
            found.extend(target(object).and_then(component));
            if kind == Kind::Schema {
                let items = object.pointer("/x-delimited/items/$ref").and_then(Value::as_str);
                found.extend(items.and_then(component));
            }
            if kind == Kind::Operation {
                let schemes = security(document, object);
                found.extend(schemes.map(|name| join("/components/securitySchemes", name)));
            }
        });
        for at in found {
            let section = steps(&at).nth(1).unwrap_or_default();
            let grammar::Child::Map(kind) = grammar::child(Kind::Components, &section) else {
                continue;
            };
            if let Some(value) = document.pointer(&at)
                && reached.insert(at)
            {
                queue.push((kind, value));
            }
        }
    }
    reached
}

/// Returns the names of the security schemes in all alternatives of `operation`.
pub fn security<'a>(document: &'a Value, operation: &'a Value) -> impl Iterator<Item = &'a String> {
    let requirements = operation.get("security").or_else(|| document.get("security"));
    let requirements = requirements.and_then(Value::as_array).into_iter().flatten();
    requirements.filter_map(Value::as_object).flat_map(serde_json::Map::keys)
}

/// Returns the pointer of the component that `reference` names or points into.
fn component(reference: &str) -> Option<String> {
    let mut steps = reference.strip_prefix("#/components/")?.split('/');
    Some(format!("/components/{}/{}", steps.next()?, steps.next()?))
}
