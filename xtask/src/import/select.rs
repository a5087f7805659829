//! Selects the operations to import and those to keep, and finds others that look like OAuth
//! operations.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Request, place, shown};
use crate::openapi::grammar::METHODS;
use crate::openapi::{
    Kind, Operation, component_at, items, join, members, operations, reach, version_of, visit_mut,
};
use crate::report::{Diagnostic, Report};

/// The selected operations.
pub(super) struct Selected<'a> {
    /// The path items to import, by path, with only the wanted methods.
    pub(super) paths: Map<String, Value>,
    /// The operations to keep from the fragment.
    pub(super) kept: Vec<Operation<'a>>,
    /// Other operations of the document that look like OAuth operations: method, path and id.
    pub(super) others: Vec<String>,
}

/// Finds the operations that `request` wants.
pub(super) fn select<'a>(
    request: &Request<'a>,
    report: &mut Report,
) -> Result<Selected<'a>, Report> {
    let config = &request.config.file;
    let all: Vec<Operation<'_>> = operations(request.document).collect();
    let mut taken: Vec<&Operation<'_>> = Vec::new();
    let mut missing = Vec::new();
    let mut problems = Report::default();
    for id in &request.config.operations {
        let found: Vec<_> = all.iter().filter(|operation| operation.id() == id).collect();
        match (found.as_slice(), renamed(request, &all, id)) {
            ([first, second, ..], _) => problems.push(Diagnostic::error(
                request.file,
                join(&second.pointer, "operationId"),
                format!("`{id}` is also the operationId of {}", first.pointer),
                "ask the vendor which one is meant, and remove the other from the document",
            )),
            ([one], _) => taken.push(one),
            ([], Some(now)) if request.follow_renames => taken.push(now),
            ([], Some(now)) => problems.push(Diagnostic::error(
                request.file,
                join(&now.pointer, "operationId"),
                format!("`{id}` was renamed to `{}`", shown(now.id())),
                format!("if it is the same operation, rename it in {config}"),
            )),
            ([], None) => missing.push(id),
        }
    }
    problems.check()?;
    if taken.is_empty() {
        let wanted = request.config.operations.join(", ");
        let message = format!("does not have any of the wanted operations: {wanted}");
        let help = format!("import a description with these operations, or other ids in {config}");
        return Err(Diagnostic::error(request.file, "/paths", message, help).into());
    }
    let kept = missing.into_iter().filter_map(|id| kept(request, id, report)).collect();
    let mut paths = Map::new();
    for operation in &taken {
        let entry = paths.entry(operation.path).or_insert_with(|| {
            // The members of the path item that apply to all methods.
            let shared = members(&request.document["paths"], operation.path);
            let shared = shared.filter(|(key, _)| !METHODS.contains(&key.as_str()));
            shared.map(|(key, member)| (key.clone(), member.clone())).collect()
        });
        entry[operation.method] = operation.value.clone();
    }
    let others = others(request, &all, &taken, report);
    Ok(Selected { paths, kept, others })
}

/// Returns the established operation `id`.
fn established<'a>(request: &Request<'a>, id: &str) -> Option<Operation<'a>> {
    operations(request.fragment?).find(|operation| operation.id() == id)
}

/// Returns the operation at the established place of `id`, unless it is wanted by its own id.
fn renamed<'a, 'b>(
    request: &Request<'_>,
    all: &'b [Operation<'a>],
    id: &str,
) -> Option<&'b Operation<'a>> {
    let place = established(request, id)?.pointer;
    let now = all.iter().find(|operation| operation.pointer == place)?;
    let wanted = request.config.operations.iter().any(|wanted| wanted == now.id());
    (!wanted && !now.id().is_empty()).then_some(now)
}

/// Returns the established operation `id`, which the document lacks, if it is kept.
fn kept<'a>(request: &Request<'a>, id: &str, report: &mut Report) -> Option<Operation<'a>> {
    let config = &request.config.file;
    let Some(operation) = established(request, id) else {
        let message = format!("lacks `{id}`, and so does the fragment");
        let help = format!("remove it from `operations` in {config}");
        report.push(Diagnostic::warning(request.file, "/paths", message, help));
        return None;
    };
    let version = version_of(operation.path);
    let reason = if request.config.keep.iter().any(|kept| kept == id) {
        format!("{config} lists it in `keep`")
    } else if lacks(request.document, version) {
        format!("the document has no operation of {version}")
    } else {
        let message = format!("no longer has `{id}`: it is removed from the fragment");
        let help = format!("to keep it, add \"keep\": [\"{id}\"] to {config}");
        report.push(Diagnostic::warning(request.file, "/paths", message, help));
        return None;
    };
    let message = format!("lacks `{id}`, which is kept: {reason}");
    report.push(Diagnostic::note(request.file, "/paths", message));
    Some(operation)
}

