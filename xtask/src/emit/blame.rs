//! Which part of a document can't be expressed, when progenitor says only why.
//!
//! Each schema, and then each operation, is tried by itself with what it refers to: so each
//! obstacle is found at once, however many there are, and a large document is not tried as a
//! whole time and again.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::description::Effective;
use crate::description::pointer::{join, walk};
use crate::description::undescribed::operations;
use crate::finding::{Finding, Findings};

const SCHEMAS: &str = "/components/schemas";

const REMEDY: &str = "change its shape in the overlay, or add a lowering rule to xtask/src/lower";

/// Every obstacle of `document`, which fails as a whole for `reason`; `attempt` tries a part.
pub(super) fn blame(
    document: &Value,
    effective: &Effective,
    reason: &str,
    attempt: &dyn Fn(&Value) -> Result<(), String>,
) -> Findings {
    let mut found = schemas(document, effective, attempt);
    if found.is_empty() {
        found = bad_operations(document, effective, attempt);
    }
    Findings::into_result(found).err().unwrap_or_else(|| {
        let message = format!("the document can't be expressed: {reason}");
        Finding::new(effective.file(""), "", message, REMEDY).into()
    })
}

/// The schemas that fail, other than for what they refer to.
fn schemas(
    document: &Value,
    effective: &Effective,
    attempt: &dyn Fn(&Value) -> Result<(), String>,
) -> Vec<Finding> {
    let names =
        document.pointer(SCHEMAS).and_then(Value::as_object).into_iter().flat_map(Map::keys);
    let failing: Vec<_> = names
        .filter_map(|name| {
            let reached = reached(document, &json!({ "$ref": format!("#{SCHEMAS}/{name}") }));
            let reason = attempt(&part(document, Map::new(), &reached)).err()?;
            Some((name, reached, reason))
        })
        .collect();
    let innermost = failing.iter().filter(|(name, reached, _)| {
        // Those that refer to each other in a circle are all told.
        failing.iter().all(|(other, back, _)| {
            other == name || !reached.contains(*other) || back.contains(*name)
        })
    });
    innermost
        .map(|(name, _, reason)| {
            let at = join(SCHEMAS, name);
            let message = format!("the schema `{name}` can't be expressed: {reason}");
            Finding::new(effective.file(&at), at, message, REMEDY)
        })
        .collect()
}

fn bad_operations(
    document: &Value,
    effective: &Effective,
    attempt: &dyn Fn(&Value) -> Result<(), String>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, operation) in operations(document) {
        let mut steps =
            at.split('/').skip(2).map(|step| step.replace("~1", "/").replace("~0", "~"));
        let (Some(path), Some(method)) = (steps.next(), steps.next()) else { continue };
        let item = Value::Object(Map::from_iter([(method, operation.clone())]));
        let alone = part(document, Map::from_iter([(path, item)]), &reached(document, operation));
        if let Err(reason) = attempt(&alone) {
            let id = operation.get("operationId").and_then(Value::as_str).unwrap_or(&at);
            let message = format!("the operation `{id}` can't be expressed: {reason}");
            found.push(Finding::new(effective.file(&at), at, message, REMEDY));
        }
    }
    found
}

/// The names of the components that `value` refers to, and those that they refer to.
fn reached(document: &Value, value: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut queue = vec![value];
    while let Some(value) = queue.pop() {
        walk(value, "", &mut |_, inner| {
            let reference = inner.get("$ref").and_then(Value::as_str).unwrap_or_default();
            if let Some(target) = reference.strip_prefix('#').and_then(|at| document.pointer(at)) {
                let name = reference.rsplit('/').next().unwrap_or_default();
                if names.insert(name.to_owned()) {
                    queue.push(target);
                }
            }
        });
    }
    names
}

/// `document` with these `paths` and no other components than those that are `reached`.
fn part(document: &Value, paths: Map<String, Value>, reached: &BTreeSet<String>) -> Value {
    let Some(members) = document.as_object() else { return document.clone() };
    let sections = document.get("components").and_then(Value::as_object).into_iter().flatten();
    let components = sections.map(|(section, all)| {
        let all = all.as_object().into_iter().flatten();
        let kept = all.filter(|(name, _)| reached.contains(*name));
        let kept = kept.map(|(name, one)| (name.clone(), one.clone())).collect();
        (section.clone(), Value::Object(kept))
    });
    let components = Value::Object(components.collect());
    let mut part = Map::new();
    for (key, member) in members {
        let member = match key.as_str() {
            "paths" => Value::Object(paths.clone()),
            "components" => components.clone(),
            _ => member.clone(),
        };
        part.insert(key.clone(), member);
    }
    Value::Object(part)
}
