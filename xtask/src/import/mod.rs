//! From what the vendor publishes to the fragment: the wanted operations, their facts, one shape.
//!
//! The steps work on an *excerpt*, a small document with the wanted operations and what they reach,
//! at the same pointers as in the vendor's. The vendor's own is never changed and never copied
//! whole.

mod check;
mod flatten;
mod prose;
pub mod repair;
mod scopes;
mod select;
mod spelling;

pub use prose::{Reading, read as read_prose};
pub use select::Renamed;
pub use spelling::Respelling;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::openapi::grammar::{Child, child};
use crate::openapi::pointer::{join, steps};
use crate::openapi::{Kind, canonical, load, reach, schemas, visit_mut};
use crate::report::{Diagnostic, Report};

/// What a maintainer decides about the vendor's document: `import.json`, beside the fragment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The file, as a person would name it.
    #[serde(skip)]
    pub file: String,
    /// The domain that the vendor's servers are in.
    pub host: String,
    /// The ids of the wanted operations.
    pub operations: Vec<String>,
    /// The ids of the operations that stay as established where the document lacks them.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Scope lists given by hand, by the pointer of the property in the vendor's document. `None`
    /// if the property is a plain string.
    #[serde(default)]
    pub scope_lists: BTreeMap<String, Option<Vec<String>>>,
}

impl Config {
    /// Reads `import.json` in `dir`.
    pub fn from_dir(dir: &Path) -> Result<Self, Diagnostic> {
        let path = dir.join("import.json");
        Self::read(&path.display().to_string(), &load::json(&path)?)
    }

    /// Reads the content of the file called `file`.
    pub fn read(file: &str, value: &Value) -> Result<Self, Diagnostic> {
        let wrong = |message: String| {
            let help = "write {\"host\": \"…\", \"operations\": [\"an operationId\", …]}, and where \
                        needed \"keep\": [\"an operationId\", …] and \"scope-lists\": {\"/a/pointer\": \
                        [\"a scope\", …]}";
            Diagnostic::error(file, "", message, help)
        };
        let config = Self::deserialize(value).map_err(|error| wrong(error.to_string()))?;
        if config.operations.is_empty() || config.scope_lists.values().flatten().any(Vec::is_empty)
        {
            return Err(wrong("has an empty list".to_owned()));
        }
        Ok(Self { file: file.to_owned(), ..config })
    }
}

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
    load::check_version(request.file, request.document)?;
    check::vendor(request)?;
    let selected = select::select(request, &mut report)?;
    let mut excerpt = excerpt(request.document, selected.paths);
    check::size(request.file, &excerpt)?;
    check::complete(request.file, &excerpt)?;
    // An extension says something to the generator only where it is ours.
    let ours = is_fragment(request.document);
    let mut dropped = drop(&mut excerpt, |_, key| !ours && key.starts_with("x-"));

    repair::repair(&mut excerpt, request, &mut report);
    check::known(request.file, &excerpt)?;
    let respellings = scopes::unify(&mut excerpt, request, &mut report)?;
    flatten::flatten(&mut excerpt, request.file, &mut report)?;
    dropped += drop_prose(&mut excerpt);
    let message = format!("{dropped} texts and examples of the vendor's are left out");
    report.push(Diagnostic::note(request.file, "", message));

    let mut excerpt = canonical::order(&excerpt);
    select::keep(&mut excerpt, &selected.kept, request)?;
    tidy(&mut excerpt, !selected.kept.is_empty(), request, &mut report);
    check::references(request.file, &excerpt)?;
    Ok(Imported {
        fragment: canonical::order(&excerpt),
        overlay: spelling::respelled(request.overlay, &respellings),
        respellings,
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
    let mut excerpt = json!({});
    for key in ["openapi", "info", "servers"] {
        if let Some(member) = document.get(key) {
            excerpt[key] = member.clone();
        }
    }
    excerpt["components"] = components(document, &paths);
    excerpt["paths"] = Value::Object(paths);
    excerpt
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
        for (_, flow) in flows.and_then(Value::as_object_mut).into_iter().flatten() {
            let scopes = flow.get_mut("scopes").and_then(Value::as_object_mut);
            scopes.into_iter().flatten().for_each(|(_, text)| *text = json!(""));
        }
    });
    dropped
}

/// Leaves what the operations still reach, and what the fragment knows better about the whole: its
/// title, and all of it where the document describes only a `part`.
fn tidy(excerpt: &mut Value, part: bool, request: &Request<'_>, report: &mut Report) {
    let paths = excerpt.get("paths").and_then(Value::as_object).cloned().unwrap_or_default();
    excerpt["components"] = components(excerpt, &paths);
    let Some(fragment) = request.fragment else { return };
    for (at, stays) in [("/info/title", true), ("/info/version", part), ("/servers", part)] {
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

/// How many changes of the fragment are listed.
const SHOWN: usize = 80;

/// Returns what differs between two fragments: one line for each value that is gone or new.
pub fn changes(old: &Value, new: &Value) -> Vec<String> {
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    values(old, "", &mut before);
    values(new, "", &mut after);
    let gone = before.difference(&after).map(|line| (line, '-'));
    let new = after.difference(&before).map(|line| (line, '+'));
    let changed: BTreeSet<_> = gone.chain(new).collect();
    let more = changed.len().saturating_sub(SHOWN);
    let shown = changed.into_iter().take(SHOWN).map(|(line, sign)| format!("{sign} {line}"));
    shown.chain((more > 0).then(|| format!("… and {more} more"))).collect()
}

/// Collects the values in `value`, each with its pointer. The items of a list have the list's.
fn values(value: &Value, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(key, member)| values(member, &join(at, key), all));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| values(item, at, all));
        }
        value => {
            all.insert(format!("{at}: {}", shown(&value.to_string())));
        }
    }
}

/// Returns text of the vendor's as it is safe to show: escaped, and of bounded length.
fn shown(text: &str) -> String {
    const LONGEST: usize = 240;
    let escaped: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    // Quotes are no danger, and there are many in a JSON value.
    let escaped = escaped.replace("\\\"", "\"").replace("\\'", "'");
    if text.chars().count() > LONGEST { format!("{escaped}…") } else { escaped }
}
