//! Reads the effective document into the model: versions, operations, types and clusters.
//!
//! The document has passed [`crate::lint`], so reading it cannot fail.

mod enums;
mod shape;
mod types;

use serde_json::Value;

pub use enums::{ALIASES, DEPRECATED_VALUES, DESCRIPTIONS, NAMES, OPEN_ENUM, PATHS};
pub use shape::{DELIMITED, Shape, shape};
pub use types::{RUST_DOC, RUST_NAME};

use crate::model::{Api, Clusters, Credential, Operation, Version};
use crate::openapi::{self, flag, items, join, members, operations, reference, text, version_of};
use crate::rust_name;

/// Reads `document`.
pub fn api(document: &Value) -> Api {
    let mut names: Vec<_> =
        operations(document).map(|operation| version_of(operation.path)).collect();
    names.sort_by_key(|name| version_number(name));
    names.dedup();
    let mut reader = types::Reader::new(document);
    let versions = names.into_iter().map(|name| {
        reader.start(name);
        let operations =
            operations(document).filter(|operation| version_of(operation.path) == name);
        let operations = operations.map(|it| operation(document, &it, &mut reader)).collect();
        Version { name: name.to_owned(), operations, types: reader.finish() }
    });
    Api { versions: versions.collect(), clusters: clusters(document) }
}

/// Returns the number of the version called `name` (such as `v1`), or `None` for another name.
pub fn version_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('v')?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

fn operation<'a>(
    document: &'a Value,
    operation: &openapi::Operation<'a>,
    reader: &mut types::Reader<'a>,
) -> Operation {
    let security = alternatives(document, operation.value);
    let types = reader.operation(operation);
    let body = operation.body(document).and_then(|(at, body)| {
        let (media_type, _) = members(body, "content").next()?;
        types.get(&format!("{}/schema", join(&join(&at, "content"), media_type))).cloned()
    });
    Operation {
        id: operation.id().to_owned(),
        method_name: rust_name::snake(operation.id()).unwrap_or_default(),
        pointer: operation.pointer.clone(),
        security: security.into_iter().filter_map(Result::ok).collect(),
        deprecated: flag(operation.value, "deprecated"),
        body,
        types,
    }
}

/// The credentials that are sent together, or the pointer of the first unsupported security scheme
/// with the reason.
pub type Alternative = Result<Vec<Credential>, (String, String)>;

/// Returns the different security alternatives of `operation`, in the published order, or those of
/// the document if it has no `security`. The names of the schemes do not matter.
pub fn alternatives(document: &Value, operation: &Value) -> Vec<Alternative> {
    let owner = if operation.get("security").is_some() { operation } else { document };
    let mut alternatives: Vec<Alternative> = Vec::new();
    for schemes in items(owner, "security").filter_map(Value::as_object) {
        let sent = schemes.keys().map(|name| credential(document, name));
        let mut sent: Alternative = sent.collect();
        if let Ok(sent) = &mut sent {
            sent.sort_unstable();
        }
        if !alternatives.contains(&sent) {
            alternatives.push(sent);
        }
    }
    alternatives
}

fn credential(document: &Value, name: &str) -> Result<Credential, (String, String)> {
    let at = join("/components/securitySchemes", name);
    let scheme = document.pointer(&at).and_then(|value| reference::follow(document, &at, value));
    let Some((at, scheme)) = scheme else {
        return Err((at, "is required by an operation, but does not exist".to_owned()));
    };
    match (text(scheme, "type"), text(scheme, "in"), text(scheme, "scheme")) {
        ("apiKey", "header", _) if !text(scheme, "name").is_empty() => {
            Ok(Credential::Header(text(scheme, "name").to_ascii_lowercase()))
        }
        ("http", _, basic) if basic.eq_ignore_ascii_case("basic") => Ok(Credential::Basic),
        (kind, _, _) => Err((at, format!("is a security scheme (`{kind}`) that is not supported"))),
    }
}

/// Returns the clusters: the variable in the URL of the first server with a variable.
fn clusters(document: &Value) -> Option<Clusters> {
    items(document, "servers").enumerate().find_map(|(index, server)| {
        let (variable, value) = members(server, "variables").next()?;
        Some(Clusters {
            template: text(server, "url").to_owned(),
            variable: variable.clone(),
            pointer: join(&format!("/servers/{index}/variables"), variable),
            doc: text(value, "description").to_owned(),
            values: enums::read([value], "Cluster"),
        })
    })
}
