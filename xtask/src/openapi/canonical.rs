//! The canonical layout: the same content is always written as the same bytes.
//!
//! Known keywords come first, in a fixed order, then all other keys in alphabetical order. The
//! values of an `enum` keep the service's order.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The keywords in the order in which they are written.
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

/// Returns `value` with every object in canonical order.
pub fn order(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut entries: Vec<_> = members.iter().collect();
            entries.sort_by_key(|(key, _)| (rank(key), *key));
            let ordered = entries.into_iter().map(|(key, member)| {
                let mut member = order(member);
                // The order of names in `required` has no meaning.
                if let Value::Array(names) = &mut member
                    && key == "required"
                {
                    names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                }
                (key.clone(), member)
            });
            Value::Object(ordered.collect())
        }
        Value::Array(items) => items.iter().map(order).collect(),
        scalar => scalar.clone(),
    }
}

fn rank(key: &str) -> usize {
    KEYWORDS.iter().position(|keyword| *keyword == key).unwrap_or(KEYWORDS.len())
}

/// Returns the text of a canonical document: indented by two spaces, one newline at the end.
pub fn text(document: &Value) -> String {
    // Serializing a `Value` to a string cannot fail.
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
