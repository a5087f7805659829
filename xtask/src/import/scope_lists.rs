//! Every way in which scopes have been published, brought into the fragment's one shape.
//!
//! A list belongs to a place: the property `scope` of a token request (beside `grant_type`) or of a
//! token response (beside `access_token` or `active`), in one API version. Other properties of that
//! name stay what they are. The lists of a version become one component, and those of two versions
//! never meet.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::prose_list::{self, Reading};
use super::spelling::{self, Respelling};
use super::{Request, place, shown};
use crate::openapi::pointer::join;
use crate::openapi::{Kind, operations, reach, reference, text, version_of, visit, visit_mut};
use crate::report::{Diagnostic, Report};

/// The name that RFC 6749 gives to the property.
pub(super) const FIELD: &str = "scope";

/// The API version whose components have no prefix.
const FIRST: &str = "v1";

/// Whether `value` can be a scope. RFC 6749, section 3.3:
/// `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`.
pub(super) fn is_scope(value: &str) -> bool {
    let fits = |c| matches!(c, '\x21' | '\x23'..='\x5B' | '\x5D'..='\x7E');
    !value.is_empty() && value.chars().all(fits)
}

/// A property that can have a list of scopes.
#[derive(Clone, Debug)]
pub(super) struct Place {
    at: String,
    version: String,
}

/// A list of scopes, and where it is.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) place: String,
    pub(super) at: String,
    pub(super) values: Vec<String>,
}

/// What came of all lists.
#[derive(Debug, Default)]
pub(super) struct Unified {
    /// The scopes that are spelled in two ways.
    pub(super) respellings: Vec<Respelling>,
    /// The places without a list.
    unread: Vec<Place>,
}

/// Returns the name of a component for the scopes of `version`.
pub(super) fn component(name: &str, version: &str) -> String {
    if version == FIRST { name.to_owned() } else { format!("{version}.{name}") }
}

