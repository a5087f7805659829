//! What is missing for people: descriptions, paths of scopes, room for new values.

use serde_json::Value;

use super::Context;
use crate::model::Api;
use crate::openapi::pointer::{component, join};
use crate::openapi::{Kind, items, members, reference, text};
use crate::read::{DESCRIPTIONS, OPEN_ENUM, PATHS};
use crate::report::Diagnostic;

/// Everything that becomes public has a description.
pub(super) fn are_written(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    let what = match kind {
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
    if kind != Kind::Schema && kind != Kind::ServerVariable {
        return;
    }
    let properties = join(at, "properties");
    for (name, property) in members(object, "properties") {
        check(context, &join(&properties, name), property, "property");
    }
    let is_told = |wire: &str| {
        [DESCRIPTIONS, PATHS]
            .iter()
            .filter_map(|extension| object.get(*extension))
            .any(|texts| !text(texts, wire).is_empty())
    };
    for wire in items(object, "enum").filter_map(Value::as_str).filter(|wire| !is_told(wire)) {
        report(context, &join(&join(at, DESCRIPTIONS), wire), &format!("value `{wire}`"));
    }
}

fn check(context: &mut Context<'_>, at: &str, object: &Value, what: &str) {
    let meant = reference::meant(context.document, at, object).map(|(_, meant)| meant);
    let mut told = [Some(object), meant].into_iter().flatten();
    if told.all(|object| text(object, "description").is_empty()) {
        report(context, &join(at, "description"), what);
    }
}

fn report(context: &mut Context<'_>, at: &str, what: &str) {
    let message = format!("the {what} has no description");
    let help = "describe it at this place by an overlay action, in your own words";
    context.report.push(Diagnostic::warning(context.files.overlay, at, message, help));
}

/// Each scope opens a path.
pub(super) fn scopes_have_paths(context: &mut Context<'_>, api: &Api) {
    for (named, values) in api.versions.iter().flat_map(|version| version.enums()) {
        for value in values.values.iter().filter(|it| values.has_paths() && it.path.is_none()) {
            let at = join(&join(named.pointer(), PATHS), &value.wire);
            let message = format!("`{}` has no path, and opens nothing by itself", value.wire);
            context.warning(&at, message, "add the path that it opens by an overlay action");
        }
    }
}

/// An enum in a response accepts values that are added later.
pub(super) fn enums_of_responses_are_open(context: &mut Context<'_>, api: &Api) {
    for version in &api.versions {
        let in_set = |name: &str| version.sets().any(|(_, set)| set.items == name);
        for (named, values) in version.enums() {
            if named.in_response && !values.open && !in_set(&named.name) {
                let message = "is an enum in a response, and refuses a value that it does not list";
                let help = format!("add `{OPEN_ENUM}: {{}}` in the overlay");
                context.warning(named.pointer(), message, help);
            }
        }
    }
}
