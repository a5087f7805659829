//! What is wrong with a description, or could be better: one list of small checks.
//!
//! The checks of `CHECKS` see every object of the effective document; those of `ON_API` see what
//! the generator took from it, with all Rust names. Each names a place and a remedy.

mod extensions;
mod names;
mod operations;
mod references;
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
    operations::have_ids,
    operations::have_versions,
    operations::have_known_security,
    operations::have_expressible_bodies,
    operations::have_expressible_parameters,
    operations::servers_have_one_variable,
    references::lead_somewhere,
    references::end,
    schemas::can_be_expressed,
    schemas::lists_are_lists,
    schemas::defaults_fit,
    extensions::have_their_content,
    extensions::name_types,
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
    texts::components_are_used,
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
    let document = &effective.document;
    let mut context = Context { document, files: &effective.files, report: Report::default() };
    visit(document, Kind::Document, "", &mut |kind, at, object| {
        for check in CHECKS {
            check(&mut context, kind, at, object);
        }
    });
    context.report
}

/// Checks what was read from the document.
pub fn api(effective: &Effective<'_>, api: &Api) -> Report {
    let document = &effective.document;
    let mut context = Context { document, files: &effective.files, report: Report::default() };
    for check in ON_API {
        check(&mut context, api);
    }
    context.report
}
