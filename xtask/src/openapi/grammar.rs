//! The grammar of OpenAPI 3.0: the keywords of each kind of object with their content and JSON
//! types, and the visitor of a description.
//!
//! All code uses this table to distinguish names, keywords, data and texts: a property called
//! `description` is not a description.

use serde_json::Value;

use super::join;

/// A kind of object in a description.
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
    /// The operations of one path.
    PathItem,
    /// One method of a path.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// The body of a request.
    RequestBody,
    /// A body of one media type.
    MediaType,
    /// A response of one status.
    Response,
    /// A header of a response.
    Header,
    /// `components`.
    Components,
    /// A schema.
    Schema,
    /// A security scheme.
    SecurityScheme,
}

/// The content of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// An object of that kind.
    One(Kind),
    /// A map from names to objects of that kind.
    Map(Kind),
    /// A list of objects of that kind.
    List(Kind),
    /// A fact of any type.
    Fact,
    /// A text or an example, for people.
    Prose,
    /// An extension (`x-…`): data of any type.
    Extension,
    /// Not a keyword of OpenAPI 3.0 at this place.
    Unknown,
}

/// What a difference at a keyword affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The HTTP messages or the generated code.
    Outcome,
    /// Texts for people.
    Docs,
    /// Nothing.
    Nothing,
    /// Unknown: a person must review the difference.
    Unknown,
}

/// The extensions that this program knows.
const EXTENSIONS: &[&str] = &[
    "x-delimited",
    "x-open-enum",
    "x-enum-aliases",
    "x-enum-descriptions",
    "x-enum-names",
    "x-enum-omit",
    "x-enum-paths",
    "x-deprecated-values",
    "x-generated-by",
    "x-rust-name",
    "x-present-when",
    "x-secret",
];

/// The keywords of a schema that are only for validation.
const VALIDATION: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Returns whether `key` has no effect on the generated code and the HTTP messages.
fn is_harmless(kind: Kind, key: &str) -> bool {
    match kind {
        // A parameter is a single value, and a style that matters for it is rejected.
        Kind::Parameter | Kind::Header => {
            matches!(key, "style" | "explode" | "allowReserved" | "allowEmptyValue")
        }
        Kind::Schema => VALIDATION.contains(&key),
        _ => false,
    }
}

/// Returns what a difference at `key` of an object of `kind` affects.
pub fn reach(kind: Kind, key: &str) -> Reach {
    if is_harmless(kind, key) {
        return Reach::Nothing;
    }
    match child(kind, key) {
        Child::Extension if key == "x-rust-doc" => Reach::Docs,
        Child::Extension if EXTENSIONS.contains(&key) => Reach::Outcome,
        Child::Extension | Child::Unknown => Reach::Unknown,
        Child::Prose => Reach::Docs,
        Child::Fact if kind == Kind::Info => Reach::Docs,
        Child::Fact if matches!(kind, Kind::Parameter | Kind::Header) && key == "deprecated" => {
            Reach::Docs
        }
        Child::Fact | Child::One(_) | Child::Map(_) | Child::List(_) => Reach::Outcome,
    }
}

/// Returns the content of `key` in an object of `kind`.
pub fn child(kind: Kind, key: &str) -> Child {
    use Child::{Extension, Fact, List, Map, One, Prose, Unknown};
    match (kind, key) {
        (_, extension) if extension.starts_with("x-") => Extension,
        (Kind::Info, "title" | "version") => Fact,
        (_, "description" | "summary" | "title" | "externalDocs" | "example" | "examples") => Prose,
        (Kind::Document, "openapi" | "security") => Fact,
        (Kind::Document, "info") => One(Kind::Info),
        (Kind::Document | Kind::PathItem | Kind::Operation, "servers") => List(Kind::Server),
        (Kind::Document, "paths") => Map(Kind::PathItem),
        (Kind::Document, "components") => One(Kind::Components),
        (Kind::Document | Kind::Operation, "tags")
        | (Kind::Info, "contact" | "license" | "termsOfService")
        | (Kind::Response | Kind::Components, "links")
        | (Kind::Schema, "xml") => Prose,
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
            "required" | "deprecated" | "style" | "explode" | "allowReserved" | "allowEmptyValue",
        ) => Fact,
        (Kind::Parameter | Kind::Header | Kind::MediaType, "schema") => One(Kind::Schema),
        (Kind::Parameter | Kind::Header | Kind::RequestBody | Kind::Response, "content") => {
            Map(Kind::MediaType)
        }
        (
            Kind::Parameter
            | Kind::Header
            | Kind::RequestBody
            | Kind::Response
            | Kind::SecurityScheme,
            "$ref",
        ) => Fact,
        (Kind::RequestBody, "required") | (Kind::MediaType, "encoding") => Fact,
        (Kind::Response, "headers") => Map(Kind::Header),
        (Kind::Components, section) => component(section),
        (
            Kind::SecurityScheme,
            "type" | "name" | "in" | "scheme" | "bearerFormat" | "flows" | "openIdConnectUrl",
        ) => Fact,
        (Kind::Schema, keyword) => schema(keyword),
        _ => Unknown,
    }
}

/// The HTTP methods that an operation can have.
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
        "$ref" | "type" | "format" | "enum" | "default" | "required" | "nullable" | "readOnly"
        | "writeOnly" | "deprecated" | "discriminator" => Child::Fact,
        validation if VALIDATION.contains(&validation) => Child::Fact,
        _ => Child::Unknown,
    }
}

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

/// Calls `enter` for each object of the description in `value`, outermost first. Its arguments are
/// the kind, the JSON pointer (which starts with `pointer`) and the object.
///
/// Does not follow a `$ref`.
pub fn visit<'a>(
    value: &'a Value,
    kind: Kind,
    pointer: &str,
    enter: &mut dyn FnMut(Kind, &str, &'a Value),
) {
    enter(kind, pointer, value);
    for (kind, step) in children(value, kind) {
        if let Some(child) = value.pointer(&step) {
            visit(child, kind, &format!("{pointer}{step}"), enter);
        }
    }
}

/// Like [`visit`], with mutable objects. The children are visited after `enter` has changed the
/// object.
pub fn visit_mut(
    value: &mut Value,
    kind: Kind,
    pointer: &str,
    enter: &mut dyn FnMut(Kind, &str, &mut Value),
) {
    enter(kind, pointer, value);
    for (kind, step) in children(value, kind) {
        if let Some(child) = value.pointer_mut(&step) {
            visit_mut(child, kind, &format!("{pointer}{step}"), enter);
        }
    }
}

/// Returns the kinds of the child objects of `value`, and their pointers relative to it.
fn children(value: &Value, kind: Kind) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        let at = join("", key);
        match (child(kind, key), member) {
            // It can also be a flag.
            (Child::One(_), Value::Bool(_)) if key == "additionalProperties" => {}
            (Child::One(kind), _) => found.push((kind, at)),
            (Child::Map(kind), Value::Object(members)) => {
                found.extend(members.keys().map(|name| (kind, join(&at, name))));
            }
            (Child::List(kind), Value::Array(items)) => {
                found.extend((0..items.len()).map(|index| (kind, format!("{at}/{index}"))));
            }
            _ => {}
        }
    }
    found
}
