//! The supported schemas and their shape in Rust.

use serde_json::Value;

use crate::openapi::{members, reference, text};

/// The extension for a string of values with a separator.
pub const DELIMITED: &str = "x-delimited";

/// The Rust shape of a schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape<'a> {
    /// The shape of another schema, given by its `$ref`.
    Reference(&'a str),
    /// A struct.
    Struct,
    /// A string enum.
    Enum,
    /// A delimited set of an enum.
    Set,
    /// A secret string.
    Secret,
    /// A list of the items.
    List(&'a Value),
    /// A map from strings to the values.
    Map(&'a Value),
    /// A string, an integer, a number or a boolean.
    Scalar(&'a str),
}

/// The reason why a schema is not supported, with help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The message.
    pub message: String,
    /// What to do.
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
        .ok_or_else(|| no("is an `allOf` that is not one reference", "merge it into one schema"));
    }
    for keyword in ["oneOf", "anyOf", "not", "discriminator"] {
        if schema.get(keyword).is_some() {
            let message = format!("has `{keyword}`, which is not supported");
            return Err(no(message, "replace it with one schema in the overlay"));
        }
    }
    let is_enum = schema.get("enum").is_some();
    match kind(schema)? {
        "string" if schema.get(DELIMITED).is_some() => Ok(Shape::Set),
        "string" if is_enum => Ok(Shape::Enum),
        "string" if text(schema, "format") == "password" => Ok(Shape::Secret),
        kind if is_enum => Err(no(
            format!("is an enum of type `{kind}`, but only enums of strings are supported"),
            "remove the `enum` in the overlay",
        )),
        "array" => schema
            .get("items")
            .map(Shape::List)
            .ok_or_else(|| no("is an array without `items`", "add `items` in the overlay")),
        "object" => object(schema),
        scalar => Ok(Shape::Scalar(scalar)),
    }
}

/// Returns the type of a schema, which is derived from its keywords if `type` is missing.
fn kind(schema: &Value) -> Result<&str, Unsupported> {
    match text(schema, "type") {
        kind @ ("string" | "integer" | "number" | "boolean" | "array" | "object") => Ok(kind),
        "" if schema.get("properties").is_some() => Ok("object"),
        "" if schema.get("items").is_some() => Ok("array"),
        "" if schema.get("enum").is_some() => Ok("string"),
        "" => Err(no("has no type", "add a type in the overlay")),
        kind => Err(no(format!("has the unknown type `{kind}`"), "use a type of OpenAPI 3.0")),
    }
}

fn object(schema: &Value) -> Result<Shape<'_>, Unsupported> {
    let has_properties = members(schema, "properties").next().is_some();
    match schema.get("additionalProperties") {
        Some(Value::Bool(_)) | None if has_properties => Ok(Shape::Struct),
        Some(values @ Value::Object(_)) if !has_properties => Ok(Shape::Map(values)),
        Some(Value::Object(_)) => Err(no(
            "has both `properties` and a schema in `additionalProperties`",
            "remove `additionalProperties` in the overlay",
        )),
        _ => Err(no("is an object without properties", "add properties in the overlay")),
    }
}

/// Returns whether a schema has facts beside its `allOf`.
fn has_content(schema: &Value) -> bool {
    ["properties", "items", "enum", "required", "additionalProperties"]
        .iter()
        .any(|key| schema.get(*key).is_some())
}

fn no(message: impl Into<String>, help: &'static str) -> Unsupported {
    Unsupported { message: message.into(), help }
}
