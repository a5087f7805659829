//! What is wrong with a description, or could be better: one list of small checks.
//!
//! The checks of `CHECKS` see every object of the effective document; those of `ON_API` see what
//! the generator took from it, with all Rust names. Each names a place and a remedy.

mod extensions;
mod names;
mod operations;
mod schemas;
mod texts;

use serde_json::Value;

use crate::effective::{Effective, Files};
use crate::model::Api;
use crate::openapi::{Kind, visit};
use crate::report::{Diagnostic, Report};

/// A check of one object of the document: its kind, its pointer and itself.
type Check = fn(&mut Context<'_>, Kind, &str, &Value);

/// The checks of the document. If one of them gives an error, the document is not read.
const CHECKS: &[Check] = &[
    operations::have_ids_and_versions,
    operations::have_known_security,
    operations::have_expressible_bodies,
    operations::have_expressible_parameters,
    operations::servers_have_one_variable,
    schemas::lead_somewhere,
    schemas::can_be_expressed,
    extensions::have_their_content,
    extensions::name_values_that_exist,
    extensions::enums_list_strings,
    extensions::sets_can_be_split,
    texts::are_written,
];

/// The checks of what was read.
const ON_API: &[fn(&mut Context<'_>, &Api)] = &[
    names::of_types,
    names::of_values,
    names::of_fields,
    names::of_methods,
    schemas::structs_end,
    texts::scopes_have_paths,
    texts::enums_of_responses_are_open,
];

/// What a check sees besides the object, and where it reports.
struct Context<'a> {
    document: &'a Value,
    files: &'a Files<'a>,
    report: Report,
}

impl Context<'_> {
    fn error(&mut self, at: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report.push(Diagnostic::error(self.files.of(at), at, message, help));
    }

    fn warning(&mut self, at: &str, message: impl Into<String>, help: impl Into<String>) {
        self.report.push(Diagnostic::warning(self.files.of(at), at, message, help));
    }
}

/// Checks the document.
pub fn document(effective: &Effective<'_>) -> Report {
    check(effective, |context| {
        visit(context.document, Kind::Document, "", &mut |kind, at, object| {
            CHECKS.iter().for_each(|check| check(context, kind, at, object));
        });
    })
}

/// Checks what was read from the document.
pub fn api(effective: &Effective<'_>, api: &Api) -> Report {
    check(effective, |context| ON_API.iter().for_each(|check| check(context, api)))
}

fn check(effective: &Effective<'_>, work: impl FnOnce(&mut Context<'_>)) -> Report {
    let (document, files) = (&effective.document, &effective.files);
    let mut context = Context { document, files, report: Report::default() };
    work(&mut context);
    context.report
}
