//! References lead somewhere in the document, and not back to themselves.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Context;
use crate::openapi::pointer::{join, steps};
use crate::openapi::{Kind, reference};

/// Every `$ref` names a part of the document.
pub(super) fn lead_somewhere(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    let direct = object.get("$ref").map(|it| (join(at, "$ref"), it));
    let items = object.pointer("/x-delimited/items/$ref").filter(|_| kind == Kind::Schema);
    let items = items.map(|it| (format!("{at}/x-delimited/items/$ref"), it));
    for (at, target) in direct.into_iter().chain(items) {
        let Some(target) = target.as_str() else {
            context.error(&at, "is not a string", "write the reference as `#/components/…`");
            continue;
        };
        if !target.starts_with('#') {
            let message = format!("refers outside the document: `{target}`");
            context.error(&at, message, "copy what it refers to into the document");
        } else if reference::resolve(context.document, target).is_none() {
            let message = format!("refers to `{target}`, which does not exist");
            context.error(&at, message, "add what is missing, or correct the reference");
        } else if kind == Kind::Schema && !is_schema(target) {
            let message = format!("refers to `{target}`, which is not a schema component");
            context.error(&at, message, "refer to a component below `#/components/schemas`");
        }
    }
}

fn is_schema(target: &str) -> bool {
    let mut steps = steps(target);
    steps.next().as_deref() == Some("components") && steps.next().as_deref() == Some("schemas")
}

/// No component consists of itself without a property between: it would have no end.
pub(super) fn end(context: &mut Context<'_>, kind: Kind, at: &str, schema: &Value) {
    let is_component = crate::read::component(at).is_some();
    if kind == Kind::Schema && is_component && reaches(context.document, at, schema) {
        context.error(
            at,
            "consists of itself: its references lead back to it",
            "break the circle, or let a property refer to it instead",
        );
    } else if kind != Kind::Schema
        && reference::target(schema)
            .is_some_and(|it| reference::resolve(context.document, it).is_some())
        && reference::follow(context.document, at, schema).is_none()
    {
        context.error(at, "refers to itself", "refer to what is meant");
    }
}

/// Returns whether `schema` leads back to `at` by what it consists of.
fn reaches(document: &Value, at: &str, schema: &Value) -> bool {
    let mut seen = BTreeSet::new();
    let mut queue = vec![schema];
    while let Some(schema) = queue.pop() {
        if let Some(target) = reference::target(schema).and_then(|it| it.strip_prefix('#')) {
            if target == at {
                return true;
            }
            if seen.insert(target) {
                queue.extend(document.pointer(target));
            }
        }
        for keyword in ["allOf", "oneOf", "anyOf", "not", "items", "additionalProperties"] {
            match schema.get(keyword) {
                Some(Value::Array(schemas)) => queue.extend(schemas),
                Some(schema) => queue.push(schema),
                None => {}
            }
        }
    }
    false
}
