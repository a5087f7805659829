//! The generator's model of the effective document: plain data with all Rust names.

use std::collections::{BTreeMap, BTreeSet};

/// The API of one description.
#[derive(Clone, Debug)]
pub struct Api {
    /// The API versions, in ascending order.
    pub versions: Vec<Version>,
    /// The clusters, if the server's URL has a variable.
    pub clusters: Option<Clusters>,
}

/// An API version: the first segment of the path, with its operations and types.
#[derive(Clone, Debug)]
pub struct Version {
    /// The name of the segment and of the module, such as `v1`.
    pub name: String,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// All types that the operations reach, by their names.
    pub types: Vec<Named>,
}

impl Version {
    /// Returns the types that are defined in this version. The others are re-exported.
    pub fn own(&self) -> impl Iterator<Item = &Named> {
        self.types.iter().filter(|named| named.version == self.name)
    }

    /// Returns the type called `name`.
    pub fn find(&self, name: &str) -> Option<&Named> {
        self.types.iter().find(|named| named.name == name)
    }

    /// Returns the structs that are defined in this version.
    pub fn structs(&self) -> impl Iterator<Item = (&Named, &[Field])> {
        self.own().filter_map(|named| match &named.definition {
            Definition::Struct(fields) => Some((named, fields.as_slice())),
            _ => None,
        })
    }

    /// Returns the enums that are defined in this version.
    pub fn enums(&self) -> impl Iterator<Item = (&Named, &Enum)> {
        self.own().filter_map(|named| match &named.definition {
            Definition::Enum(values) => Some((named, values)),
            _ => None,
        })
    }

    /// Returns the sets that are defined in this version.
    pub fn sets(&self) -> impl Iterator<Item = (&Named, &Set)> {
        self.own().filter_map(|named| match &named.definition {
            Definition::Set(set) => Some((named, set)),
            _ => None,
        })
    }

    /// Returns the types that the struct `name` contains, at any depth, through the fields that
    /// `follow` accepts.
    pub fn parts<'a>(
        &'a self,
        name: &str,
        follow: fn(&'a Field) -> Option<&'a str>,
    ) -> Vec<&'a Named> {
        let mut found = BTreeSet::new();
        let mut queue: Vec<&Named> = self.find(name).into_iter().collect();
        while let Some(named) = queue.pop() {
            let parts = named.fields().iter().filter_map(follow);
            queue.extend(parts.filter(|part| found.insert(*part)).filter_map(|it| self.find(it)));
        }
        found.into_iter().filter_map(|part| self.find(part)).collect()
    }
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Named {
    /// The Rust name.
    pub name: String,
    /// The JSON pointers of its schemas: a component, or equal inline schemas.
    pub places: Vec<String>,
    /// The documentation. Empty if there is none.
    pub doc: String,
    /// The first version that reaches it, which defines it.
    pub version: String,
    /// Whether it is part of a request of that version.
    pub in_request: bool,
    /// Whether it is part of a response of that version.
    pub in_response: bool,
    /// The kind of Rust type.
    pub definition: Definition,
}

impl Named {
    /// Returns the first place that defines the type.
    pub fn pointer(&self) -> &str {
        self.places.first().map_or("", String::as_str)
    }

    /// Returns whether it is a secret string.
    pub fn is_secret(&self) -> bool {
        matches!(self.definition, Definition::Secret)
    }

    /// Returns the fields of a struct, or no fields for another type.
    pub fn fields(&self) -> &[Field] {
        match &self.definition {
            Definition::Struct(fields) => fields,
            _ => &[],
        }
    }
}

/// The kind of a [`Named`] type.
#[derive(Clone, Debug)]
pub enum Definition {
    /// A struct with its fields, in the order of the document.
    Struct(Vec<Field>),
    /// A string enum.
    Enum(Enum),
    /// A string of values with a separator (`x-delimited`).
    Set(Set),
    /// A secret string.
    Secret,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire: String,
    /// The name in Rust.
    pub rust: String,
    /// The documentation. Empty if there is none.
    pub doc: String,
    /// Whether it is always present.
    pub required: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The type of its value. It is optional if it may be absent or `null`; an absent list or map
    /// is empty.
    pub ty: Type,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A named type.
    Named(String),
    /// Any string.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List(Box<Self>),
    /// A map from strings.
    Map(Box<Self>),
    /// A value or `null`.
    Optional(Box<Self>),
}

impl Type {
    /// Returns the type without an option around it.
    pub fn present(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            ty => ty,
        }
    }

    /// Returns the type of the values in lists, maps and options of any depth.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Optional(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// Returns the name of the [`Type::innermost`], if it has one.
    pub fn name(&self) -> Option<&str> {
        match self.innermost() {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// A string enum.
#[derive(Clone, Debug, Default)]
pub struct Enum {
    /// The values, in the service's order.
    pub values: Vec<EnumValue>,
    /// Other spellings, each with the variant that it deserializes to.
    pub aliases: Vec<(String, String)>,
    /// Whether unlisted values are kept (`x-open-enum`).
    pub open: bool,
    /// Whether values are compared case-insensitively.
    pub case_insensitive: bool,
    /// The variant that `Default` returns, if the schema has a default.
    pub default: Option<String>,
}

impl Enum {
    /// Returns whether values give access to paths (`x-enum-paths`).
    pub fn has_paths(&self) -> bool {
        self.values.iter().any(|value| value.path.is_some())
    }
}

/// A value of an [`Enum`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// The name of the variant.
    pub variant: String,
    /// The documentation.
    pub doc: String,
    /// The path prefix to which the value gives access.
    pub path: Option<String>,
    /// Whether the value is deprecated (`x-deprecated-values`).
    pub deprecated: bool,
}

/// A string of values with a separator (`x-delimited`).
#[derive(Clone, Debug)]
pub struct Set {
    /// The name of the enum that lists the values.
    pub items: String,
    /// The separator.
    pub separator: char,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`, as published.
    pub id: String,
    /// The name of the generated method, in snake case.
    pub method_name: String,
    /// The JSON pointer in the effective document.
    pub pointer: String,
    /// The security alternatives, in the published order. Each is a list of credentials that are
    /// sent together; an empty list requires no credentials.
    pub security: Vec<Vec<Credential>>,
    /// Whether the operation is deprecated.
    pub deprecated: bool,
    /// The type of the request body.
    pub body: Option<Type>,
    /// The types of parameters and bodies, by the pointers of their schemas.
    pub types: BTreeMap<String, Type>,
}

/// A credential of a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Credential {
    /// An API key in the header of this name, in lower case.
    Header(String),
    /// HTTP Basic.
    Basic,
}

/// The clusters of the service: an enum called `Cluster`.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// The server's URL with the variable in braces.
    pub template: String,
    /// The name of the variable.
    pub variable: String,
    /// The JSON pointer of the variable.
    pub pointer: String,
    /// The documentation. Empty if there is none.
    pub doc: String,
    /// The values.
    pub values: Enum,
}
