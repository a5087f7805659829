//! Schemas can be expressed in Rust, and their references lead somewhere.

use serde_json::Value;

use super::Context;
use crate::openapi::pointer::join;
use crate::openapi::{Kind, members, reference};
use crate::read::{Shape, shape};
use crate::rust_name;

/// How deep lists and references may go before they count as endless.
const DEEPEST: usize = 64;

/// Every `$ref` names a part of the document, and does not lead back to itself.
pub(super) fn lead_somewhere(context: &mut Context<'_>, at: &str, object: &Value) {
    let (document, kind) = (context.document, context.kind);
    let direct = object.get("$ref").map(|it| (join(at, "$ref"), it));
    let items = object.pointer("/x-delimited/items/$ref").filter(|_| kind == Kind::Schema);
    let items = items.map(|it| (format!("{at}/x-delimited/items/$ref"), it));
    for (at, target) in direct.into_iter().chain(items) {
        let target = target.as_str().unwrap_or_default();
        let found = reference::resolve(document, target);
        let is_schema = target.starts_with("#/components/schemas/") || kind != Kind::Schema;
        let ends = found.is_some_and(|found| match kind {
            Kind::Schema => ends(document, found, 0),
            _ => reference::follow(document, "", found).is_some(),
        });
        if !target.starts_with('#') {
            let message = format!("refers outside the document: {target:?}");
            context.error(&at, message, "copy what it refers to into the document");
        } else if found.is_none() {
            let message = format!("refers to `{target}`, which does not exist");
            context.error(&at, message, "add what is missing, or correct the reference");
        } else if !is_schema {
            let message = format!("refers to `{target}`, which is not a schema component");
            context.error(&at, message, "refer to a component below `#/components/schemas`");
        } else if !ends {
            let message =
                format!("refers to `{target}`, which leads back to itself without an end");
            context.error(&at, message, "break the circle, or let a property refer to it instead");
        }
    }
}

/// Returns whether a schema is something in the end: a list of itself is not.
fn ends(document: &Value, schema: &Value, depth: usize) -> bool {
    depth < DEEPEST
        && match shape(schema) {
            Ok(Shape::Reference(target)) => reference::resolve(document, target)
                .is_none_or(|target| ends(document, target, depth + 1)),
            Ok(Shape::List(inner) | Shape::Map(inner)) => ends(document, inner, depth + 1),
            _ => true,
        }
}

/// Every schema has a shape, and its properties have names in Rust.
pub(super) fn can_be_expressed(context: &mut Context<'_>, at: &str, schema: &Value) {
    if schema.is_boolean() {
        return;
    }
    if let Err(unsupported) = shape(schema) {
        context.error(at, unsupported.message, unsupported.help);
    }
    for (name, _) in members(schema, "properties") {
        if rust_name::snake(name).is_none() {
            let at = join(&join(at, "properties"), name);
            let message = format!("the property `{name}` has no letter to name a field by");
            context.error(&at, message, "remove it in the overlay");
        }
    }
}
