//! From what the vendor publishes to the fragment: the wanted operations, their facts, one shape.
//!
//! The steps work on an *excerpt*, a small document with the wanted operations and what they reach,
//! at the same pointers as in the vendor's. The vendor's own is never changed and never copied
//! whole.

pub mod config;
mod flatten;
mod hoist;
mod keep;
mod overlay_edit;
mod partial;
mod prose;
mod reach;
pub mod repairs;
pub mod report;
pub mod scopes;
pub mod select;

pub use config::Config;
pub use report::{Note, Report, Topic};
pub use scopes::Respelling;
pub use select::Renamed;

use serde_json::{Map, Value, json};

use crate::description::{canonical, references, validate};
use crate::finding::{Finding, Findings};

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
    /// Whether operations that the document lacks stay.
    pub keep_missing: bool,
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
    /// Whether the document told a part of the facts only.
    pub partial: bool,
    /// The operations that the document lacks.
    pub missing: Vec<String>,
    /// What was done.
    pub report: Report,
}

impl Imported {
    /// A fragment that needs no import.
    pub fn of_fragment(fragment: Value) -> Self {
        Self {
            fragment,
            overlay: None,
            respellings: Vec::new(),
            partial: false,
            missing: Vec::new(),
            report: Report::default(),
        }
    }
}

/// Makes a fragment of the document.
pub fn import(request: &Request<'_>) -> Result<Imported, Findings> {
    let mut report = Report::default();
    validate::version(request.file, request.document)?;
    let selected = select::select(request, &mut report)?;
    let mut excerpt = excerpt(request.document, selected.paths);

    repairs::apply(repairs::RULES, &mut excerpt, request, &mut report)?;
    hoist::hoist(&mut excerpt, request.document);
    let partial = partial::is_partial(&excerpt);
    if partial {
        partial::strip(&mut excerpt);
    }
    repairs::apply(repairs::LATE_RULES, &mut excerpt, request, &mut report)?;
    prose::refuse_unknown(request.file, &excerpt)?;
    let respellings = scopes::unify(&mut excerpt, request, &mut report)?;
    flatten::flatten(request.file, &mut excerpt, &mut report)?;
    report.dropped = prose::drop(&mut excerpt);
    odd(request.file, &excerpt, &mut report)?;

    if partial {
        partial::complete(&mut excerpt, request.fragment, &mut report);
        keep::components(&mut excerpt, request.fragment);
    }
    if request.keep_missing {
        keep::keep(&mut excerpt, &selected.missing, request);
    }
    tidy(&mut excerpt, request.fragment);
    let problems = references::dangling(&excerpt, &|_| request.file.to_owned());
    Findings::into_result(problems)?;
    Ok(Imported {
        fragment: canonical::order(&excerpt),
        overlay: overlay_edit::respelled(request.overlay, &respellings),
        respellings,
        partial,
        missing: selected.missing,
        report,
    })
}

/// The selected operations of `document` with what they reach.
fn excerpt(document: &Value, paths: Map<String, Value>) -> Value {
    let mut excerpt = Map::new();
    for key in ["openapi", "info", "servers"] {
        if let Some(member) = document.get(key) {
            excerpt.insert(key.to_owned(), member.clone());
        }
    }
    // A requirement of the whole document is needed to know which keys are reached.
    let paths = Value::Object(paths);
    let components = reach::components(document, &paths);
    excerpt.insert("paths".to_owned(), paths);
    excerpt.insert("components".to_owned(), components);
    Value::Object(excerpt)
}

/// Leaves what the operations still reach, and the fragment's own title.
fn tidy(excerpt: &mut Value, fragment: Option<&Value>) {
    let components = reach::components(excerpt, excerpt.get("paths").unwrap_or(&Value::Null));
    excerpt["components"] = components;
    // How the vendor calls a part of the description, or the whole, is no fact about the API.
    if let Some(title) = fragment.and_then(|fragment| fragment.pointer("/info/title")) {
        if !excerpt.get("info").is_some_and(Value::is_object) {
            excerpt["info"] = json!({});
        }
        excerpt["info"]["title"] = title.clone();
    }
    if excerpt.get("servers").is_none()
        && let Some(servers) = fragment.and_then(|fragment| fragment.get("servers"))
    {
        excerpt["servers"] = servers.clone();
    }
}

/// Refuses facts that contradict each other, and notes what is merely odd.
fn odd(file: &str, excerpt: &Value, report: &mut Report) -> Result<(), Findings> {
    use crate::description::grammar::{Kind, walk};
    let mut problems = Vec::new();
    walk(excerpt, Kind::Document, "", &mut |kind, at, value| match kind {
        Kind::Schema => problems.extend(contradictions(file, at, value)),
        Kind::Operation => {
            let asked = value.pointer("/requestBody/content").and_then(first_schema);
            let answered = value.pointer("/responses/200/content").and_then(first_schema);
            if asked.is_some() && asked == answered {
                report.note(
                    Topic::Odd,
                    at,
                    "answers with the schema of its own request; taken as published",
                );
            }
        }
        _ => {}
    });
    Findings::into_result(problems)
}

fn first_schema(content: &Value) -> Option<&Value> {
    content.as_object()?.values().next()?.get("schema")?.get("$ref")
}

fn contradictions(file: &str, at: &str, schema: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    if let (Some(properties), Some(required)) = (properties, schema.get("required")) {
        for name in required.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !properties.contains_key(name) {
                let message = format!("requires `{name}`, which is none of its properties");
                found.push(Finding::new(
                    file,
                    format!("{at}/required"),
                    message,
                    "add the property, or take the name off the list",
                ));
            }
        }
    }
    if let (Some(default), Some(values)) = (schema.get("default"), schema.get("enum"))
        && !values.as_array().is_some_and(|values| values.contains(default))
    {
        let message = format!("the default {default} is none of the enum's values");
        found.push(Finding::new(
            file,
            format!("{at}/default"),
            message,
            "add the value, or remove the default",
        ));
    }
    found
}
