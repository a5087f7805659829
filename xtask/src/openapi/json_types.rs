//! Checks the JSON types of keywords, so that a wrong one is not read as a missing one.

use serde_json::Value;

use super::grammar::{Child, Kind, child};
use super::pointer::join;

/// Returns the members of an object of `kind` that have a wrong JSON type, each with its pointer
/// and the error. `value` is the object itself, at the pointer `at`.
pub fn misshapen(kind: Kind, at: &str, value: &Value) -> Vec<(String, &'static str)> {
    let Some(members) = value.as_object() else {
        return vec![(at.to_owned(), "is not an object")];
    };
    let wrong = members.iter().filter_map(|(key, member)| {
        let error = match child(kind, key) {
            Child::Map(_) if !member.is_object() => Some("is not an object"),
            Child::List(_) if !member.is_array() => Some("is not a list"),
            _ => wrong_type(kind, key, member),
        };
        Some((join(at, key), error?))
    });
    wrong.collect()
}

/// Returns the error in the JSON type of a fact.
fn wrong_type(kind: Kind, key: &str, fact: &Value) -> Option<&'static str> {
    let list_of = |is: fn(&Value) -> bool| fact.as_array().is_some_and(|all| all.iter().all(is));
    match (kind, key) {
        (Kind::Schema, "type" | "format" | "$ref")
        | (Kind::Server, "url")
        | (Kind::Parameter, "name" | "in")
        | (Kind::Operation, "operationId")
            if !fact.is_string() =>
        {
            Some("is not a string")
        }
        (Kind::Schema, "required") if !list_of(Value::is_string) => Some("is not a list of names"),
        (Kind::Schema, "enum") if fact.as_array().is_none_or(Vec::is_empty) => {
            Some("is not a list with a value")
        }
        (Kind::Schema, "nullable")
        | (Kind::RequestBody | Kind::Parameter, "required")
        | (_, "deprecated")
            if !fact.is_boolean() =>
        {
            Some("is not a boolean")
        }
        (Kind::Document | Kind::Operation, "security") if !list_of(Value::is_object) => {
            Some("is not a list of requirements")
        }
        _ => None,
    }
}
