//! Which operations are taken from the document, which stay as established, and which else look like
//! ours.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Request, shown};
use crate::openapi::grammar::METHODS;
use crate::openapi::pointer::join;
use crate::openapi::{Kind, Operation, members, operations, reach, version_of, visit_mut};
use crate::report::{Diagnostic, Report};

/// What to do about an operation whose place is known and whose id is another now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// Refuse it: the configuration has to follow.
    Refuse,
    /// Take it: only a comparison is wanted.
    Take,
}

/// What was decided about the operations.
#[derive(Debug, Default)]
pub(super) struct Selected {
    /// The path items to take, by path, with no other method in them.
    pub(super) paths: Map<String, Value>,
    /// The ids of the operations that stay as established.
    pub(super) kept: Vec<String>,
    /// Other operations of the document that look like ours: method, path and id.
    pub(super) others: Vec<String>,
}

/// Finds the operations that `request` wants.
pub(super) fn select(request: &Request<'_>, report: &mut Report) -> Result<Selected, Report> {
    let all: Vec<Operation<'_>> = operations(request.document).collect();
    let mut selected = Selected::default();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut missing = Vec::new();
    for id in &request.config.operations {
        let mut found = all.iter().filter(|operation| operation.id() == id);
        match (found.next(), found.next()) {
            (Some(first), Some(second)) => report.push(Diagnostic::error(
                request.file,
                join(&second.pointer, "operationId"),
                format!("`{id}` is the operationId of {} too", first.pointer),
                "ask the vendor which is meant, and remove the other from the document",
            )),
            (Some(operation), None) => {
                taken.insert(&operation.pointer);
                take(request.document, operation, &mut selected.paths);
            }
            (None, _) => match renamed(request, &all, id) {
                Some(operation) if request.renamed == Renamed::Refuse => {
                    report.push(Diagnostic::error(
                        request.file,
                        join(&operation.pointer, "operationId"),
                        format!("`{id}` is now called `{}`", shown(operation.id())),
                        format!("if it is the same one, rename it in {}", request.config.file),
                    ));
                }
                Some(operation) => {
                    taken.insert(&operation.pointer);
                    take(request.document, operation, &mut selected.paths);
                }
                None => missing.push(id),
            },
        }
    }
    std::mem::take(report).check().map(|checked| *report = checked)?;
    if selected.paths.is_empty() {
        let message =
            format!("has none of the wanted operations: {}", request.config.operations.join(", "));
        let help = format!(
            "import a description that has them, or list others in {}",
            request.config.file
        );
        return Err(Diagnostic::error(request.file, "/paths", message, help).into());
    }
    for id in missing {
        if keeps(request, id, report) {
            selected.kept.push(id.clone());
        }
    }
    selected.others = others(request, &all, &taken, report);
    Ok(selected)
}

/// Decides whether the operation `id`, which the document lacks, stays as established.
fn keeps(request: &Request<'_>, id: &str, report: &mut Report) -> bool {
    let config = &request.config.file;
    let Some(operation) = established(request, id) else {
        let message = format!("lacks `{id}`, and the fragment does too");
        let help = format!("remove it from `operations` in {config}");
        report.push(Diagnostic::warning(request.file, "/paths", message, help));
        return false;
    };
    let version = version_of(operation.path);
    let reason = if request.config.keep.iter().any(|kept| kept == id) {
        format!("{config} keeps it")
    } else if members(request.document, "paths").all(|(path, _)| version_of(path) != version) {
        format!("the document has no operation of {version}")
    } else {
        let message = format!("no longer has `{id}`: the fragment loses it");
        let help = format!("to keep it as established, write \"keep\": [\"{id}\"] in {config}");
        report.push(Diagnostic::warning(request.file, "/paths", message, help));
        return false;
    };
    let message = format!("lacks `{id}`, which stays as established: {reason}");
    report.push(Diagnostic::note(request.file, "/paths", message));
    true
}

/// Returns the established operation `id`.
fn established<'a>(request: &Request<'a>, id: &str) -> Option<Operation<'a>> {
    operations(request.fragment?).find(|operation| operation.id() == id)
}

/// Returns the operation at the place where `id` is established, unless it is wanted by its own id.
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

/// Copies `operation` with what its path item says for all methods.
fn take(document: &Value, operation: &Operation<'_>, paths: &mut Map<String, Value>) {
    let item = document.get("paths").and_then(|paths| paths.get(operation.path));
    let shared = || {
        let members = item.and_then(Value::as_object).into_iter().flatten();
        let shared = members.filter(|(key, _)| !METHODS.contains(&key.as_str()));
        Value::Object(shared.map(|(key, member)| (key.clone(), member.clone())).collect())
    };
    let entry = paths.entry(operation.path).or_insert_with(shared);
    entry[operation.method] = operation.value.clone();
}

