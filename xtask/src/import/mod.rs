//! From what the vendor publishes to the fragment: the wanted operations, their facts, one shape.
//!
//! The steps work on an *excerpt*, a small document with the wanted operations and what they reach,
//! at the same pointers as in the vendor's. The vendor's own is never changed and never copied
//! whole.

mod check;
pub mod config;
mod flatten;
mod prose_list;
pub mod provenance;
pub mod repair;
mod scope_lists;
mod select;
mod spelling;

pub use config::Config;
pub use prose_list::{Reading, read as read_prose};
pub use select::Renamed;
pub use spelling::Respelling;

use serde_json::{Map, Value, json};

use crate::openapi::grammar::{Child, child};
use crate::openapi::pointer::{join, steps};
use crate::openapi::{Kind, canonical, load, reach, schemas, visit_mut};
use crate::report::{Diagnostic, Report};

/// What is to be imported, and what is known already.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The name of the document's file.
    pub file: &'a str,
    /// The document.
    pub document: &'a Value,
    /// What to take of it.
    pub config: &'a Config,
    /// The established fragment, if there is one.
    pub fragment: Option<&'a Value>,
    /// Our overlay, if there is one.
    pub overlay: Option<&'a Value>,
    /// Whether the document's spelling of a known scope is adopted.
    pub respell: bool,
    /// What to do about an operation with another id.
    pub renamed: Renamed,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The new fragment, in canonical order.
    pub fragment: Value,
    /// The new overlay, if it has to change.
    pub overlay: Option<Value>,
    /// The scopes that are spelled in two ways.
    pub respellings: Vec<Respelling>,
    /// Operations of the document that look like ours and are not imported.
    pub others: Vec<String>,
    /// What was done, and what a maintainer has to decide.
    pub report: Report,
}

/// Makes a fragment of the document.
pub fn import(request: &Request<'_>) -> Result<Imported, Report> {
    let mut report = Report::default();
    let file = request.file;
    load::check_version(file, request.document)?;
    check::vendor(request)?;
    let selected = select::select(request, &mut report)?;
    let mut excerpt = excerpt(request.document, selected.paths);
    check::size(file, &excerpt)?;
    check::complete(file, &excerpt)?;
    // An extension says something to the generator only where it is ours.
    let ours = is_fragment(request.document);
    let mut dropped = drop(&mut excerpt, |_, key| !ours && key.starts_with("x-"));

    repair::repair(&mut excerpt, request, &mut report)?;
    check::known(file, &excerpt)?;
    let unified = scope_lists::unify(&mut excerpt, request, &mut report)?;
    flatten::flatten(file, &mut excerpt, &mut report)?;
    scope_lists::lost(&excerpt, &unified, request)?;
    dropped += drop_prose(&mut excerpt);
    let message = format!("{dropped} texts and examples of the vendor's are left out");
    report.push(Diagnostic::note(file, "", message));

    let mut excerpt = canonical::order(&excerpt);
    select::keep(&mut excerpt, &selected.kept, request)?;
    tidy(&mut excerpt, &selected.kept, request, &mut report);
    check::references(file, &excerpt)?;
    Ok(Imported {
        fragment: canonical::order(&excerpt),
        overlay: spelling::respelled(request.overlay, &unified.respellings),
        respellings: unified.respellings,
        others: selected.others,
        report,
    })
}

/// Whether `document` has the fragment's shape for lists, which the vendor never writes.
pub fn is_fragment(document: &Value) -> bool {
    schemas(document).any(|(_, schema)| schema.get("x-delimited").is_some())
}

/// Returns the operations in `paths` with what they reach in `document`.
fn excerpt(document: &Value, paths: Map<String, Value>) -> Value {
    let mut excerpt = Map::new();
    for key in ["openapi", "info", "servers"] {
        if let Some(member) = document.get(key) {
            excerpt.insert(key.to_owned(), member.clone());
        }
    }
    let components = components(document, &paths);
    excerpt.insert("paths".to_owned(), Value::Object(paths));
    excerpt.insert("components".to_owned(), components);
    Value::Object(excerpt)
}

/// Returns the components of `document` that `paths` reach.
fn components(document: &Value, paths: &Map<String, Value>) -> Value {
    let mut reached = json!({ "components": {} });
    for at in reach(document, paths.values().map(|item| (Kind::PathItem, item))) {
        if let Some(component) = document.pointer(&at) {
            place(&mut reached, &at, component.clone());
        }
    }
    reached["components"].take()
}

/// Puts `value` at `pointer`, whose objects are made where they are missing.
fn place(document: &mut Value, pointer: &str, value: Value) {
    let mut at = document;
    for step in steps(pointer) {
        if !at.is_object() {
            *at = json!({});
        }
        at = &mut at[step.as_str()];
    }
    *at = value;
}

