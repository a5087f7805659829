//! Converts all published forms of scope lists into the fragment's form.
//!
//! A list belongs to a place: the property `scope` of a token request (beside `grant_type`) or of a
//! token response (beside `active` or `access_token`), in one API version. Other properties of that
//! name are not changed. The lists of a version are merged into one component; lists of different
//! versions are not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::prose::{self, FIELD, Reading, is_scope};
use super::spelling::{self, Respelling};
use super::{Config, Request, place, shown};
use crate::openapi::{
    Kind, component_at, join, operations, reach, reference, steps, text, version_of, visit,
};
use crate::report::{Diagnostic, Report};

/// The Rust names of the two components.
const SCOPE: &str = "Scope";
const SET: &str = "ScopeSet";

/// The API version whose components have no prefix.
const FIRST: &str = "v1";

/// The properties that identify a token request, and those that identify a token response.
const MARKS: [&str; 3] = ["grant_type", "active", "access_token"];

/// A property that can have a list of scopes.
struct Place {
    at: String,
    version: String,
    mark: &'static str,
}

/// A list of scopes with its place.
struct List {
    place: String,
    at: String,
    values: Vec<String>,
}

/// Replaces each property with a list by a reference to a set. Returns the scopes with two
/// spellings.
pub(super) fn unify(
    excerpt: &mut Value,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Vec<Respelling>, Report> {
    let by_hand = &request.config.scope_lists;
    let is_set = |document: &Value, at: &str| {
        let meant = reference::meant(document, at, document.pointer(at).unwrap_or(&Value::Null));
        meant.is_some_and(|(_, set)| set.get("x-delimited").is_some())
    };
    let mut established = BTreeSet::new();
    if let Some(fragment) = request.fragment {
        let sets = places(fragment, request.config).into_iter();
        let sets = sets.filter(|place| is_set(fragment, &place.at));
        established.extend(sets.map(|place| (place.version, place.mark)));
    }
    let mut versions: BTreeMap<String, Vec<List>> = BTreeMap::new();
    let mut problems = Report::default();
    for Place { at, version, mark } in places(excerpt, request.config) {
        match read(excerpt, &at, request) {
            Ok(Some(list)) => versions.entry(version).or_default().push(list),
            Ok(None) if by_hand.contains_key(&at) || is_set(excerpt, &at) => {}
            // Without an error, the type would change silently.
            Ok(None) if established.contains(&(version, mark)) => {
                let said = excerpt.pointer(&at).map_or("", |field| text(field, "description"));
                let message = format!(
                    "lists no scopes, but the fragment has a list here; its text is: \"{}\"",
                    shown(said)
                );
                let help = line_by_hand(&at, request);
                problems.push(Diagnostic::error(request.file, at, message, help));
            }
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    for pointer in by_hand.keys().filter(|at| excerpt.pointer(at).is_none()) {
        let message = format!("names {pointer}, which is not in the document");
        let help = "remove the entry, or correct its pointer";
        let at = join("/scope-lists", pointer);
        report.push(Diagnostic::warning(&request.config.file, at, message, help));
    }
    problems.check()?;
    let mut respellings = Vec::new();
    for (version, lists) in versions {
        respellings.extend(write(excerpt, &version, &lists, request, report)?);
    }
    Ok(respellings)
}

/// Writes the lists of one version as two components, and makes the places refer to them. Returns
/// the scopes with two spellings.
fn write(
    excerpt: &mut Value,
    version: &str,
    lists: &[List],
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Vec<Respelling>, Diagnostic> {
    let listed = agree(lists, request, report)?;
    let prefix = if version == FIRST { String::new() } else { format!("{version}.") };
    let [scope, set] = [SCOPE, SET].map(|name| format!("{prefix}{name}"));
    let (values, respellings) = spelling::respell(&listed, &scope, request, report);
    let items = json!({ "$ref": format!("#{}", component_at(&scope)) });
    let delimited = json!({ "separator": " ", "items": items });
    for (name, rust_name, mut schema) in [
        (&scope, SCOPE, json!({ "type": "string", "enum": values })),
        (&set, SET, json!({ "type": "string", "x-delimited": delimited })),
    ] {
        let at = component_at(name);
        if excerpt.pointer(&at).is_some_and(|other| text(other, "type") != "string") {
            let message = "has the reserved name of the component for the list of scopes";
            let help = "rename the component in the document";
            return Err(Diagnostic::error(request.file, at, message, help));
        }
        if name != rust_name {
            schema["x-rust-name"] = json!(rust_name);
        }
        place(excerpt, &at, schema);
    }
    lists.iter().for_each(|list| replace(excerpt, &list.place, &set));
    Ok(respellings)
}

/// Finds the places, requests first: they decide the order of the scopes.
fn places(excerpt: &Value, config: &Config) -> Vec<Place> {
    let mut roots: Vec<_> =
        operations(excerpt).map(|one| (version_of(one.path), one.value)).collect();
    // The lowest version comes last: a schema that two versions reach belongs to the first one.
    roots.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    let mut versions = BTreeMap::new();
    for (version, operation) in roots {
        let reached = reach(excerpt, [(Kind::Operation, operation)]);
        versions.extend(reached.into_iter().map(|at| (at, version)));
    }
    let mut places = Vec::new();
    visit(excerpt, Kind::Document, "", &mut |kind, at, schema| {
        let field = join(&join(at, "properties"), FIELD);
        let properties = schema.get("properties").filter(|_| kind == Kind::Schema);
        let Some(properties) = properties.filter(|own| own.get(FIELD).is_some()) else { return };
        let mark = MARKS.into_iter().find(|name| properties.get(name).is_some());
        if mark.is_none() && !config.scope_lists.contains_key(&field) {
            return;
        }
        let path = steps(at).nth(1).filter(|_| at.starts_with("/paths/")).unwrap_or_default();
        let component = at.match_indices('/').nth(3).map_or(at, |(end, _)| &at[..end]);
        let version = versions.get(component).copied().unwrap_or(version_of(&path)).to_owned();
        places.push(Place { at: field, version, mark: mark.unwrap_or_default() });
    });
    places.sort_by_key(|place| place.mark != MARKS[0]);
    places
}

/// Reads the scopes of the property at `at`.
fn read(excerpt: &Value, at: &str, request: &Request<'_>) -> Result<Option<List>, Diagnostic> {
    let list = |values_at: String, values: Vec<String>| {
        Ok(Some(List { place: at.to_owned(), at: values_at, values }))
    };
    if let Some(values) = request.config.scope_lists.get(at) {
        return values.clone().map_or(Ok(None), |values| list(at.to_owned(), values));
    }
    let field = excerpt.pointer(at).unwrap_or(&Value::Null);
    let Some((schema_at, schema)) = reference::meant(excerpt, at, field) else { return Ok(None) };
    let (values_at, values) = match text(schema, "type") {
        "array" => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            let items = reference::follow(excerpt, &join(&schema_at, "items"), items);
            let Some((items_at, items)) = items else { return Ok(None) };
            let by_spaces = |form: &String| {
                let encoding = excerpt.pointer(&format!("{form}/encoding/scope"));
                let style = encoding.map_or("", |encoding| text(encoding, "style"));
                let exploded = encoding.and_then(|encoding| encoding.get("explode"));
                style == "spaceDelimited" && exploded != Some(&Value::Bool(true))
            };
            let forms = forms(excerpt, at);
            let joined = !forms.is_empty() && forms.iter().all(by_spaces);
            if items.get("enum").is_some() && !joined {
                let message = "is an array without an `encoding` that joins its values by spaces";
                let help = "check what the service accepts: the fragment's scopes are separated \
                            by spaces, as with `encoding: {scope: {style: spaceDelimited, \
                            explode: false}}`";
                return Err(Diagnostic::error(request.file, at, message, help));
            }
            (items_at, items.get("enum"))
        }
        "string" => (schema_at, schema.get("enum")),
        _ => return Ok(None),
    };
    if let Some(values) = values.and_then(Value::as_array) {
        // A nullable enum may list `null`.
        let values = values.iter().filter(|value| !value.is_null());
        let values = values.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
        return list(join(&values_at, "enum"), values.collect());
    }
    let own = text(field, "description");
    let described_at = join(at, "description");
    match prose::read(if own.is_empty() { text(schema, "description") } else { own }) {
        Reading::List(values) => list(described_at, values),
        Reading::Nothing => Ok(None),
        Reading::Uncertain(sentence) => {
            let sentence = shown(&sentence);
            let message = format!("the list of scopes is ambiguous: \"{sentence}\"");
            Err(Diagnostic::error(request.file, described_at, message, line_by_hand(at, request)))
        }
    }
}

/// Returns the help for a list in `import.json`.
fn line_by_hand(at: &str, request: &Request<'_>) -> String {
    format!(
        "add the list to {}: \"scope-lists\": {{ \"{at}\": [\"a scope\", …] }}, or `null` instead \
         of the list if the property is a plain string",
        request.config.file
    )
}

/// Returns the pointers of the forms whose `encoding` applies to the property at `at`.
fn forms(excerpt: &Value, at: &str) -> Vec<String> {
    let mut forms = Vec::new();
    visit(excerpt, Kind::Document, "", &mut |kind, media_at, media| {
        if kind == Kind::MediaType
            && media.pointer("/encoding/scope").is_some()
            && let Some(schema) = media.get("schema")
            && let Some((own, _)) = reference::follow(excerpt, &join(media_at, "schema"), schema)
            && at == join(&join(&own, "properties"), FIELD)
        {
            forms.push(media_at.to_owned());
        }
    });
    forms
}

/// Returns the values of all lists of one version, each with its place, in the order of the first
/// list. Values that only other lists have are added: the service rejects an extra scope with a
/// message, while a missing scope cannot be requested.
fn agree(
    lists: &[List],
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut all: Vec<(String, String)> = Vec::new();
    for List { place, at, values } in lists {
        for value in values {
            if !is_scope(value) {
                let message = format!("\"{}\" is not a scope (RFC 6749, 3.3)", shown(value));
                let help = line_by_hand(place, request);
                return Err(Diagnostic::error(request.file, at, message, help));
            }
            if all.iter().all(|(own, _)| own != value) {
                all.push((value.clone(), at.clone()));
            }
        }
    }
    let mut seen = BTreeSet::new();
    for List { at, values, .. } in lists.iter().filter(|list| seen.insert(&list.at)) {
        let message = format!("lists {} scopes", values.len());
        report.push(Diagnostic::note(request.file, at, message));
        let lacks = |value: &str| values.iter().all(|own| !own.eq_ignore_ascii_case(value));
        let missing: Vec<_> = all.iter().filter(|(value, _)| lacks(value)).collect();
        if let Some((_, other)) = missing.first() {
            let missing: Vec<_> = missing.iter().map(|(value, _)| shown(value)).collect();
            let message = format!("lacks `{}`, which {other} has", missing.join("`, `"));
            let help = "all scopes are imported; ask the vendor which list is correct";
            report.push(Diagnostic::warning(request.file, at, message, help));
        }
    }
    Ok(all)
}

/// Makes the property at `at` a reference to the component `set`, and removes its obsolete
/// keywords.
fn replace(excerpt: &mut Value, at: &str, set: &str) {
    for form in forms(excerpt, at) {
        let media = excerpt.pointer_mut(&form).and_then(Value::as_object_mut);
        let Some(media) = media else { continue };
        if let Some(encoding) = media.get_mut("encoding").and_then(Value::as_object_mut) {
            // Empty settings are the same as none.
            encoding.retain(|field, settings| field != FIELD && *settings != json!({}));
            if encoding.is_empty() {
                media.shift_remove("encoding");
            }
        }
    }
    if let Some(field) = excerpt.pointer_mut(at).and_then(Value::as_object_mut) {
        field.retain(|key, _| {
            matches!(key.as_str(), "deprecated" | "nullable" | "readOnly" | "writeOnly")
        });
        let set = json!({ "$ref": format!("#{}", component_at(set)) });
        field.insert("allOf".to_owned(), json!([set]));
    }
}
