//! Reading the effective document into the generator's data: versions, operations, types, clusters.
//!
//! The document has passed [`crate::lint`], so nothing here refuses anything.

mod security;
mod types;
mod values;

use serde_json::Value;

pub use security::{Alternative, alternatives};
pub use types::component;
pub use values::{ALIASES, DEPRECATED_VALUES, DESCRIPTIONS, NAMES, OPEN_ENUM, PATHS};

use crate::model::{Api, Clusters, Operation, Version};
use crate::openapi::pointer::join;
use crate::openapi::{self, members, text};
use crate::rust_name;

/// The extension that gives the Rust name of a component, or hoists an inline schema under it.
pub const RUST_NAME: &str = "x-rust-name";
/// The extension that documents the type of a hoisted schema or of a secret.
pub const RUST_DOC: &str = "x-rust-doc";

/// Reads `document`.
pub fn api(document: &Value) -> Api {
    let mut versions: Vec<Version> = Vec::new();
    for operation in openapi::operations(document) {
        let Some(name) = version_name(operation.path) else { continue };
        let read = read_operation(document, &operation);
        match versions.iter_mut().find(|version| version.name == name) {
            Some(version) => version.operations.push(read),
            None => versions.push(Version {
                name: name.to_owned(),
                operations: vec![read],
                structs: Vec::new(),
                enums: Vec::new(),
                sets: Vec::new(),
                secrets: Vec::new(),
                reexports: Vec::new(),
                types: Vec::new(),
                lowered: Value::Null,
            }),
        }
    }
    versions.sort_by_key(|version| (version_number(&version.name), version.name.clone()));
    types::read(document, &mut versions);
    let info = |key| document.get("info").map_or("", |info| text(info, key));
    Api { versions, clusters: clusters(document), title: info("title").to_owned() }
}

/// Returns the first segment of `path`, or `None` if it is not the name of a version such as `v1`.
pub fn version_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix('/')?.split('/').next()?;
    version_number(name).map(|_| name)
}

fn version_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('v')?;
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

fn read_operation(document: &Value, operation: &openapi::Operation<'_>) -> Operation {
    let id = operation.id().to_owned();
    let alternatives = alternatives(document, operation.value);
    Operation {
        method_name: rust_name::snake(&id).unwrap_or_default(),
        id,
        method: operation.method.to_uppercase(),
        path: operation.path.to_owned(),
        pointer: operation.pointer.clone(),
        security: alternatives.into_iter().filter_map(|it| it.credentials.ok()).collect(),
        deprecated: operation.value.get("deprecated") == Some(&Value::Bool(true)),
    }
}

/// Returns the clusters: the only variable in the URL of the first server that has one.
fn clusters(document: &Value) -> Option<Clusters> {
    let servers = document.get("servers").and_then(Value::as_array).into_iter().flatten();
    servers.enumerate().find_map(|(index, server)| {
        let (variable, value) = members(server, "variables").next()?;
        let at = join(&join(&join("/servers", &index.to_string()), "variables"), variable);
        Some(Clusters {
            template: text(server, "url").to_owned(),
            variable: variable.clone(),
            values: values::read(&[(at, value)], "Cluster", text(value, "description").to_owned()),
        })
    })
}
