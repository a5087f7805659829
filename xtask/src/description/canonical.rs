//! One layout for one content: the same description gives the same bytes, however it was laid out.
//!
//! Keywords stand in the order in which a reader wants them, names (of paths, schemas, properties
//! …) alphabetically, `required` too. The values of an enum keep their order, which means
//! something here: it is the service's own.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The keywords in the order in which they are written; all others follow, alphabetically.
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

/// The keywords whose members are names that the description's author chose.
const NAME_MAPS: &[&str] = &[
    "paths",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "properties",
    "variables",
    "content",
    "encoding",
];

/// `document` with every object in canonical order.
pub fn order(document: &Value) -> Value {
    ordered(document, &Place::Keywords)
}

/// The text of a canonical document: two spaces, one newline at the end.
pub fn text(document: &Value) -> String {
    // Serializing a `Value` can't fail: its keys are strings and there is no writer to break.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// The SHA-256 of `text`, in lower-case hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a `String` can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

enum Place {
    /// The members are OpenAPI keywords.
    Keywords,
    /// The members are names, to be sorted.
    Names,
    /// The members are names all the way down: data, to be sorted.
    Data,
}

fn ordered(value: &Value, place: &Place) -> Value {
    match value {
        Value::Object(members) => {
            let mut entries: Vec<_> = members.iter().collect();
            match place {
                Place::Keywords => entries.sort_by(|(a, _), (b, _)| keyword_order(a, b)),
                Place::Names | Place::Data => entries.sort_by_key(|(name, _)| *name),
            }
            let ordered = entries
                .into_iter()
                .map(|(key, member)| (key.clone(), ordered_member(key, member, place)));
            Value::Object(ordered.collect::<Map<_, _>>())
        }
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| ordered(item, place)).collect())
        }
        scalar => scalar.clone(),
    }
}

fn ordered_member(key: &str, member: &Value, place: &Place) -> Value {
    match place {
        Place::Names => ordered(member, &Place::Keywords),
        Place::Data => ordered(member, &Place::Data),
        Place::Keywords => match (key, member) {
            ("required", Value::Array(names)) => {
                let mut names = names.clone();
                names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                Value::Array(names)
            }
            ("default" | "example" | "enum", data) => ordered(data, &Place::Data),
            (extension, data) if extension.starts_with("x-") => ordered(data, &Place::Data),
            (names, Value::Object(_)) if NAME_MAPS.contains(&names) => {
                ordered(member, &Place::Names)
            }
            _ => ordered(member, &Place::Keywords),
        },
    }
}

fn keyword_order(a: &str, b: &str) -> Ordering {
    let rank = |key| KEYWORDS.iter().position(|keyword| *keyword == key).unwrap_or(KEYWORDS.len());
    rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
}
