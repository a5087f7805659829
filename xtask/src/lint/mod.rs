//! Checks a description for errors and possible improvements.
//!
//! The JSON types are checked first. The checks in `CHECKS` run on each object of the effective
//! document, those in `ON_VERSION` on each version of the model with all Rust names. Each
//! diagnostic has a place and a help text.

mod api;
mod extensions;
mod operations;
mod schemas;

use serde_json::Value;

use crate::effective::{Description, Effective};
use crate::model::{Api, Version};
use crate::openapi::grammar::misshapen;
use crate::openapi::{Kind, component, items, join, members, reference, text, visit};
use crate::read::{DESCRIPTIONS, PATHS};
use crate::report::{Diagnostic, Report};

/// A check of one object of the document. Its arguments are the pointer and the object.
type Check = fn(&mut Context<'_>, &str, &Value);

/// The checks of the document, by the kind of object. If one of them reports an error, the document
/// is not read.
const CHECKS: &[(&[Kind], Check)] = &[
    (&[Kind::Document], operations::have_ids_and_versions),
    (&[Kind::Operation], operations::have_supported_security),
    (&[Kind::Document], operations::have_supported_bodies),
    (&[Kind::Document], operations::parameters_have_names),
    (&[Kind::Parameter], operations::have_supported_parameters),
    (&[Kind::PathItem, Kind::Operation], operations::use_the_servers_of_the_document),
    (&[Kind::Server], operations::servers_have_one_variable),
    (ALL, schemas::references_resolve),
    (&[Kind::Schema], schemas::are_supported),
    (&[Kind::Schema, Kind::ServerVariable], extensions::have_valid_content),
    (&[Kind::Schema, Kind::ServerVariable], extensions::name_existing_values),
    (&[Kind::Schema, Kind::ServerVariable], extensions::enums_list_strings),
    (&[Kind::Schema], extensions::sets_can_be_split),
    (ALL, descriptions_exist),
];

/// All kinds of objects.
const ALL: &[Kind] = &[];

/// The checks of a version of the model.
const ON_VERSION: &[fn(&mut Context<'_>, &Version)] = &[
    api::types_have_names,
    api::values_have_names,
    api::fields_have_names,
    api::methods_have_names,
    api::structs_are_finite,
    api::bodies_have_few_secrets,
    api::scopes_have_paths,
    api::enums_of_responses_are_open,
];

/// The context of a check, and the report that it writes to.
struct Context<'a> {
    document: &'a Value,
    kind: Kind,
    source: &'a Description,
    report: Report,
}

impl Context<'_> {
    fn error(&mut self, at: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report.push(Diagnostic::error(self.source.file_of(at), at, message, help));
    }

    fn warning(&mut self, at: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report.push(Diagnostic::warning(self.source.file_of(at), at, message, help));
    }
}

/// Checks that each keyword has the JSON type that all other code expects.
pub fn json_types(effective: &Effective<'_>) -> Report {
    check(effective, |context| {
        visit(context.document, Kind::Document, "", &mut |kind, at, object| {
            for (at, message) in misshapen(kind, at, object) {
                context.error(&at, message, "write the value as OpenAPI 3.0 defines it");
            }
        });
    })
}

/// Checks the document.
pub fn document(effective: &Effective<'_>) -> Report {
    check(effective, |context| {
        visit(context.document, Kind::Document, "", &mut |kind, at, object| {
            context.kind = kind;
            let applies = |kinds: &[Kind]| kinds.is_empty() || kinds.contains(&kind);
            let checks = CHECKS.iter().filter(|(kinds, _)| applies(kinds));
            checks.for_each(|(_, check)| check(context, at, object));
        });
    })
}

/// Checks the model.
pub fn api(effective: &Effective<'_>, api: &Api) -> Report {
    check(effective, |context| {
        for version in &api.versions {
            ON_VERSION.iter().for_each(|check| check(context, version));
        }
        if let Some(clusters) = &api.clusters {
            api::check_values(context, "Cluster", &clusters.pointer, &clusters.values);
        }
    })
}

fn check(effective: &Effective<'_>, work: impl FnOnce(&mut Context<'_>)) -> Report {
    let (document, source) = (&effective.document, effective.source);
    let mut context = Context { document, kind: Kind::Document, source, report: Report::default() };
    work(&mut context);
    context.report
}

/// Every public item has a description.
fn descriptions_exist(context: &mut Context<'_>, at: &str, object: &Value) {
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
        is_described(context, at, object, what);
    }
    let properties = join(at, "properties");
    for (name, property) in members(object, "properties") {
        is_described(context, &join(&properties, name), property, "property");
    }
    let has_text = |wire: &str| {
        [DESCRIPTIONS, PATHS]
            .iter()
            .filter_map(|extension| object.get(*extension))
            .any(|texts| !text(texts, wire).is_empty())
    };
    for wire in items(object, "enum").filter_map(Value::as_str).filter(|wire| !has_text(wire)) {
        undocumented(context, &join(&join(at, DESCRIPTIONS), wire), &format!("value `{wire}`"));
    }
}

fn is_described(context: &mut Context<'_>, at: &str, object: &Value, what: &str) {
    let meant = reference::meant(context.document, at, object).map(|(_, meant)| meant);
    let mut sources = [Some(object), meant].into_iter().flatten();
    if sources.all(|object| text(object, "description").is_empty()) {
        undocumented(context, &join(at, "description"), what);
    }
}

fn undocumented(context: &mut Context<'_>, at: &str, what: &str) {
    let message = format!("the {what} has no description");
    let help = "add a description in the overlay, in your own words";
    let file = &context.source.overlay_file;
    context.report.push(Diagnostic::warning(file, at, message, help));
}
