//! The grammar of OpenAPI 3.0: the keywords of each kind of object, and what each contains.
//!
//! One table, so that all code agrees on what is a name, a keyword, data or prose: a property
//! called `description` is not a description.

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

/// What a keyword contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Child {
    /// An object of that kind.
    One(Kind),
    /// Names that the author chose, with an object of that kind each.
    Map(Kind),
    /// A list of such objects.
    List(Kind),
    /// A fact of any type.
    Fact,
    /// A text or an example, for people.
    Prose,
    /// An extension (`x-…`): data of any type.
    Extension,
    /// Not a keyword of OpenAPI 3.0 in this place.
    Unknown,
}

/// Returns what `key` contains in an object of `kind`.
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
