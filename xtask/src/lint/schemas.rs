//! Checks that schemas are supported, and their references valid.

use serde_json::Value;

use super::Context;
use crate::openapi::{Kind, join, members, reference};
use crate::read::{Shape, shape};
use crate::rust_name;

/// The maximum depth of lists and references before they count as a cycle.
const DEEPEST: usize = 64;

/// Every `$ref` refers to a part of the document, without a cycle.
pub(super) fn references_resolve(context: &mut Context<'_>, at: &str, object: &Value) {
    let (document, kind) = (context.document, context.kind);
    for place in ["/$ref", "/x-delimited/items/$ref"] {
        let Some(target) = object.pointer(place) else { continue };
        let at = format!("{at}{place}");
        let target = target.as_str().unwrap_or_default();
        let found = reference::resolve(document, target);
        let is_schema = target.starts_with("#/components/schemas/") || kind != Kind::Schema;
        let ends = found.is_some_and(|found| match kind {
            Kind::Schema => ends(document, found),
            _ => reference::follow(document, "", found).is_some(),
        });
        if !target.starts_with('#') {
            let message = format!("refers to another document: {target:?}");
            context.error(&at, message, "copy the part into the document");
        } else if found.is_none() {
            let message = format!("refers to `{target}`, which does not exist");
            context.error(&at, message, "add the missing part, or correct the reference");
        } else if !is_schema {
            let message = format!("refers to `{target}`, which is not a schema component");
            context.error(&at, message, "refer to a component below `#/components/schemas`");
        } else if !ends {
            let message = format!("refers to `{target}`, which is a cycle of references");
            context.error(&at, message, "break the cycle, or refer to it from a property");
        }
    }
}

/// Returns whether a schema is finite: a list of itself is not.
fn ends<'a>(document: &'a Value, schema: &'a Value) -> bool {
    let step = |schema: &&'a Value| match shape(schema) {
        Ok(Shape::Reference(target)) => reference::resolve(document, target),
        Ok(Shape::List(inner) | Shape::Map(inner)) => Some(inner),
        _ => None,
    };
    std::iter::successors(Some(schema), step).nth(DEEPEST).is_none()
}

/// Every schema is supported, and its properties have Rust names.
pub(super) fn are_supported(context: &mut Context<'_>, at: &str, schema: &Value) {
    if let Err(unsupported) = shape(schema) {
        context.error(at, unsupported.message, unsupported.help);
    }
    for (name, _) in members(schema, "properties") {
        if rust_name::snake(name).is_none() {
            let at = join(&join(at, "properties"), name);
            let message = format!("the property `{name}` cannot name a field");
            context.error(&at, message, "remove the property in the overlay");
        }
    }
}
