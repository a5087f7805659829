//! The requirements for a document before it is imported.

use serde_json::Value;

use super::Request;
use crate::openapi::grammar::{Child, child, misshapen};
use crate::openapi::{Kind, flag, items, join, members, reference, text, visit};
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

/// Rejects keywords that the grammar does not know, since they may contain facts, and those that
/// would be misread.
pub(super) fn known(file: &str, excerpt: &Value) -> Result<(), Report> {
    let mut report = Report::default();
    visit(excerpt, Kind::Document, "", &mut |kind, at, value| {
        let keys = value.as_object().into_iter().flat_map(serde_json::Map::keys);
        let unknown = keys.filter(|key| child(kind, key) == Child::Unknown);
        let unknown = unknown.map(|key| (join(at, key), "is not a known keyword here"));
        for (at, message) in unknown.chain(misshapen(kind, at, value)) {
            let help = "correct the document, or add the keyword to xtask/src/openapi/grammar.rs";
            report.push(Diagnostic::error(file, at, format!("{message} ({kind:?})"), help));
        }
    });
    report.check().map(|_| ())
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
