//! The vendor's texts and examples stay with the vendor; so does what OpenAPI does not know.

use serde_json::{Value, json};

use crate::description::grammar::{Child, Kind, child, walk, walk_mut};
use crate::description::pointer::join;
use crate::finding::{Finding, Findings};

/// Removes texts and examples, and tells how many there were.
pub(super) fn drop(document: &mut Value) -> usize {
    let mut dropped = 0;
    walk_mut(document, Kind::Document, "", &mut |kind, _, value| {
        let Some(members) = value.as_object_mut() else { return };
        let before = members.len();
        members.retain(|key, text| {
            // OpenAPI demands that an answer is described, so that an empty text stays.
            let demanded = kind == Kind::Response && key == "description" && text == "";
            demanded || child(kind, key) != Child::Prose
        });
        dropped += before - members.len();
        if kind == Kind::Response && !members.contains_key("$ref") {
            members.insert("description".to_owned(), json!(""));
        }
    });
    dropped
}

/// Refuses what the grammar does not know: a fact might hide there.
pub(super) fn refuse_unknown(file: &str, document: &Value) -> Result<(), Findings> {
    let mut problems = Vec::new();
    walk(document, Kind::Document, "", &mut |kind, at, value| {
        let what = format!("{kind:?}");
        let Some(members) = value.as_object() else {
            // `additionalProperties` may be a flag.
            if !(kind == Kind::Schema
                && value.is_boolean()
                && at.ends_with("/additionalProperties"))
            {
                problems.push(Finding::new(
                    file,
                    at,
                    format!("is not an object, where OpenAPI has one ({what})"),
                    "mend the document, or add a rule to xtask/src/import/repairs",
                ));
            }
            return;
        };
        for (key, member) in members {
            let misplaced = match child(kind, key) {
                Child::Unknown => Some(format!("is no keyword that is understood here ({what})")),
                Child::Map(_) if !member.is_object() => Some("is not an object".to_owned()),
                Child::List(_) if !member.is_array() => Some("is not a list".to_owned()),
                _ => misshapen(kind, key, member).map(str::to_owned),
            };
            if let Some(message) = misplaced {
                problems.push(Finding::new(
                    file,
                    join(at, key),
                    message,
                    "mend the document, or teach xtask/src/description/grammar.rs what it means",
                ));
            }
        }
    });
    Findings::into_result(problems)
}

/// What is wrong with the shape of a fact, where a wrong shape was ever seen or would mislead.
fn misshapen(kind: Kind, key: &str, fact: &Value) -> Option<&'static str> {
    let strings =
        |list: &Value| list.as_array().is_some_and(|all| all.iter().all(Value::is_string));
    let (fits, message) = match (kind, key) {
        (Kind::Schema, "type" | "format" | "$ref") => (fact.is_string(), "is not a string"),
        (Kind::Schema, "required") => (strings(fact), "is not a list of names"),
        (Kind::Schema, "enum") => {
            (fact.as_array().is_some_and(|all| !all.is_empty()), "is not a list of values")
        }
        (Kind::Schema, "nullable") | (Kind::RequestBody | Kind::Parameter, "required") => {
            (fact.is_boolean(), "is neither true nor false")
        }
        (Kind::Operation, "security") => (
            fact.as_array().is_some_and(|all| all.iter().all(Value::is_object)),
            "is not a list of requirements",
        ),
        _ => (true, ""),
    };
    (!fits).then_some(message)
}
