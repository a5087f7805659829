//! What the generator takes from the effective document: plain data, with nothing of JSON left in
//! it, and with every Rust name decided.

use serde_json::Value;

/// All that is generated from one description.
#[derive(Clone, Debug)]
pub struct Api {
    /// The API versions, in ascending order. A type that two versions reach belongs to the first.
    pub versions: Vec<Version>,
    /// The clusters that serve these operations, if the server's URL has such a variable.
    pub clusters: Option<Clusters>,
    /// The API's title and version as published, for the documentation.
    pub title: String,
}

/// One API version: the first segment of the path, and what its operations reach.
#[derive(Clone, Debug)]
pub struct Version {
    /// The name of the segment and of the module, such as `v1`.
    pub name: String,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The structs.
    pub structs: Vec<Struct>,
    /// The string enums.
    pub enums: Vec<Enum>,
    /// The delimited sets.
    pub sets: Vec<Set>,
    /// The secrets.
    pub secrets: Vec<Secret>,
    /// Types of earlier versions that this one reaches: name and version.
    pub reexports: Vec<(String, String)>,
    /// All types that this version reaches, and where the document has them.
    pub types: Vec<Named>,
    /// The part of the document that this version reaches, lowered to what progenitor can express.
    pub lowered: Value,
}

/// A type with a name, and all the places in the effective document that define it.
#[derive(Clone, Debug)]
pub struct Named {
    /// The Rust name.
    pub name: String,
    /// What it becomes.
    pub kind: TypeKind,
    /// The JSON pointers of its schemas: a component, or equal schemas within others.
    pub places: Vec<String>,
}

/// What a [`Named`] type becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// A [`Struct`].
    Struct,
    /// An [`Enum`].
    Enum,
    /// A [`Set`].
    Set,
    /// A [`Secret`].
    Secret,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`, as published.
    pub id: String,
    /// The name of the generated method, in snake case.
    pub method_name: String,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path.
    pub path: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The security alternatives, in the published order; each is a list of credentials that are
    /// sent together. An empty list asks for nothing.
    pub security: Vec<Vec<Credential>>,
    /// Whether the operation is deprecated.
    pub deprecated: bool,
}

/// One credential of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An API key in the header of this name, in lower case.
    Header(String),
    /// HTTP Basic.
    Basic,
}

/// An object schema.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The Rust name.
    pub name: String,
    /// The name of the component as published. Empty if the schema is within another one.
    pub component: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The documentation.
    pub doc: String,
    /// Whether a request contains it.
    pub in_request: bool,
    /// Whether a response contains it.
    pub in_response: bool,
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub rust: String,
    /// The documentation.
    pub doc: String,
    /// Whether it is always there.
    pub required: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The name of the enum, set, secret or struct that it contains, if it is one.
    pub type_name: Option<String>,
}

/// A string enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The Rust name.
    pub name: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The documentation.
    pub doc: String,
    /// The values, in the service's order.
    pub values: Vec<EnumValue>,
    /// Other spellings, each with the value that it is read as.
    pub aliases: Vec<(String, String)>,
    /// Whether a value that is not listed is kept (`x-open-enum`).
    pub open: bool,
    /// Whether values are compared without regard to case.
    pub case_insensitive: bool,
    /// The value that `Default` gives, if the schema has a default.
    pub default: Option<String>,
    /// Whether the values have path prefixes (`x-enum-paths`).
    pub has_paths: bool,
    /// Whether a response contains it.
    pub in_response: bool,
}

/// A value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// The name of the variant.
    pub variant: String,
    /// The documentation. Empty if there is none.
    pub doc: String,
    /// The prefix of the paths that the value opens.
    pub path: Option<String>,
    /// Whether the value is deprecated (`x-deprecated-values`).
    pub deprecated: bool,
}

/// A string of values with a separator (`x-delimited`).
#[derive(Clone, Debug)]
pub struct Set {
    /// The Rust name.
    pub name: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The documentation.
    pub doc: String,
    /// The name of the enum that lists the values.
    pub items: String,
    /// The separator.
    pub separator: char,
}

/// A string that must not be printed.
#[derive(Clone, Debug)]
pub struct Secret {
    /// The Rust name.
    pub name: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The documentation.
    pub doc: String,
}

/// The clusters of the service.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// The server's URL with the variable in braces.
    pub template: String,
    /// The name of the variable.
    pub variable: String,
    /// The values, as an enum.
    pub values: Enum,
}
