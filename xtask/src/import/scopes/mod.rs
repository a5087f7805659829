//! Every way in which scopes have been published, brought into the fragment's one shape.
//!
//! Each published shape has a module that reads it as a [`Witness`]: the values, and where they
//! stand. The witnesses are compared, known values keep their established spelling, and the
//! fields refer to one component.

mod agree;
mod array;
mod fields;
mod oauth2;
mod own;
mod prose_list;
mod respell;
mod string_enum;

pub use prose_list::{Reading, read as read_prose};
pub use respell::Respelling;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Request;
use super::report::{Report, Topic};
use crate::description::scopes::{DELIMITED, SCOPE, SCOPE_SET};
use crate::finding::{Finding, Findings};

/// A list of scopes that a document holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Where it stands: a JSON pointer.
    pub at: String,
    /// The values, in the order of the list.
    pub values: Vec<String>,
    /// Whether the order means something: a map's does not.
    pub ordered: bool,
}

/// Replaces every scope field of `excerpt` by the fragment's one shape, and tells which spellings
/// the overlay has to know.
pub fn unify(
    excerpt: &mut Value,
    request: &Request<'_>,
    report: &mut Report,
) -> Result<Vec<Respelling>, Findings> {
    let fields = fields::find(excerpt);
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let mut witnesses = Vec::new();
    let mut problems = Vec::new();
    for field in &fields {
        match read(excerpt, field, request.file) {
            Ok(found) => witnesses.extend(found),
            Err(problem) => problems.push(problem),
        }
    }
    witnesses.extend(oauth2::read(request.document));
    // Fields that refer to one list are one witness.
    let mut places = BTreeSet::new();
    witnesses.retain(|witness| places.insert(witness.at.clone()));
    problems.extend(witnesses.iter().flat_map(|one| unfit(request.file, one)));
    Findings::into_result(problems)?;
    if witnesses.is_empty() {
        return Err(nothing_listed(excerpt, &fields, request.file).into());
    }
    let agreed = agree::agree(&witnesses, request.fragment, report);
    let spelled = respell::respell(agreed, request, report);
    against_established(&spelled.values, request.fragment, report);
    for field in &fields {
        if let Some(place) = excerpt.pointer_mut(field) {
            *place = json!({ "allOf": [{ "$ref": format!("#/components/schemas/{SCOPE_SET}") }] });
        }
    }
    array::drop_encodings(excerpt);
    insert(excerpt, &spelled.values);
    Ok(spelled.respellings)
}

/// Notes what comes and goes: the first thing that a person wants to know.
fn against_established(values: &[String], fragment: Option<&Value>, report: &mut Report) {
    let at = format!("/components/schemas/{SCOPE}/enum");
    let Some(known) = fragment.and_then(|fragment| fragment.pointer(&at)?.as_array()) else {
        return;
    };
    let known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
    let new = values.iter().filter(|value| !known.contains(&value.as_str())).cloned();
    let gone = known.iter().filter(|known| !values.iter().any(|value| value == *known));
    for (what, list) in
        [("new", new.collect::<Vec<_>>()), ("gone", gone.map(|v| (*v).to_owned()).collect())]
    {
        if !list.is_empty() {
            report.note(Topic::Scopes, "", format!("{what}: `{}`", list.join("`, `")));
        }
    }
}

/// What the field at `at` says of the scopes: nothing, one list, or one in the schema and one in
/// its text.
fn read(excerpt: &Value, at: &str, file: &str) -> Result<Vec<Witness>, Finding> {
    let field = excerpt.pointer(at).unwrap_or(&Value::Null);
    if let Some(witness) = own::read(excerpt, field) {
        return Ok(vec![witness]);
    }
    let schema = fields::resolved(excerpt, field);
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let in_text = prose_list::read(text);
    let text_at = format!("{at}/description");
    let listed = match schema.get("type").and_then(Value::as_str) {
        Some("array") => Some(array::read(excerpt, schema, at, file)?),
        Some("string") => string_enum::read(schema, at),
        other => {
            return Err(Finding::new(
                file,
                at,
                format!(
                    "scopes as {} were never published before",
                    other.unwrap_or("an untyped schema")
                ),
                "see what the vendor means, and add its shape to xtask/src/import/scopes",
            ));
        }
    };
    let mut found: Vec<Witness> = listed.into_iter().collect();
    match in_text {
        Reading::List(values) => found.push(Witness { at: text_at, values, ordered: true }),
        // Where the schema lists the values, its text need not.
        Reading::Uncertain { .. } if !found.is_empty() => {}
        Reading::Uncertain { sentence, why } => {
            return Err(Finding::new(
                file,
                text_at,
                format!("the list of scopes can't be read with certainty, {why}: {sentence:?}"),
                "see what the vendor means, and write the list into the file as a string enum",
            ));
        }
        Reading::Nothing => {}
    }
    Ok(found)
}

fn unfit(file: &str, witness: &Witness) -> Vec<Finding> {
    let mut problems = Vec::new();
    for (index, value) in witness.values.iter().enumerate() {
        let wrong = if !crate::description::scopes::is_scope_token(value) {
            format!(
                "{value:?} is no scope: RFC 6749 (section 3.3) allows printable ASCII without space, `\"` and `\\`"
            )
        } else if witness.values.iter().take(index).any(|earlier| earlier == value) {
            format!("lists `{value}` a second time")
        } else {
            continue;
        };
        problems.push(Finding::new(file, &witness.at, wrong, "mend the list in the file"));
    }
    problems
}

fn nothing_listed(excerpt: &Value, fields: &[String], file: &str) -> Finding {
    let texts = fields.iter().filter_map(|at| excerpt.pointer(at)?.get("description")?.as_str());
    let text = texts.max_by_key(|text| text.len()).unwrap_or_default();
    Finding::new(
        file,
        fields.first().map_or("", String::as_str),
        format!("the values of the scope are listed nowhere; what is said of it: {text:?}"),
        "write the list into the file as a string enum, if the vendor tells it elsewhere",
    )
}

fn insert(excerpt: &mut Value, values: &[String]) {
    let Some(document) = excerpt.as_object_mut() else { return };
    let components = document.entry("components").or_insert_with(|| json!({}));
    let Some(components) = components.as_object_mut() else { return };
    let schemas = components.entry("schemas").or_insert_with(|| Value::Object(Map::new()));
    let Some(schemas) = schemas.as_object_mut() else { return };
    schemas.insert(SCOPE.to_owned(), json!({ "type": "string", "enum": values }));
    let items = json!({ "$ref": format!("#/components/schemas/{SCOPE}") });
    schemas.insert(
        SCOPE_SET.to_owned(),
        json!({ "type": "string", DELIMITED: { "separator": " ", "items": items } }),
    );
}
