//! Which schemas can be expressed in Rust, and as what.

use serde_json::Value;

use crate::openapi::{members, reference, text};

/// The extension that makes a string a list of values with a separator.
pub const DELIMITED: &str = "x-delimited";

/// What a schema becomes in Rust.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape<'a> {
    /// What another schema becomes, given by its `$ref`.
    Reference(&'a str),
    /// A struct.
    Struct,
    /// A string enum.
    Enum,
    /// A delimited set of the enum that the `$ref` names.
    Set(&'a str),
    /// A secret string.
    Secret,
    /// A list of the items.
    List(&'a Value),
    /// A map from strings to the values.
    Map(&'a Value),
    /// A string, an integer, a number or a boolean.
    Scalar(&'a str),
}

/// Why a schema cannot be expressed, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// What it is.
    pub message: String,
    /// The remedy.
    pub help: &'static str,
}

/// Returns the shape of `schema`.
pub fn shape(schema: &Value) -> Result<Shape<'_>, Unsupported> {
    if let Some(reference) = reference::target(schema) {
        return Ok(Shape::Reference(reference));
    }
    if let Some(parts) = schema.get("allOf") {
        let parts = parts.as_array().map(Vec::as_slice).unwrap_or_default();
        return match parts {
            [part] if !has_content(schema) => reference::target(part).map(Shape::Reference),
            _ => None,
        }
        .ok_or_else(|| no("is an `allOf` of more than one reference", "write it as one object"));
    }
    for keyword in ["oneOf", "anyOf", "not", "discriminator"] {
        if schema.get(keyword).is_some() {
            let message = format!("has `{keyword}`, which cannot be expressed");
            return Err(no(message, "replace it by one schema in the overlay"));
        }
    }
    let is_enum = schema.get("enum").is_some();
    match kind(schema)? {
        "string" if schema.get(DELIMITED).is_some() => schema
            .pointer("/x-delimited/items/$ref")
            .and_then(Value::as_str)
            .map(Shape::Set)
            .ok_or_else(|| no("does not name its values", "refer to an enum by `items.$ref`")),
        "string" if is_enum => Ok(Shape::Enum),
        "string" if text(schema, "format") == "password" => Ok(Shape::Secret),
        kind if is_enum => Err(no(
            format!("lists values of type `{kind}`, and only enums of strings can be expressed"),
            "remove the list by an overlay action",
        )),
        "array" => schema
            .get("items")
            .map(Shape::List)
            .ok_or_else(|| no("is a list of anything", "give it `items` in the overlay")),
        "object" => object(schema),
        scalar => Ok(Shape::Scalar(scalar)),
    }
}

/// Returns the type of a schema, also where only a keyword tells it.
fn kind(schema: &Value) -> Result<&str, Unsupported> {
    match schema.get("type") {
        Some(Value::String(kind)) => match kind.as_str() {
            "string" | "integer" | "number" | "boolean" | "array" | "object" => Ok(kind),
            _ => Err(no(format!("has the unknown type `{kind}`"), "give it a type of OpenAPI 3.0")),
        },
        Some(other) => Err(no(format!("has the type {other}"), "give it one type")),
        None if schema.get("properties").is_some() => Ok("object"),
        None if schema.get("items").is_some() => Ok("array"),
        None if schema.get("enum").is_some() => Ok("string"),
        None => {
            Err(no("may be anything, which cannot be expressed", "give it a type in the overlay"))
        }
    }
}

fn object(schema: &Value) -> Result<Shape<'_>, Unsupported> {
    let has_properties = members(schema, "properties").next().is_some();
    match schema.get("additionalProperties") {
        Some(Value::Bool(_)) | None if has_properties => Ok(Shape::Struct),
        Some(values @ Value::Object(_)) if !has_properties => Ok(Shape::Map(values)),
        Some(Value::Object(_)) => Err(no(
            "has both properties and a schema for all other ones",
            "remove `additionalProperties` by an overlay action",
        )),
        _ => Err(no("is an object that may contain anything", "give it properties in the overlay")),
    }
}

/// Returns whether a schema says something beside its `allOf`.
fn has_content(schema: &Value) -> bool {
    ["properties", "items", "enum", "required", "additionalProperties"]
        .iter()
        .any(|key| schema.get(*key).is_some())
}

fn no(message: impl Into<String>, help: &'static str) -> Unsupported {
    Unsupported { message: message.into(), help }
}
