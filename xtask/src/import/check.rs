//! The requirements for a document before it is imported.

use serde_json::Value;

use super::Request;
use crate::openapi::grammar::{Child, child};
use crate::openapi::pointer::join;
use crate::openapi::{Kind, flag, items, members, reference, text, visit};
use crate::report::{Diagnostic, Report};

/// The maximum number of components that the operations may reach. The vendor's full description
/// has 554.
const COMPONENTS: usize = 2_000;

/// Rejects a document whose servers are outside the vendor's domain: it describes another API.
pub(super) fn vendor(request: &Request<'_>) -> Result<(), Diagnostic> {
    let host = &request.config.host;
    // A URL without a host is relative to the address of the document.
    let hosts = items(request.document, "servers")
        .filter_map(|server| text(server, "url").split_once("://"));
    let hosts = hosts.map(|(_, rest)| rest.split(['/', ':', '?', '#']).next().unwrap_or_default());
    let hosts: Vec<&str> = hosts.collect();
    let is_ours = |name: &&str| *name == host || name.ends_with(&format!(".{host}"));
    let Some(first) = hosts.first().filter(|_| !hosts.iter().any(is_ours)) else { return Ok(()) };
    let message = format!("is not a description of this vendor: its server is {first:.120?}");
    let config = &request.config.file;
    let help = format!("import a description with a server in {host}, or correct {config}");
    Err(Diagnostic::error(request.file, "/servers", message, help))
}

/// Rejects a description for one SDK language. Its fields are nullable and not required, with
/// exceptions, so that required fields would be lost.
pub(super) fn complete(file: &str, excerpt: &Value) -> Result<(), Diagnostic> {
    let (mut fields, mut nullable, mut required) = (0, 0, 0);
    visit(excerpt, Kind::Document, "", &mut |kind, _, schema| {
        if kind != Kind::Schema {
            return;
        }
        // A reference cannot be nullable.
        let own = members(schema, "properties").filter(|(_, it)| reference::target(it).is_none());
        for (name, field) in own {
            fields += 1;
            nullable += usize::from(flag(field, "nullable"));
            required += usize::from(items(schema, "required").any(|one| one == name));
        }
    });
    if nullable * 2 <= fields || required * 2 >= fields {
        return Ok(());
    }
    let message = format!(
        "is a description for one SDK language: {nullable} of {fields} fields are nullable and \
         {required} are required, so the fields that the service requires are unknown"
    );
    let help = "import the full description from the documentation, \
                `documentation/openapi/oauth.json` in the vendor's repository \
                `voucherifyio/voucherify-openapi`";
    Err(Diagnostic::error(file, "/components/schemas", message, help))
}

/// Rejects keywords that the grammar does not know: they may contain facts.
pub(super) fn known(file: &str, excerpt: &Value) -> Result<(), Report> {
    let mut report = Report::default();
    visit(excerpt, Kind::Document, "", &mut |kind, at, value| {
        let mut wrong = |at: String, message: &str| {
            let help = "correct the document, or add the keyword to xtask/src/openapi/grammar.rs";
            report.push(Diagnostic::error(file, at, format!("{message} ({kind:?})"), help));
        };
        let Some(members) = value.as_object() else {
            // `additionalProperties` may be a boolean.
            if !(value.is_boolean() && at.ends_with("/additionalProperties")) {
                wrong(at.to_owned(), "is not an object");
            }
            return;
        };
        for (key, member) in members {
            let message = match child(kind, key) {
                Child::Unknown => Some("is not a known keyword here"),
                Child::Map(_) if !member.is_object() => Some("is not an object"),
                Child::List(_) if !member.is_array() => Some("is not a list"),
                _ => misshapen(kind, key, member),
            };
            if let Some(message) = message {
                wrong(join(at, key), message);
            }
        }
    });
    report.check().map(|_| ())
}

/// Returns the error in the JSON type of a fact. Checks only keywords where an error was seen
/// before or would be misread.
fn misshapen(kind: Kind, key: &str, fact: &Value) -> Option<&'static str> {
    let list_of = |is: fn(&Value) -> bool| fact.as_array().is_some_and(|all| all.iter().all(is));
    match (kind, key) {
        (Kind::Schema, "type" | "format" | "$ref") if !fact.is_string() => Some("is not a string"),
        (Kind::Schema, "required") if !list_of(Value::is_string) => Some("is not a list of names"),
        (Kind::Schema, "enum") if fact.as_array().is_none_or(Vec::is_empty) => {
            Some("is not a list of values")
        }
        (Kind::Schema, "nullable")
        | (Kind::RequestBody | Kind::Parameter, "required")
        | (_, "deprecated")
            if !fact.is_boolean() =>
        {
            Some("is not a boolean")
        }
        (Kind::Operation, "security") if !list_of(Value::is_object) => {
            Some("is not a list of requirements")
        }
        _ => None,
    }
}

/// Limits the number of components, and with it the time of the import.
pub(super) fn size(file: &str, excerpt: &Value) -> Result<(), Diagnostic> {
    let sections = members(excerpt, "components").filter_map(|(_, all)| all.as_object());
    let components: usize = sections.map(serde_json::Map::len).sum();
    if components <= COMPONENTS {
        return Ok(());
    }
    let message =
        format!("the wanted operations reach {components} components, more than {COMPONENTS}");
    let help = "list fewer operations in import.json, or simplify the nested schemas";
    Err(Diagnostic::error(file, "/components", message, help))
}

/// Rejects dangling references.
pub(super) fn references(file: &str, fragment: &Value) -> Result<(), Report> {
    let mut report = Report::default();
    visit(fragment, Kind::Document, "", &mut |_, at, value| {
        if let Some(target) = reference::target(value)
            && reference::follow(fragment, at, value).is_none()
        {
            let message = format!("refers to {target:.120?}, which is not in the document");
            let help = "copy what is missing into the document, or correct the reference";
            report.push(Diagnostic::error(file, join(at, "$ref"), message, help));
        }
    });
    report.check().map(|_| ())
}
