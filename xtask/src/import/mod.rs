//! Converts the vendor's description into the fragment: the wanted operations and their facts in a
//! uniform shape.
//!
//! The steps work on an *excerpt*: a small document with the wanted operations and the components
//! that they reach, at the same pointers as in the vendor's document, which is never changed.

mod check;
mod flatten;
mod prose;
pub mod repair;
mod scopes;
mod select;
mod spelling;

pub use prose::{Reading, read as read_prose};
pub use spelling::Respelling;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::openapi::grammar::{Child, child};
use crate::openapi::{Kind, canonical, join, load, reach, schemas, steps, visit_mut};
use crate::report::{Diagnostic, Report, escaped, truncated};

/// The maintainer's decisions about the vendor's document: `import.json`, beside the fragment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The display name of the file.
    #[serde(skip)]
    pub file: String,
    /// The domain of the vendor's servers.
    pub host: String,
    /// The ids of the wanted operations.
    pub operations: Vec<String>,
    /// The ids of the operations that are kept if the document lacks them.
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
            let help = "write {\"host\": \"…\", \"operations\": [\"an operationId\", …]}, \
                        optionally with \"keep\": [\"an operationId\", …] and \"scope-lists\": \
                        {\"/a/pointer\": [\"a scope\", …]}";
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

/// The input of an import.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The name of the document's file.
    pub file: &'a str,
    /// The document.
    pub document: &'a Value,
    /// The operations to import, and other decisions.
    pub config: &'a Config,
    /// The established fragment, if there is one.
    pub fragment: Option<&'a Value>,
    /// Our overlay, if there is one.
    pub overlay: Option<&'a Value>,
    /// Whether the document's spelling of a known scope is adopted.
    pub respell: bool,
    /// Whether an operation with another id replaces the wanted one at its place, for a comparison.
    /// Otherwise it is rejected, since the configuration must be adapted.
    pub follow_renames: bool,
}

/// The result of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The new fragment, in canonical order.
    pub fragment: Value,
    /// The new overlay, if it changes.
    pub overlay: Option<Value>,
    /// The scopes with two spellings.
    pub respellings: Vec<Respelling>,
    /// The operations of the document that look like OAuth operations and are not imported.
    pub others: Vec<String>,
    /// What was done, and what needs a maintainer's decision.
    pub report: Report,
}

/// Converts the document into a fragment.
pub fn import(request: &Request<'_>) -> Result<Imported, Report> {
    let mut report = Report::default();
    load::check_version(request.file, request.document)?;
    check::vendor(request)?;
    let selected = select::select(request, &mut report)?;
    let mut excerpt = excerpt(request.document, selected.paths);
    check::size(request.file, &excerpt)?;
    check::complete(request.file, &excerpt)?;
    // Extensions of the vendor's are not for this generator.
    let ours = is_fragment(request.document);
    drop(&mut excerpt, |_, key| !ours && key.starts_with("x-"));

    repair::repair(&mut excerpt, request, &mut report);
    check::known(request.file, &excerpt)?;
    let respellings = scopes::unify(&mut excerpt, request, &mut report)?;
    flatten::flatten(&mut excerpt, request.file, &mut report)?;
    drop_prose(&mut excerpt);
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

/// Returns whether `document` is a fragment: only fragments have `x-delimited`.
pub fn is_fragment(document: &Value) -> bool {
    schemas(document).any(|(_, schema)| schema.get("x-delimited").is_some())
}

/// Returns the operations in `paths` with the components that they reach in `document`.
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

/// Inserts `value` at `pointer`. Creates missing objects on the way.
fn place(document: &mut Value, pointer: &str, value: Value) {
    let mut at = document;
    for step in steps(pointer) {
        at = &mut at[step.as_str()];
    }
    *at = value;
}

/// Removes the members of objects that are not wanted.
fn drop(excerpt: &mut Value, unwanted: impl Fn(Kind, &str) -> bool) {
    visit_mut(excerpt, Kind::Document, "", &mut |kind, _, value| {
        if let Some(members) = value.as_object_mut() {
            members.retain(|key, _| !unwanted(kind, key));
        }
    });
}

/// Removes the vendor's texts and examples.
fn drop_prose(excerpt: &mut Value) {
    drop(excerpt, |kind, key| child(kind, key) == Child::Prose);
    visit_mut(excerpt, Kind::Document, "", &mut |kind, _, value| {
        let Some(members) = value.as_object_mut() else { return };
        // OpenAPI requires a description in responses.
        if kind == Kind::Response && !members.contains_key("$ref") {
            members.insert("description".to_owned(), json!(""));
        }
        // `flows` is the only fact that contains texts.
        let flows = members.get_mut("flows").filter(|_| kind == Kind::SecurityScheme);
        for (_, flow) in flows.and_then(Value::as_object_mut).into_iter().flatten() {
            let scopes = flow.get_mut("scopes").and_then(Value::as_object_mut);
            scopes.into_iter().flatten().for_each(|(_, text)| *text = json!(""));
        }
    });
}

/// Removes unreachable components. Keeps the title of the established fragment, and its version and
/// servers too if the document describes only a `part` of the API.
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
            let message = "differ from the established ones, which are kept";
            let help = "check whether the service has new addresses, and edit the fragment";
            report.push(Diagnostic::warning(request.file, at, message, help));
        }
        place(excerpt, at, established.clone());
    }
}

/// The maximum number of listed changes.
const SHOWN: usize = 80;

/// Returns the differences between two fragments: one line for each removed or added value.
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

/// Collects the values in `value`, each with its pointer. Items of a list have the pointer of the
/// list.
fn values(value: &Value, at: &str, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(key, member)| values(member, &join(at, key), all));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| values(item, at, all));
        }
        value => {
            all.insert(format!("{}: {}", escaped(at), shown(&value.to_string())));
        }
    }
}

/// Returns text of the vendor escaped and truncated, so that it is safe to show.
fn shown(text: &str) -> String {
    escaped(&truncated(text, 240))
}
