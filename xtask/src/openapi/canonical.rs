//! One layout for one content: the same description gives the same bytes, however it was laid out.
//!
//! Keywords are written in the order in which a reader wants them, names (of paths, schemas,
//! properties …) in alphabetical order. The values of an `enum` keep their order: it is the
//! service's own.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::grammar::{Child, Kind, child};

/// The keywords in the order in which they are written; all others follow in alphabetical order.
const KEYWORDS: &[&str] = &[
    "openapi",
    "x-generated-by",
    "info",
    "servers",
    "paths",
    "components",
    "operationId",
    "summary",
    "title",
    "url",
    "version",
    "type",
    "format",
    "in",
    "name",
    "description",
    "parameters",
    "requestBody",
    "content",
    "schema",
    "allOf",
    "properties",
    "items",
    "enum",
    "default",
    "responses",
    "headers",
    "required",
    "security",
    "variables",
    "schemas",
    "securitySchemes",
];

/// Returns `document` with every object in canonical order.
pub fn order(document: &Value) -> Value {
    object(document, Kind::Document)
}

/// Returns the text of a canonical document: indented by two spaces, one newline at the end.
pub fn text(document: &Value) -> String {
    // Serializing a `Value` cannot fail: its keys are strings, and there is no writer to break.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns the SHA-256 of `text`, in lower-case hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn object(value: &Value, kind: Kind) -> Value {
    let Value::Object(members) = value else { return data(value) };
    let mut entries: Vec<_> = members.iter().collect();
    let rank =
        |key: &str| KEYWORDS.iter().position(|keyword| *keyword == key).unwrap_or(KEYWORDS.len());
    entries.sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    let ordered = entries.into_iter().map(|(key, member)| {
        let member = match (child(kind, key), member) {
            (Child::One(kind), member) => object(member, kind),
            (Child::Map(kind), Value::Object(named)) => sorted(named, |value| object(value, kind)),
            (Child::List(kind), Value::Array(items)) => {
                Value::Array(items.iter().map(|item| object(item, kind)).collect())
            }
            (_, Value::Array(names)) if kind == Kind::Schema && key == "required" => {
                let mut names = names.clone();
                names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                Value::Array(names)
            }
            (_, member) => data(member),
        };
        (key.clone(), member)
    });
    Value::Object(ordered.collect())
}

/// Returns `value` with the keys of every object in alphabetical order.
fn data(value: &Value) -> Value {
    match value {
        Value::Object(members) => sorted(members, data),
        Value::Array(items) => Value::Array(items.iter().map(data).collect()),
        scalar => scalar.clone(),
    }
}

fn sorted(members: &Map<String, Value>, each: impl Fn(&Value) -> Value) -> Value {
    let mut entries: Vec<_> = members.iter().collect();
    entries.sort_by_key(|(name, _)| *name);
    Value::Object(entries.into_iter().map(|(name, value)| (name.clone(), each(value))).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keywords_names_and_lists_have_one_order() {
        let laid_out = json!({
            "paths": {},
            "components": { "schemas": {
                "B": { "required": ["b", "a"], "properties": { "type": {}, "enum": {} } },
                "A": { "x-z": { "b": 1, "a": 2 }, "enum": ["z", "a"], "type": "string" },
            } },
            "openapi": "3.0.1",
        });
        let expected = concat!(
            r#"{"openapi":"3.0.1","paths":{},"components":{"schemas":{"#,
            r#""A":{"type":"string","enum":["z","a"],"x-z":{"a":2,"b":1}},"#,
            r#""B":{"properties":{"enum":{},"type":{}},"required":["a","b"]}}}}"#,
        );
        assert_eq!(order(&laid_out).to_string(), expected);
        assert_eq!(order(&order(&laid_out)), order(&laid_out));
    }
}