/// Finds the operations that look like ours: those with a tag of ours, or below `/oauth/`.
fn others(
    request: &Request<'_>,
    all: &[Operation<'_>],
    taken: &BTreeSet<&str>,
    report: &mut Report,
) -> Vec<String> {
    fn tags<'a>(operation: &Operation<'a>) -> impl Iterator<Item = &'a str> {
        let tags = operation.value.get("tags").and_then(Value::as_array);
        tags.into_iter().flatten().filter_map(Value::as_str)
    }
    let is_ours = |operation: &&Operation<'_>| taken.contains(operation.pointer.as_str());
    let ours: BTreeSet<&str> = all.iter().filter(is_ours).flat_map(tags).collect();
    let mut others = Vec::new();
    for operation in all.iter().filter(|operation| !is_ours(operation)) {
        let alike = tags(operation).any(|tag| ours.contains(tag));
        if !alike && !operation.path.split('/').any(|segment| segment == "oauth") {
            continue;
        }
        let name = format!("{} {}", operation.method.to_uppercase(), shown(operation.path));
        let id = shown(operation.id());
        let help = if id.is_empty() {
            "it has no operationId to list it by: write one into the document".to_owned()
        } else {
            format!("to import it, add \"{id}\" to `operations` in {}", request.config.file)
        };
        let message = format!("{name} looks like ours and is not imported");
        report.push(Diagnostic::warning(request.file, operation.pointer.clone(), message, help));
        others.push(format!("{name} {id}").trim_end().to_owned());
    }
    others
}

/// Adds the `kept` operations with what they reach, as they are established. A component that both
/// need is the document's where the document describes that version, or else the document's gets the
/// name of its version.
pub(super) fn keep(
    excerpt: &mut Value,
    kept: &[String],
    request: &Request<'_>,
) -> Result<(), Diagnostic> {
    let Some(fragment) = request.fragment else { return Ok(()) };
    let kept: Vec<Operation<'_>> =
        operations(fragment).filter(|one| kept.iter().any(|id| id == one.id())).collect();
    let needed = reach(fragment, kept.iter().map(|one| (Kind::Operation, one.value)));
    for at in &needed {
        let (Some(own), Some(other)) = (excerpt.pointer(at), fragment.pointer(at)) else {
            continue;
        };
        if own == other {
            continue;
        }
        let owners: Vec<&str> = kept
            .iter()
            .filter(|one| reach(fragment, [(Kind::Operation, one.value)]).contains(at))
            .map(|one| version_of(one.path))
            .collect();
        let users: Vec<String> = operations(excerpt)
            .filter(|one| reach(excerpt, [(Kind::Operation, one.value)]).contains(at))
            .map(|one| version_of(one.path).to_owned())
            .collect();
        match users.first() {
            Some(version) if !users.iter().any(|user| owners.contains(&user.as_str())) => {
                rename(excerpt, at, version, request.file)?;
            }
            _ => {}
        }
    }
    for operation in &kept {
        let item = &mut excerpt["paths"][operation.path];
        if item.get(operation.method).is_none() {
            item[operation.method] = operation.value.clone();
        }
    }
    complete(excerpt, fragment, needed);
    Ok(())
}

/// Adds the components `needed` that `excerpt` lacks from the fragment.
fn complete(excerpt: &mut Value, fragment: &Value, needed: BTreeSet<String>) {
    for at in needed {
        if let (None, Some(value)) = (excerpt.pointer(&at), fragment.pointer(&at)) {
            super::place(excerpt, &at, value.clone());
        }
    }
}

/// Puts the version before the name of the component at `at`, and keeps its name in Rust.
fn rename(excerpt: &mut Value, at: &str, version: &str, file: &str) -> Result<(), Diagnostic> {
    let Some(name) = at.strip_prefix("/components/schemas/").map(str::to_owned) else {
        let message =
            format!("differs from what is established, which another version than {version} needs");
        let help = "rename the component in the document";
        return Err(Diagnostic::error(file, at, message, help));
    };
    let (old, new) = (format!("#{at}"), format!("#/components/schemas/{version}.{name}"));
    let mut component = excerpt.pointer(at).cloned().unwrap_or_default();
    if component.get("x-rust-name").is_none() {
        component["x-rust-name"] = json!(name);
    }
    if let Some(schemas) = excerpt["components"]["schemas"].as_object_mut() {
        schemas.shift_remove(&name);
    }
    super::place(excerpt, &new[1..], component);
    visit_mut(excerpt, Kind::Document, "", &mut |_, _, value| {
        let own = value.pointer("/$ref").is_some_and(|target| target == old.as_str());
        if own {
            value["$ref"] = json!(new);
        }
        if let Some(items) = value.pointer_mut("/x-delimited/items/$ref")
            && items == old.as_str()
        {
            *items = json!(new);
        }
    });
    Ok(())
}
