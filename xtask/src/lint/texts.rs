//! Checks for missing documentation.

use serde_json::Value;

use super::Context;
use crate::openapi::pointer::{component, join};
use crate::openapi::{Kind, items, members, reference, text};
use crate::read::{DESCRIPTIONS, PATHS};
use crate::report::Diagnostic;

/// Every public item has a description.
pub(super) fn descriptions_exist(context: &mut Context<'_>, at: &str, object: &Value) {
    let what = match context.kind {
        Kind::Operation => "operation",
        Kind::Parameter => "parameter",
        Kind::RequestBody => "request",
        Kind::Response => "response",
        Kind::Header => "header",
        Kind::SecurityScheme => "security scheme",
        Kind::Schema if component(at).is_some() => "schema",
        _ => "",
    };
    if !what.is_empty() {
        check(context, at, object, what);
    }
    let properties = join(at, "properties");
    for (name, property) in members(object, "properties") {
        check(context, &join(&properties, name), property, "property");
    }
    let has_text = |wire: &str| {
        [DESCRIPTIONS, PATHS]
            .iter()
            .filter_map(|extension| object.get(*extension))
            .any(|texts| !text(texts, wire).is_empty())
    };
    for wire in items(object, "enum").filter_map(Value::as_str).filter(|wire| !has_text(wire)) {
        report(context, &join(&join(at, DESCRIPTIONS), wire), &format!("value `{wire}`"));
    }
}

fn check(context: &mut Context<'_>, at: &str, object: &Value, what: &str) {
    let meant = reference::meant(context.document, at, object).map(|(_, meant)| meant);
    let mut sources = [Some(object), meant].into_iter().flatten();
    if sources.all(|object| text(object, "description").is_empty()) {
        report(context, &join(at, "description"), what);
    }
}

fn report(context: &mut Context<'_>, at: &str, what: &str) {
    let message = format!("the {what} has no description");
    let help = "add a description in the overlay, in your own words";
    let file = &context.source.overlay_file;
    context.report.push(Diagnostic::warning(file, at, message, help));
}
