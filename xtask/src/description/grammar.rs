//! Which keyword stands where in OpenAPI 3.0, and what it holds.
//!
//! One table, so that whoever walks a description agrees on what is a name, what is a keyword,
//! what is data and what is prose: a property called `description` is not a description.

use serde_json::Value;

use super::pointer::join;

/// What an object of the description is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The document itself.
    Document,
    /// `info`.
    Info,
    /// One of `servers`.
    Server,
    /// A variable in a server's URL.
    ServerVariable,
    /// What is reachable by one path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The body of a request.
    RequestBody,
    /// A body in one format.
    MediaType,
    /// The answer of one status.
    Response,
    /// A header of an answer.
    Header,
    /// `components`.
    Components,
    /// A schema.
    Schema,
    /// A security scheme.
    SecurityScheme,
}

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// An object of that kind.
    One(Kind),
    /// Names that the author chose, with an object of that kind each.
    Map(Kind),
    /// A list of such objects.
    List(Kind),
    /// A fact: anything.
    Fact,
    /// A text or an example, for people.
    Prose,
    /// No keyword of OpenAPI 3.0 in this place.
    Unknown,
}

/// What stands under `key` in an object of `kind`.
pub fn child(kind: Kind, key: &str) -> Child {
    use Child::{Fact, List, Map, One, Prose, Unknown};
    match (kind, key) {
        (Kind::Schema, "x-delimited") => Fact,
        (_, extension) if extension.starts_with("x-") => Prose,
        (Kind::Info, "title" | "version") => Fact,
        (_, "description" | "summary" | "title" | "externalDocs" | "example" | "examples") => Prose,
        (Kind::Document, "openapi" | "security") => Fact,
        (Kind::Document, "info") => One(Kind::Info),
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") => List(Kind::Server),
        (Kind::Document, "paths") => Map(Kind::PathItem),
        (Kind::Document, "components") => One(Kind::Components),
        (Kind::Document | Kind::Operation, "tags") => Prose,
        (Kind::Info, "contact" | "license" | "termsOfService") => Prose,
        (Kind::Server, "url") => Fact,
        (Kind::Server, "variables") => Map(Kind::ServerVariable),
        (Kind::ServerVariable, "enum" | "default") => Fact,
        (Kind::PathItem, method) if METHODS.contains(&method) => One(Kind::Operation),
        (Kind::PathItem | Kind::Operation, "parameters") => List(Kind::Parameter),
        (Kind::Operation, "operationId" | "security" | "deprecated") => Fact,
        (Kind::Operation, "requestBody") => One(Kind::RequestBody),
        (Kind::Operation, "responses") => Map(Kind::Response),
        (Kind::Parameter, "name" | "in") => Fact,
        (
            Kind::Parameter | Kind::Header,
            "$ref" | "required" | "deprecated" | "style" | "explode" | "allowReserved"
            | "allowEmptyValue",
        ) => Fact,
        (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => One(Kind::Schema),
        (Kind::Parameter | Kind::Header | Kind::RequestBody | Kind::Response, "content") => {
            Map(Kind::MediaType)
        }
        (Kind::RequestBody, "$ref" | "required") => Fact,
        (Kind::MediaType, "encoding") => Fact,
        (Kind::Response, "$ref") => Fact,
        (Kind::Response, "headers") => Map(Kind::Header),
        (Kind::Components, section) => component(section),
        (
            Kind::SecurityScheme,
            "$ref" | "type" | "name" | "in" | "scheme" | "bearerFormat" | "flows"
            | "openIdConnectUrl",
        ) => Fact,
        (Kind::Schema, keyword) => schema(keyword),
        _ => Unknown,
    }
}

/// The methods that an operation can have.
pub const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn component(section: &str) -> Child {
    match section {
        "schemas" => Child::Map(Kind::Schema),
        "responses" => Child::Map(Kind::Response),
        "parameters" => Child::Map(Kind::Parameter),
        "requestBodies" => Child::Map(Kind::RequestBody),
        "headers" => Child::Map(Kind::Header),
        "securitySchemes" => Child::Map(Kind::SecurityScheme),
        _ => Child::Unknown,
    }
}

fn schema(keyword: &str) -> Child {
    match keyword {
        "properties" => Child::Map(Kind::Schema),
        "items" | "not" | "additionalProperties" => Child::One(Kind::Schema),
        "allOf" | "anyOf" | "oneOf" => Child::List(Kind::Schema),
        "xml" => Child::Prose,
        "$ref" | "type" | "format" | "enum" | "default" | "required" | "nullable" | "minimum"
        | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" | "minLength"
        | "maxLength" | "pattern" | "minItems" | "maxItems" | "uniqueItems" | "minProperties"
        | "maxProperties" | "readOnly" | "writeOnly" | "deprecated" | "discriminator" => {
            Child::Fact
        }
        _ => Child::Unknown,
    }
}

/// Calls `visit` for each object of the description in `value`, itself included and first, with
/// its kind and pointer.
pub fn walk<'a>(
    value: &'a Value,
    kind: Kind,
    pointer: &str,
    visit: &mut dyn FnMut(Kind, &str, &'a Value),
) {
    visit(kind, pointer, value);
    for (key, member) in value.as_object().into_iter().flatten() {
        let at = || join(pointer, key);
        match (child(kind, key), member) {
            (Child::One(kind), member) => walk(member, kind, &at(), visit),
            (Child::Map(kind), Value::Object(members)) => {
                let at = at();
                members.iter().for_each(|(name, one)| walk(one, kind, &join(&at, name), visit));
            }
            (Child::List(kind), Value::Array(items)) => {
                let at = at();
                for (index, item) in items.iter().enumerate() {
                    walk(item, kind, &join(&at, &index.to_string()), visit);
                }
            }
            _ => {}
        }
    }
}

/// As [`walk`], to change what is visited; what `visit` leaves is walked.
pub fn walk_mut(
    value: &mut Value,
    kind: Kind,
    pointer: &str,
    visit: &mut dyn FnMut(Kind, &str, &mut Value),
) {
    visit(kind, pointer, value);
    for (key, member) in value.as_object_mut().into_iter().flatten() {
        let at = join(pointer, key);
        match (child(kind, key), member) {
            (Child::One(kind), member) => walk_mut(member, kind, &at, visit),
            (Child::Map(kind), Value::Object(members)) => {
                for (name, one) in members {
                    walk_mut(one, kind, &join(&at, name), visit);
                }
            }
            (Child::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk_mut(item, kind, &join(&at, &index.to_string()), visit);
                }
            }
            _ => {}
        }
    }
}
