//! Schemas can be expressed in Rust.

use serde_json::Value;

use super::Context;
use crate::openapi::pointer::join;
use crate::openapi::{Kind, members};
use crate::rust_name;
use crate::shape::{Shape, shape};

/// Every schema has a shape, and its properties have names in Rust.
pub(super) fn can_be_expressed(context: &mut Context<'_>, kind: Kind, at: &str, schema: &Value) {
    if kind != Kind::Schema || schema.is_boolean() {
        return;
    }
    if !schema.is_object() {
        context.error(at, "is not a schema", "write it as an object");
        return;
    }
    if let Err(unsupported) = shape(schema) {
        context.error(at, unsupported.message, unsupported.help);
    }
    for (name, _) in members(schema, "properties") {
        if rust_name::snake(name).is_none() {
            let message = format!("the property `{name}` has no letter to name a field by");
            context.error(
                &join(&join(at, "properties"), name),
                message,
                "remove it in the overlay",
            );
        }
    }
}

/// `required` lists names.
pub(super) fn lists_are_lists(context: &mut Context<'_>, kind: Kind, at: &str, schema: &Value) {
    let required = schema.get("required").filter(|_| kind == Kind::Schema);
    let is_names = |list: &Vec<Value>| list.iter().all(Value::is_string);
    if required.is_some_and(|it| !it.as_array().is_some_and(is_names)) {
        context.error(
            &join(at, "required"),
            "is not a list of names",
            "list the names of required properties in the object that has them",
        );
    }
}

/// A default is a value of its schema.
pub(super) fn defaults_fit(context: &mut Context<'_>, kind: Kind, at: &str, schema: &Value) {
    let Some(default) = schema.get("default").filter(|_| kind == Kind::Schema) else { return };
    let fits = match shape(schema) {
        Ok(Shape::Scalar("string") | Shape::Set(_) | Shape::Secret) => default.is_string(),
        Ok(Shape::Scalar("integer")) => default.is_i64(),
        Ok(Shape::Scalar("number")) => default.is_number(),
        Ok(Shape::Scalar("boolean")) => default.is_boolean(),
        Ok(Shape::Enum) => {
            schema.get("enum").and_then(Value::as_array).is_some_and(|it| it.contains(default))
        }
        Ok(Shape::List(_)) => default.as_array().is_some_and(Vec::is_empty),
        Ok(Shape::Struct | Shape::Map(_)) => {
            default.as_object().is_some_and(serde_json::Map::is_empty)
        }
        _ => true,
    };
    let nullable = default.is_null() && schema.get("nullable") == Some(&Value::Bool(true));
    if !fits && !nullable {
        let message = format!("has the default {default}, which is not one of its values");
        context.error(&join(at, "default"), message, "remove the default by an overlay action");
    }
}
