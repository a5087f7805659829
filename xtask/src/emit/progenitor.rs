//! Handing the lowered document to progenitor, and saying what it stumbled over.

use ::progenitor::{GenerationSettings, Generator, HooksMode, TypePatch};
use openapiv3::OpenAPI;
use quote::quote;
use serde_json::{Map, Value};

use super::panics;
use crate::description::undescribed::operations;
use crate::description::{Effective, scopes, secrets};
use crate::finding::{Finding, Findings};
use crate::lower;

/// What progenitor made of the document.
pub(super) struct Rust {
    /// The content of its module `types`.
    pub types: syn::File,
    /// All of its output.
    pub client: syn::File,
}

/// The version of progenitor that this program was built with.
pub(super) fn version() -> &'static str {
    // progenitor does not tell its own version; the lock file does.
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let mut lines = LOCK.lines().skip_while(|line| *line != "name = \"progenitor\"");
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or("unknown", |quoted| quoted.trim_matches('"'))
}

pub(super) fn generate(effective: &Effective) -> Result<Rust, Findings> {
    let lowered = lower::lower(&effective.document);
    run(&lowered, effective).map_err(|reason| blame(&lowered, effective, &reason).into())
}

fn run(document: &Value, effective: &Effective) -> Result<Rust, String> {
    let spec: OpenAPI =
        serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
    let settings = settings(effective);
    panics::caught(|| {
        let mut generator = Generator::new(&settings);
        let client = generator.generate_tokens(&spec).map_err(|error| error.to_string())?;
        let types = generator.get_type_space().to_stream();
        let parse = |tokens| {
            syn::parse2(tokens).map_err(|error| format!("its output is not Rust: {error}"))
        };
        Ok(Rust { types: parse(types)?, client: parse(client)? })
    })?
}

fn settings(effective: &Effective) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_hooks(HooksMode::Expected).with_inner_type(quote!(crate::http::Transport));
    for name in [scopes::SCOPE_SET, secrets::ACCESS_TOKEN] {
        settings.with_replacement(name, format!("crate::{name}"), std::iter::empty());
    }
    for open in &effective.open_enums {
        let name = &open.values.name;
        settings.with_replacement(name, format!("super::{name}"), std::iter::empty());
    }
    for (component, name) in super::types::renames(&effective.document) {
        settings.with_patch(component, TypePatch::default().with_rename(name));
    }
    settings
}

/// Finds the operation, or else the schema, at which progenitor fails, by trying each alone.
fn blame(lowered: &Value, effective: &Effective, reason: &str) -> Finding {
    let remedy = "change its shape in the overlay, or add a lowering rule to xtask/src/lower";
    if let Err(reason) = run(&with_paths(lowered, Map::new()), effective) {
        let schemas = lowered.pointer("/components/schemas").and_then(Value::as_object);
        for (name, _) in schemas.into_iter().flatten() {
            if run(&without_schema(lowered, name), effective).is_ok() {
                let at = crate::description::pointer::join("/components/schemas", name);
                let message = format!("the schema `{name}` can't be expressed: {reason}");
                return Finding::new(effective.file(&at), at, message, remedy);
            }
        }
        let message = format!("the schemas can't be expressed: {reason}");
        return Finding::new(
            effective.file("/components/schemas"),
            "/components/schemas",
            message,
            remedy,
        );
    }
    for (at, operation) in operations(lowered) {
        if let Err(reason) = run(&with_one_operation(lowered, &at), effective) {
            let id = operation.get("operationId").and_then(Value::as_str).unwrap_or(&at);
            let message = format!("the operation `{id}` can't be expressed: {reason}");
            return Finding::new(effective.file(&at), at, message, remedy);
        }
    }
    Finding::new(
        effective.file(""),
        "",
        format!("the document can't be expressed: {reason}"),
        remedy,
    )
}

fn with_paths(document: &Value, paths: Map<String, Value>) -> Value {
    let mut changed = document.clone();
    if let Some(members) = changed.as_object_mut() {
        members.insert("paths".to_owned(), Value::Object(paths));
    }
    changed
}

fn with_one_operation(document: &Value, pointer: &str) -> Value {
    let mut steps =
        pointer.split('/').skip(2).map(|step| step.replace("~1", "/").replace("~0", "~"));
    let (Some(path), Some(method)) = (steps.next(), steps.next()) else { return document.clone() };
    let operation = document.pointer(pointer).cloned().unwrap_or_default();
    let item = Map::from_iter([(method, operation)]);
    with_paths(document, Map::from_iter([(path, Value::Object(item))]))
}

/// The schemas alone, with `name` made harmless.
fn without_schema(document: &Value, name: &str) -> Value {
    let mut changed = with_paths(document, Map::new());
    if let Some(schemas) = changed.pointer_mut("/components/schemas").and_then(Value::as_object_mut)
    {
        schemas.insert(name.to_owned(), serde_json::json!({ "type": "boolean" }));
    }
    changed
}