/// Finds operations that look like OAuth operations: with a tag of an imported one, or below
/// `/oauth/`.
fn others(
    request: &Request<'_>,
    all: &[Operation<'_>],
    taken: &[&Operation<'_>],
    report: &mut Report,
) -> Vec<String> {
    fn tags<'a>(operation: &Operation<'a>) -> impl Iterator<Item = &'a str> {
        items(operation.value, "tags").filter_map(Value::as_str)
    }
    let ours: BTreeSet<&str> = taken.iter().flat_map(|operation| tags(operation)).collect();
    let mut others = Vec::new();
    for operation in all {
        let alike = tags(operation).any(|tag| ours.contains(tag))
            || operation.path.split('/').any(|segment| segment == "oauth");
        if !alike || taken.iter().any(|one| one.pointer == operation.pointer) {
            continue;
        }
        let name = format!("{} {}", operation.method.to_uppercase(), shown(operation.path));
        let id = shown(operation.id());
        let help = if id.is_empty() {
            "it has no operationId: add one to the document".to_owned()
        } else {
            format!("to import it, add \"{id}\" to `operations` in {}", request.config.file)
        };
        let message = format!("{name} looks like an OAuth operation and is not imported");
        report.push(Diagnostic::warning(request.file, operation.pointer.clone(), message, help));
        others.push(format!("{name} {id}").trim_end().to_owned());
    }
    others
}

/// Adds the `kept` operations and the components that they reach from the fragment. Of two
/// components with the same name, the document's one is used if the document describes that
/// version; else it is renamed with its version.
pub(super) fn keep(
    excerpt: &mut Value,
    kept: &[Operation<'_>],
    request: &Request<'_>,
) -> Result<(), Diagnostic> {
    let Some(fragment) = request.fragment else { return Ok(()) };
    for operation in kept {
        for at in reach(fragment, [(Kind::Operation, operation.value)]) {
            let established = fragment.pointer(&at).unwrap_or(&Value::Null);
            let own = excerpt.pointer(&at);
            if lacks(request.document, version_of(operation.path))
                && own.is_some_and(|own| own != established)
            {
                rename(excerpt, &at, request.file)?;
            }
            if excerpt.pointer(&at).is_none() {
                place(excerpt, &at, established.clone());
            }
        }
    }
    for operation in kept {
        if excerpt.pointer(&operation.pointer).is_none() {
            place(excerpt, &operation.pointer, operation.value.clone());
        }
    }
    Ok(())
}

/// Returns whether `document` has no operation of `version`.
fn lacks(document: &Value, version: &str) -> bool {
    members(document, "paths").all(|(path, _)| version_of(path) != version)
}

/// Adds the version to the name of the component at `at`, and keeps its Rust name.
fn rename(excerpt: &mut Value, at: &str, file: &str) -> Result<(), Diagnostic> {
    let Some(name) = at.strip_prefix("/components/schemas/") else {
        let message = "differs from the established component, which another version uses";
        return Err(Diagnostic::error(file, at, message, "rename the component in the document"));
    };
    let reaches = |one: &Operation<'_>| reach(excerpt, [(Kind::Operation, one.value)]).contains(at);
    let version = operations(excerpt).find(reaches).map_or("", |one| version_of(one.path));
    let new = component_at(&format!("{version}.{name}"));
    let schemas = &mut excerpt["components"]["schemas"];
    let mut component = schemas[name].take();
    schemas.as_object_mut().and_then(|all| all.shift_remove(name));
    if component.get("x-rust-name").is_none() {
        component["x-rust-name"] = json!(name);
    }
    place(excerpt, &new, component);
    let (old, new) = (format!("#{at}"), format!("#{new}"));
    visit_mut(excerpt, Kind::Document, "", &mut |_, _, value| {
        for reference in ["/$ref", "/x-delimited/items/$ref"] {
            if let Some(target) = value.pointer_mut(reference).filter(|target| **target == old) {
                *target = json!(new);
            }
        }
    });
    Ok(())
}
