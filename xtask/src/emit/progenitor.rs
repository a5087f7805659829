//! What progenitor generates for one version: the document that it is given, and the structs and the
//! client that it makes of it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ::progenitor::{GenerationSettings, Generator, HooksMode};
use quote::quote;
use serde_json::{Map, Value, json};
use syn::File;

use crate::effective::Effective;
use crate::model::{Definition, Field, Operation, Type, Version};
use crate::openapi::pointer::join;
use crate::openapi::{self, members, text};
use crate::report::{Diagnostic, Report};

/// Returns the version of progenitor that this program was built with.
pub(super) fn version() -> &'static str {
    // progenitor does not say its own version; the lock file does.
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let mut lines = LOCK.lines().skip_while(|line| *line != "name = \"progenitor\"");
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or("unknown", |quoted| quoted.trim_matches('"'))
}

/// Generates the client of `version`, with the structs in a module `types`. An error names the first
/// operation that progenitor fails on.
pub(super) fn generate(effective: &Effective<'_>, version: &Version) -> Result<File, Report> {
    let document = &effective.document;
    run(&lower(document, version, |_| true), version).map_err(|reason| {
        let fails = |own: &Operation| {
            run(&lower(document, version, |other| other.id == own.id), version).err()
        };
        let mut operations = version.operations.iter();
        let found = operations.find_map(|own| Some((own.pointer.as_str(), fails(own)?)));
        let (at, reason) = found.unwrap_or(("", reason));
        let message = format!("cannot be generated: {reason}");
        let help = "simplify it in the overlay, or lower it in xtask/src/emit/progenitor.rs";
        Diagnostic::error(effective.files.of(at), at, message, help).into()
    })
}

fn run(document: &Value, version: &Version) -> Result<File, String> {
    let document = serde_json::from_value(document.clone()).map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::new();
    settings.with_hooks(HooksMode::Expected).with_inner_type(quote!(crate::http::Transport));
    for named in &version.types {
        let is_own = named.version == version.name;
        if !is_own || !matches!(named.definition, Definition::Struct(_)) {
            let path = format!("types::{}", named.name);
            settings.with_replacement(&named.name, path, std::iter::empty());
        }
    }
    // progenitor panics at some of what it can't express.
    let work = AssertUnwindSafe(|| Generator::new(&settings).generate_tokens(&document));
    let tokens = catch_unwind(work).map_err(|panic| message(panic.as_ref()))?;
    let tokens = tokens.map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| format!("progenitor's output is not Rust: {error}"))
}

/// Returns the first line of a panic's message.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
    format!("progenitor panicked: {}", text.lines().next().unwrap_or_default())
}

/// Returns what progenitor sees of `version`: its types under their final names, and those of its
/// operations that are `wanted`.
///
/// Of a struct it sees fields and types alone: typify makes types of the rules of validation,
/// functions of defaults, and refuses a new field of a closed object. Enums, sets and secrets are
/// written by this generator: typify's enums refuse unknown values, and its strings print secrets.
fn lower(document: &Value, version: &Version, wanted: impl Fn(&Operation) -> bool) -> Value {
    let mut paths = json!({});
    for operation in openapi::operations(document) {
        let own = version.operations.iter().find(|own| own.pointer == operation.pointer);
        if let Some(own) = own.filter(|own| wanted(own)) {
            paths[operation.path][operation.method] = lower_operation(document, &operation, own);
        }
    }
    let schemas = version.types.iter().map(|named| {
        let schema = match &named.definition {
            Definition::Struct(fields) => object(fields),
            _ => json!({ "type": "string" }),
        };
        (named.name.clone(), schema)
    });
    let version = document.pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "", "version": version },
        "paths": paths,
        "components": { "schemas": schemas.collect::<Map<_, _>>() },
    })
}

/// Error responses are left out: progenitor decodes a described one as JSON before the façade sees
/// it, and an HTML 502 would lose its status and headers. So is the security, for which there is a
/// table.
fn lower_operation(document: &Value, operation: &openapi::Operation<'_>, own: &Operation) -> Value {
    let content = |at: &str, body: &Value| -> Map<String, Value> {
        let at = join(at, "content");
        let types = members(body, "content").map(|(media_type, _)| {
            let ty = own.types.get(&join(&join(&at, media_type), "schema")).map(schema);
            (media_type.clone(), json!({ "schema": ty }))
        });
        types.collect()
    };
    let parameters = operation.parameters(document).into_iter().map(|(at, parameter)| {
        let mut parameter = parameter.clone();
        parameter["schema"] = own.types.get(&join(&at, "schema")).map(schema).into();
        parameter
    });
    let responses = operation.responses(document).into_iter();
    let responses = responses.filter(|(status, ..)| status.starts_with('2'));
    let responses = responses.map(|(status, at, response)| {
        (status.clone(), json!({ "description": "", "content": content(&at, response) }))
    });
    let mut lowered = json!({
        "operationId": own.id,
        "summary": text(operation.value, "summary"),
        "description": text(operation.value, "description"),
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": responses.collect::<Map<_, _>>(),
    });
    if let Some((at, body)) = operation.body(document) {
        lowered["requestBody"] =
            json!({ "description": body.get("description"), "content": content(&at, body) });
    }
    lowered
}

fn object(fields: &[Field]) -> Value {
    let properties = fields.iter().map(|field| {
        // What is not required is an option by that alone; only a list can be absent and `null`.
        let ty = match field.ty.present() {
            Type::List(_) | Type::Map(_) => &field.ty,
            ty => ty,
        };
        (field.wire.clone(), schema(ty))
    });
    let properties: Map<_, _> = properties.collect();
    let required = fields.iter().filter(|field| field.required);
    let required: Vec<_> = required.map(|field| &field.wire).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn schema(ty: &Type) -> Value {
    match ty {
        Type::Named(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        Type::String => json!({ "type": "string" }),
        Type::Integer => json!({ "type": "integer" }),
        Type::Number => json!({ "type": "number" }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::List(items) => json!({ "type": "array", "items": schema(items) }),
        Type::Map(values) => json!({ "type": "object", "additionalProperties": schema(values) }),
        Type::Optional(inner) => json!({ "nullable": true, "allOf": [schema(inner)] }),
    }
}
