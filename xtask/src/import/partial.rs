//! Documents made for one programming language, which are witnesses to a part of the facts only.
//!
//! They make all fields nullable, require none, leave out the error answers and add defaults: of
//! requiredness, answers and defaults they tell nothing. What they tell is which operations,
//! fields and scopes there are.

use serde_json::{Map, Value};

use super::report::{Report, Topic};
use crate::description::grammar::{Kind, METHODS, walk, walk_mut};
use crate::description::pointer::join;

/// Whether `excerpt` is such a document: most of its fields are nullable, and few are required.
///
/// Not all and none: the published ones have stray exceptions, and taking one of them at its word
/// would make every field optional. What a stray exception tells is lost, and stays as established.
pub(super) fn is_partial(excerpt: &Value) -> bool {
    let (mut fields, mut nullable, mut required) = (0, 0, 0);
    walk(excerpt, Kind::Document, "", &mut |kind, _, schema| {
        let properties = schema.get("properties").and_then(Value::as_object);
        let (Kind::Schema, Some(properties)) = (kind, properties) else { return };
        let listed = schema.get("required").and_then(Value::as_array);
        for (name, field) in properties {
            // A reference can't say that it is nullable.
            if field.get("$ref").is_some() {
                continue;
            }
            fields += 1;
            nullable += usize::from(field.get("nullable") == Some(&Value::Bool(true)));
            let named =
                listed.is_some_and(|names| names.iter().any(|one| one.as_str() == Some(name)));
            required += usize::from(named);
        }
    });
    nullable > fields / 2 && required < fields.div_ceil(2)
}

/// Removes what a partial document can't tell.
pub(super) fn strip(excerpt: &mut Value) {
    walk_mut(excerpt, Kind::Document, "", &mut |kind, _, value| {
        let Some(members) = value.as_object_mut().filter(|_| kind == Kind::Schema) else { return };
        for keyword in ["nullable", "required", "default"] {
            members.shift_remove(keyword);
        }
        if let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
    });
}

/// Fills in what `excerpt` can't tell from the `established` fragment.
pub(super) fn complete(excerpt: &mut Value, established: Option<&Value>, report: &mut Report) {
    let Some(established) = established else {
        let message = "the document tells nothing of what is required, nor of error answers, and \
                       nothing is established: every field is optional";
        report.note(Topic::Kept, "", message);
        return;
    };
    let message = "the document makes every field nullable, requires none and leaves out error \
                   answers: requiredness, defaults and answers stay as established; operations, \
                   fields and scopes are taken";
    report.note(Topic::Kept, "", message);
    schemas(excerpt, established, report);
    answers(excerpt, established);
}

fn schemas(excerpt: &mut Value, established: &Value, report: &mut Report) {
    let at = "/components/schemas";
    let schemas = excerpt.pointer_mut(at).and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        let at = join(at, name);
        match established.pointer(&at) {
            Some(known) => schema_like(schema, known, &at, report),
            None => new_schema(schema, &at, report),
        }
    }
}

fn schema_like(schema: &mut Value, known: &Value, at: &str, report: &mut Report) {
    let Some(members) = schema.as_object_mut() else { return };
    for keyword in ["nullable", "default"] {
        if let Some(fact) = known.get(keyword) {
            members.insert(keyword.to_owned(), fact.clone());
        }
    }
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    let mut names = Vec::new();
    for (name, property) in properties.into_iter().flatten() {
        let at = join(&join(at, "properties"), name);
        match known.get("properties").and_then(|known| known.get(name)) {
            Some(known) => schema_like(property, known, &at, report),
            None => {
                report.note(Topic::Kept, &at, "a new field, optional until a full document tells")
            }
        }
        names.push(name.clone());
    }
    let required = known.get("required").and_then(Value::as_array).into_iter().flatten();
    let required: Vec<Value> = required
        .filter(|one| names.iter().any(|name| one.as_str() == Some(name)))
        .cloned()
        .collect();
    if !required.is_empty() {
        members.insert("required".to_owned(), Value::Array(required));
    }
    if let (Some(items), Some(known)) = (members.get_mut("items"), known.get("items")) {
        schema_like(items, known, &join(at, "items"), report);
    }
}

fn new_schema(schema: &Value, at: &str, report: &mut Report) {
    if schema.get("properties").is_some() {
        report.note(
            Topic::Kept,
            at,
            "a new object, whose fields are optional until a full document tells",
        );
    }
}

/// Adds the answers that are no success, and whether a body is required.
fn answers(excerpt: &mut Value, established: &Value) {
    let items = excerpt.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in items.into_iter().flatten() {
        for method in METHODS {
            let at = join(&join("/paths", path), method);
            let (Some(operation), Some(known)) = (item.get_mut(*method), established.pointer(&at))
            else {
                continue;
            };
            let answers = operation.get_mut("responses").and_then(Value::as_object_mut);
            if let (Some(answers), Some(known)) = (answers, known.get("responses")) {
                for (status, answer) in known.as_object().into_iter().flat_map(Map::iter) {
                    if !status.starts_with('2') && !answers.contains_key(status) {
                        answers.insert(status.clone(), answer.clone());
                    }
                }
            }
            if let Some(body) = operation.get_mut("requestBody").and_then(Value::as_object_mut) {
                match known.pointer("/requestBody/required") {
                    Some(flag) => body.insert("required".to_owned(), flag.clone()),
                    None => body.shift_remove("required"),
                };
            }
        }
    }
}