/// Removes the members of objects that are not wanted. Returns how many there were.
fn drop(excerpt: &mut Value, unwanted: impl Fn(Kind, &str) -> bool) -> usize {
    let mut dropped = 0;
    visit_mut(excerpt, Kind::Document, "", &mut |kind, _, value| {
        let Some(members) = value.as_object_mut() else { return };
        let before = members.len();
        members.retain(|key, _| !unwanted(kind, key));
        dropped += before - members.len();
    });
    dropped
}

/// Removes the vendor's texts and examples. Returns how many there were.
fn drop_prose(excerpt: &mut Value) -> usize {
    let dropped = drop(excerpt, |kind, key| child(kind, key) == Child::Prose);
    visit_mut(excerpt, Kind::Document, "", &mut |kind, _, value| {
        let Some(members) = value.as_object_mut() else { return };
        // OpenAPI requires that a response has a description.
        if kind == Kind::Response && !members.contains_key("$ref") {
            members.insert("description".to_owned(), json!(""));
        }
        // The one fact that contains texts.
        let flows = members.get_mut("flows").filter(|_| kind == Kind::SecurityScheme);
        for flow in flows.and_then(Value::as_object_mut).into_iter().flatten() {
            let scopes = flow.1.get_mut("scopes").and_then(Value::as_object_mut);
            scopes.into_iter().flatten().for_each(|(_, text)| *text = json!(""));
        }
    });
    dropped
}

/// Leaves what the operations still reach, and what the fragment knows better about the whole: its
/// title, and all of it where the document describes only a part.
fn tidy(excerpt: &mut Value, kept: &[String], request: &Request<'_>, report: &mut Report) {
    let paths = excerpt.get("paths").and_then(Value::as_object).cloned().unwrap_or_default();
    excerpt["components"] = components(excerpt, &paths);
    let Some(fragment) = request.fragment else { return };
    let whole = kept.is_empty();
    for (at, stays) in [("/info/title", true), ("/info/version", !whole), ("/servers", !whole)] {
        let Some(established) = fragment.pointer(at) else { continue };
        let own = excerpt.pointer(at);
        if own == Some(established) || (own.is_some() && !stays) {
            continue;
        }
        if at == "/servers" && own.is_some() {
            let message = "differ from the established ones, which stay: the fragment has one list";
            let help = "see whether the service has other addresses now, and edit the fragment";
            report.push(Diagnostic::warning(request.file, at, message, help));
        }
        place(excerpt, at, established.clone());
    }
}

/// How many changes of the fragment are listed, and how much of each value.
const SHOWN: usize = 80;

/// Returns what differs between two fragments: one line for each place.
pub fn changes(old: &Value, new: &Value) -> Vec<String> {
    let value = |value: &Value| shown(&value.to_string());
    let mut lines = Vec::new();
    let mut queue = vec![(String::new(), Some(old), Some(new))];
    while let Some((at, old, new)) = queue.pop() {
        match (old, new) {
            (Some(old), Some(new)) if old == new => {}
            (Some(Value::Object(a)), Some(Value::Object(b))) => {
                let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
                queue.extend(keys.map(|key| (join(&at, key), a.get(key), b.get(key))));
            }
            (Some(Value::Array(a)), Some(Value::Array(b))) => {
                let gone = a.iter().filter(|item| !b.contains(item));
                lines.extend(gone.map(|item| format!("- {at}: {}", value(item))));
                let added = b.iter().filter(|item| !a.contains(item));
                lines.extend(added.map(|item| format!("+ {at}: {}", value(item))));
                if a.iter().all(|item| b.contains(item)) && a.len() == b.len() {
                    lines.push(format!("~ {at}: in another order"));
                }
            }
            (Some(old), Some(new)) => {
                lines.push(format!("~ {at}: {} → {}", value(old), value(new)))
            }
            (Some(old), None) => lines.push(format!("- {at}: {}", value(old))),
            (None, Some(new)) => lines.push(format!("+ {at}: {}", value(new))),
            (None, None) => {}
        }
    }
    lines.sort_by(|a, b| a[2..].cmp(&b[2..]));
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("… and {more} more"));
    }
    lines
}

/// Returns text of the vendor's as it is safe to show: escaped, and of bounded length.
fn shown(text: &str) -> String {
    const LONGEST: usize = 240;
    let escaped: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    // Quotes are no danger, and there are many in a JSON value.
    let escaped = escaped.replace("\\\"", "\"").replace("\\'", "'");
    if text.chars().count() > LONGEST { format!("{escaped}…") } else { escaped }
}
