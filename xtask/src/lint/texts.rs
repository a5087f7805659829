//! What is missing for people: descriptions, paths of scopes, room for new values.

use serde_json::Value;

use super::Context;
use crate::model::Api;
use crate::openapi::pointer::join;
use crate::openapi::{Kind, members, pointer, reference, schemas, text};
use crate::read::{DESCRIPTIONS, OPEN_ENUM, PATHS};

/// Everything that becomes public has a description.
pub(super) fn are_written(context: &mut Context<'_>, kind: Kind, at: &str, object: &Value) {
    let what = match kind {
        Kind::Operation => "operation",
        Kind::Parameter => "parameter",
        Kind::RequestBody => "request",
        Kind::Response => "response",
        Kind::Header => "header",
        Kind::SecurityScheme => "security scheme",
        Kind::Schema if crate::read::component(at).is_some() => "schema",
        _ => "",
    };
    if !what.is_empty() {
        check(context, at, object, what);
    }
    let properties = join(at, "properties");
    for (name, property) in members(object, "properties").filter(|_| kind == Kind::Schema) {
        check(context, &join(&properties, name), property, "property");
    }
    if kind == Kind::Schema || kind == Kind::ServerVariable {
        let told = |wire: &str| {
            [DESCRIPTIONS, PATHS].iter().any(|extension| {
                object.get(*extension).is_some_and(|texts| !text(texts, wire).is_empty())
            })
        };
        let values = object.get("enum").and_then(Value::as_array).into_iter().flatten();
        for wire in values.filter_map(Value::as_str).filter(|wire| !told(wire)) {
            report(context, &join(&join(at, DESCRIPTIONS), wire), &format!("value `{wire}`"));
        }
    }
}

fn check(context: &mut Context<'_>, at: &str, object: &Value, what: &str) {
    let own = !text(object, "description").is_empty();
    let meant = reference::meant(context.document, at, object).map(|(_, meant)| meant);
    if !own && meant.is_none_or(|meant| text(meant, "description").is_empty()) {
        report(context, &join(at, "description"), what);
    }
}

fn report(context: &mut Context<'_>, at: &str, what: &str) {
    let help = "describe it at this place by an overlay action, in your own words";
    let overlay = context.files.overlay;
    let message = format!("the {what} has no description");
    context.report.push(crate::report::Diagnostic::warning(overlay, at, message, help));
}

/// Each scope opens a path.
pub(super) fn scopes_have_paths(context: &mut Context<'_>, api: &Api) {
    for values in api.versions.iter().flat_map(|version| &version.enums) {
        for value in values.values.iter().filter(|it| values.has_paths && it.path.is_none()) {
            let at = join(&join(&values.pointer, PATHS), &value.wire);
            let message = format!("`{}` has no path, and opens nothing by itself", value.wire);
            context.warning(&at, message, "add the path that it opens by an overlay action");
        }
    }
}

/// An enum in a response accepts values that are added later.
pub(super) fn enums_of_responses_are_open(context: &mut Context<'_>, api: &Api) {
    for version in &api.versions {
        let in_set = |name: &str| version.sets.iter().any(|set| set.items == name);
        let enums = version.enums.iter().filter(|it| it.in_response && !it.open);
        for closed in enums.filter(|it| !in_set(&it.name)) {
            let message = "is an enum in a response, and refuses a value that it does not list";
            let help = format!("add `{OPEN_ENUM}: {{}}` in the overlay");
            context.warning(&closed.pointer, message, help);
        }
    }
}

/// Each schema component belongs to an operation.
pub(super) fn components_are_used(context: &mut Context<'_>, _: &Api) {
    let document = context.document;
    let operations = crate::openapi::operations(document);
    let roots = operations.map(|operation| (Kind::Operation, operation.value));
    let reached = crate::openapi::reach(document, roots);
    for (name, _) in schemas(document) {
        let at = pointer::schema(name);
        if !reached.contains(&at) {
            context.warning(&at, "is used by no operation, and is not generated", "remove it");
        }
    }
}
