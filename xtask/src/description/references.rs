//! Every `$ref` must lead somewhere within the document, and not back to itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::pointer;
use crate::finding::Finding;

/// The references of `document` that lead nowhere. `file` tells which file a pointer is from.
pub fn dangling(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let mut findings = Vec::new();
    pointer::walk(document, "", &mut |at, value| {
        let Some(reference) = value.get("$ref") else { return };
        // A property may be called `$ref`; then its value is a schema, not a string.
        let Some(reference) = reference.as_str() else { return };
        if pointer::resolve(document, reference).is_none() {
            let (message, remedy) = if reference.starts_with('#') {
                (
                    format!("refers to `{reference}`, which is not there"),
                    "add what is missing, or mend the reference",
                )
            } else {
                (
                    format!("refers outside the document: `{reference}`"),
                    "copy what it refers to into the document",
                )
            };
            findings.push(Finding::new(file(at), pointer::join(at, "$ref"), message, remedy));
        }
    });
    findings
}

/// The schemas of `document` that consist of themselves: by `$ref`, `allOf`, `oneOf` or `anyOf`
/// alone, without a property or an item between. progenitor would follow them without end.
pub fn endless(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let mut leads: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |at: &str, schema: &Value| {
        let mut to = BTreeSet::new();
        parts(schema, &mut to);
        leads.insert(at.to_owned(), to);
    };
    pointer::walk(document, "", &mut |_, value| {
        let target = value.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| target.strip_prefix('#'));
        if let Some((at, schema)) = target.and_then(|at| Some((at, document.pointer(at)?))) {
            add(at, schema);
        }
    });
    let endless = leads.keys().filter(|at| reaches_itself(at, &leads));
    let finding = |at: &String| {
        Finding::new(
            file(at),
            at,
            "consists of itself: its `$ref`, `allOf`, `oneOf` or `anyOf` leads back to it",
            "break the circle, or let a property refer to it instead",
        )
    };
    endless.map(finding).collect()
}

/// What `schema` consists of, as far as it refers to it.
fn parts(schema: &Value, to: &mut BTreeSet<String>) {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        to.extend(target.strip_prefix('#').map(str::to_owned));
    }
    for keyword in ["allOf", "oneOf", "anyOf", "not"] {
        match schema.get(keyword) {
            Some(Value::Array(schemas)) => schemas.iter().for_each(|schema| parts(schema, to)),
            Some(schema) => parts(schema, to),
            None => {}
        }
    }
}

fn reaches_itself(at: &str, leads: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![at];
    while let Some(next) = queue.pop() {
        for to in leads.get(next).into_iter().flatten() {
            if to == at {
                return true;
            }
            if seen.insert(to) {
                queue.push(to);
            }
        }
    }
    false
}