/// Replaces each property with a list by the fragment's one shape.
pub(super) fn unify(
    excerpt: &mut Value,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Unified, Report> {
    let places = places(excerpt, request);
    let mut unified = Unified::default();
    let mut versions: Vec<(String, Vec<List>)> = Vec::new();
    let mut problems = Report::default();
    for place in places {
        match read(excerpt, &place.at, request) {
            Ok(Found::Ours) => {}
            Ok(Found::Nothing) => unified.unread.push(place),
            Ok(Found::List(list)) => match versions.iter_mut().find(|one| one.0 == place.version) {
                Some((_, lists)) => lists.push(list),
                None => versions.push((place.version, vec![list])),
            },
            Err(problem) => problems.push(problem),
        }
    }
    for pointer in request.config.scope_lists.keys() {
        if excerpt.pointer(pointer).is_none() {
            let message = format!("names {pointer}, which the document does not have");
            let help = "remove the line, or correct its pointer";
            let at = join("/scope-lists", pointer);
            report.push(Diagnostic::warning(request.config.file.clone(), at, message, help));
        }
    }
    for (version, lists) in versions {
        let values = match agree(&lists, request, report) {
            Ok(values) => values,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let spelled = spelling::respell(&values, &component("Scope", &version), request, report);
        unified.respellings.extend(spelled.respellings);
        if let Err(problem) = write(excerpt, &version, &spelled.values, request.file) {
            problems.push(problem);
        }
        lists.iter().for_each(|list| replace(excerpt, &list.place, &version));
    }
    problems.check()?;
    Ok(unified)
}

/// Finds the places, those of requests first in each version: what can be requested decides.
fn places(excerpt: &Value, request: &Request<'_>) -> Vec<Place> {
    let mut ordered: Vec<_> = operations(excerpt).collect();
    // The lowest version first: a schema that two versions reach is the first one's.
    ordered.sort_by_key(|one| (version_of(one.path).len(), version_of(one.path).to_owned()));
    let mut places: Vec<Place> = Vec::new();
    let mut seen = BTreeSet::new();
    for versions in ordered.chunk_by(|a, b| version_of(a.path) == version_of(b.path)) {
        for (part, kind, beside) in [
            ("requestBody", Kind::RequestBody, &["grant_type"][..]),
            ("responses", Kind::Operation, &["access_token", "active"]),
        ] {
            for operation in versions {
                let whole;
                let (at, value) = match (kind, operation.value.get(part)) {
                    (_, None) => continue,
                    (Kind::RequestBody, Some(body)) => (join(&operation.pointer, part), body),
                    (_, Some(responses)) => {
                        whole = json!({ part: responses, "security": [] });
                        (operation.pointer.clone(), &whole)
                    }
                };
                let mut find = |kind, at: &str, schema: &Value| {
                    let properties = schema.get("properties").filter(|_| kind == Kind::Schema);
                    let Some(properties) = properties.filter(|all| all.get(FIELD).is_some()) else {
                        return;
                    };
                    let at = join(&join(at, "properties"), FIELD);
                    let ours = beside.iter().any(|name| properties.get(name).is_some());
                    let by_hand = request.config.scope_lists.contains_key(&at);
                    if (ours || by_hand) && seen.insert(at.clone()) {
                        places.push(Place { at, version: version_of(operation.path).to_owned() });
                    }
                };
                visit(value, kind, &at, &mut |kind, at, value| find(kind, at, value));
                for at in reach(excerpt, [(kind, value)]) {
                    if let (true, Some(schema)) =
                        (at.starts_with("/components/schemas/"), excerpt.pointer(&at))
                    {
                        visit(schema, Kind::Schema, &at, &mut |kind, at, value| {
                            find(kind, at, value)
                        });
                    }
                }
            }
        }
    }
    places
}

enum Found {
    /// The fragment's own shape.
    Ours,
    List(List),
    Nothing,
}

/// Reads what the property at `at` says about scopes.
fn read(excerpt: &Value, at: &str, request: &Request<'_>) -> Result<Found, Diagnostic> {
    let list = |values_at: &str, values: Vec<String>| {
        Found::List(List { place: at.to_owned(), at: values_at.to_owned(), values })
    };
    match request.config.scope_lists.get(at) {
        Some(Some(values)) => return Ok(list(at, values.clone())),
        Some(None) => return Ok(Found::Nothing),
        None => {}
    }
    let field = excerpt.pointer(at).unwrap_or(&Value::Null);
    let single = field.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
    let target = if let Some([one]) = single { one } else { field };
    let Some((schema_at, schema)) = reference::follow(excerpt, at, target) else {
        return Ok(Found::Nothing);
    };
    if schema.get("x-delimited").is_some() {
        return Ok(Found::Ours);
    }
    let (values_at, values) = match text(schema, "type") {
        "array" => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            let items = reference::follow(excerpt, &join(&schema_at, "items"), items);
            let Some((items_at, items)) = items else { return Ok(Found::Nothing) };
            if items.get("enum").is_some() {
                check_encoding(excerpt, at, request.file)?;
            }
            (items_at, items.get("enum"))
        }
        "string" => (schema_at, schema.get("enum")),
        _ => return Ok(Found::Nothing),
    };
    let Some(values) = values.and_then(Value::as_array) else {
        return read_prose(at, text(field, "description"), text(schema, "description"), request)
            .map(|values| {
                values.map_or(Found::Nothing, |values| list(&join(at, "description"), values))
            });
    };
    // `null` is how a nullable field lists that it may be absent.
    let values = values.iter().filter(|value| !value.is_null());
    let values =
        values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    Ok(list(&join(&values_at, "enum"), values.collect()))
}

fn read_prose(
    at: &str,
    own: &str,
    target: &str,
    request: &Request<'_>,
) -> Result<Option<Vec<String>>, Diagnostic> {
    match prose_list::read(if own.is_empty() { target } else { own }) {
        Reading::List(values) => Ok(Some(values)),
        Reading::Nothing => Ok(None),
        Reading::Uncertain { sentence, why } => Err(Diagnostic::error(
            request.file,
            join(at, "description"),
            format!(
                "the list of scopes cannot be read with certainty, {why}: \"{}\"",
                shown(&sentence)
            ),
            by_hand(at, request),
        )),
    }
}

/// The line that gives a list by hand.
fn by_hand(at: &str, request: &Request<'_>) -> String {
    format!(
        "give the list by hand in {}: \"scope-lists\": {{ \"{at}\": [\"a scope\", …] }}, or `null` in \
         place of the list if the property is a plain string",
        request.config.file
    )
}

/// Checks that a form with the array at `at` joins its values by spaces.
fn check_encoding(excerpt: &Value, at: &str, file: &str) -> Result<(), Diagnostic> {
    let mut spaces = None;
    visit(excerpt, Kind::Document, "", &mut |kind, media_at, media| {
        if let Some(encoding) = media.pointer("/encoding/scope")
            && is_form_of(kind, media_at, media, at)
        {
            let style = text(encoding, "style") == "spaceDelimited";
            let joined = encoding.get("explode") != Some(&Value::Bool(true));
            spaces = Some(spaces.unwrap_or(true) && style && joined);
        }
    });
    let (message, help) = match spaces {
        Some(true) => return Ok(()),
        Some(false) => (
            "is an array, and its `encoding` joins the values by something else than a space",
            "see what the service accepts: the fragment's scopes are separated by spaces",
        ),
        None => (
            "is an array, and no `encoding` says how its values are joined",
            "add `encoding: {scope: {style: spaceDelimited, explode: false}}` if that is meant",
        ),
    };
    Err(Diagnostic::error(file, at, message, help))
}

/// Whether `media` is a form whose schema has the property at `at`.
fn is_form_of(kind: Kind, media_at: &str, media: &Value, at: &str) -> bool {
    let schema = media.get("schema").and_then(reference::target);
    let schema = schema.and_then(|target| target.strip_prefix('#'));
    kind == Kind::MediaType
        && [schema, Some(media_at)]
            .into_iter()
            .flatten()
            .any(|root| at.strip_prefix(root).is_some_and(|rest| rest.starts_with('/')))
}

/// Returns the values of all lists of one version. The first list gives the order, and a value that
/// only another one has is added: a scope too many is refused by the service with a message, and one
/// too few cannot be requested.
fn agree(
    lists: &[List],
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Vec<(String, String)>, Diagnostic> {
    let Some(first) = lists.first() else { return Ok(Vec::new()) };
    let mut agreed: Vec<(String, String)> = Vec::new();
    let mut places = BTreeSet::new();
    for list in lists {
        if !places.insert(list.at.as_str()) {
            continue;
        }
        let at = list.at.as_str();
        for (index, value) in list.values.iter().enumerate() {
            let wrong = if !is_scope(value) {
                "cannot be a scope: RFC 6749 (section 3.3) allows printable ASCII without space, `\"` \
                 and `\\`"
            } else if list.values[..index].contains(value) {
                "is listed a second time"
            } else {
                continue;
            };
            let message = format!("\"{}\" {wrong}", shown(value));
            return Err(Diagnostic::error(
                request.file,
                at,
                message,
                by_hand(&list.place, request),
            ));
        }
        if at != first.at {
            compare(first, list, request, report)?;
        }
        let message = format!("{} scopes are listed here", list.values.len());
        report.push(Diagnostic::note(request.file, at, message));
        for value in &list.values {
            if agreed.iter().any(|(own, _)| own == value) {
                continue;
            }
            // Another spelling comes behind the one that was listed first.
            let same = agreed.iter().position(|(own, _)| own.eq_ignore_ascii_case(value));
            let later = || agreed.iter().position(|(own, _)| at != first.at && own > value);
            let place = same.map(|place| place + 1).or_else(later).unwrap_or(agreed.len());
            agreed.insert(place, (value.clone(), at.to_owned()));
        }
    }
    Ok(agreed)
}

/// Compares two lists of one version.
fn compare(
    first: &List,
    other: &List,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<(), Diagnostic> {
    let missing = |from: &List, of: &List| -> Vec<String> {
        let has = |value: &&String| from.values.iter().any(|own| own.eq_ignore_ascii_case(value));
        let missing = of.values.iter().filter(|value| !has(value));
        missing.map(|value| format!("`{}`", shown(value))).collect()
    };
    let (added, lacking) = (missing(first, other), missing(other, first));
    if added.len() == other.values.len() {
        let message = format!("lists none of the scopes at {}: is it a list of scopes?", first.at);
        let help = by_hand(&other.place, request);
        return Err(Diagnostic::error(request.file, &other.at, message, help));
    }
    for (verb, relative, values) in [("has", "lacks", added), ("lacks", "has", lacking)] {
        if !values.is_empty() {
            let message = format!("{verb} {}, which {} {relative}", values.join(", "), first.at);
            let help = "all of them are taken; ask the vendor which list is right";
            report.push(Diagnostic::warning(request.file, &other.at, message, help));
        }
    }
    Ok(())
}

/// Writes the components of `version`.
fn write(
    excerpt: &mut Value,
    version: &str,
    values: &[String],
    file: &str,
) -> Result<(), Diagnostic> {
    let items = format!("#/components/schemas/{}", component("Scope", version));
    let scope = json!({ "type": "string", "enum": values });
    let set = json!({
        "type": "string",
        "x-delimited": { "separator": " ", "items": { "$ref": items } },
    });
    for (name, mut schema) in [("Scope", scope), ("ScopeSet", set)] {
        let own = component(name, version);
        let at = join("/components/schemas", &own);
        if excerpt.pointer(&at).is_some_and(|other| text(other, "type") != "string") {
            let message = "has the name of the component that the list of scopes needs";
            let help = "rename the component in the document";
            return Err(Diagnostic::error(file, at, message, help));
        }
        if own != name {
            schema["x-rust-name"] = json!(name);
        }
        place(excerpt, &at, schema);
    }
    Ok(())
}

/// Refers the property at `at` to the set of `version`, and removes what that makes needless.
fn replace(excerpt: &mut Value, at: &str, version: &str) {
    if let Some(field) = excerpt.pointer_mut(at) {
        let mut members = field.as_object().cloned().unwrap_or_default();
        let kept = ["deprecated", "nullable", "readOnly", "writeOnly"];
        members.retain(|key, _| kept.contains(&key.as_str()));
        let set = format!("#/components/schemas/{}", component("ScopeSet", version));
        members.insert("allOf".to_owned(), json!([{ "$ref": set }]));
        *field = Value::Object(members);
    }
    visit_mut(excerpt, Kind::Document, "", &mut |kind, media_at, media| {
        if !is_form_of(kind, media_at, media, at) {
            return;
        }
        let Some(members) = media.as_object_mut() else { return };
        let Some(encoding) = members.get_mut("encoding").and_then(Value::as_object_mut) else {
            return;
        };
        encoding.shift_remove(FIELD);
        encoding.retain(|_, one| one.as_object().is_none_or(|settings| !settings.is_empty()));
        if encoding.is_empty() {
            members.shift_remove("encoding");
        }
    });
}

/// Refuses a place without a list where the fragment has one: the type would change without a word.
pub(super) fn lost(
    excerpt: &Value,
    unified: &Unified,
    request: &Request<'_>,
) -> Result<(), Report> {
    let Some(fragment) = request.fragment else { return Ok(()) };
    let mut report = Report::default();
    let is_set = |document: &Value, at: &str| {
        let part = document.pointer(&join(at, "allOf")).and_then(|all| all.get(0));
        let set = part.and_then(|part| reference::follow(document, at, part));
        set.is_some_and(|(_, set)| set.get("x-delimited").is_some())
    };
    let mut versions = BTreeSet::new();
    for operation in operations(excerpt) {
        for at in reach(excerpt, [(Kind::Operation, operation.value)]) {
            let field = join(&join(&at, "properties"), FIELD);
            let here = excerpt.pointer(&field).is_some();
            if here && is_set(fragment, &field) && !is_set(excerpt, &field) {
                versions.insert(version_of(operation.path));
            }
        }
    }
    for place in unified.unread.iter().filter(|one| versions.contains(one.version.as_str())) {
        if request.config.scope_lists.contains_key(&place.at) {
            continue;
        }
        let said = text(request.document.pointer(&place.at).unwrap_or(&Value::Null), "description");
        let message = format!(
            "lists no scopes, where the fragment has a list; its text says: \"{}\"",
            shown(said)
        );
        report.push(Diagnostic::error(
            request.file,
            &place.at,
            message,
            by_hand(&place.at, request),
        ));
    }
    report.check().map(|_| ())
}
