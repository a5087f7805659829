//! Reads the types of a version, and decides their names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::enums::{self, OPEN_ENUM};
use super::{Shape, shape};
use crate::model::{Definition, Field, Named, Set, Type};
use crate::openapi::grammar::{Child, child};
use crate::openapi::{
    Kind, Operation, component, flag, items, join, members, reference, text, visit_mut,
};
use crate::rust_name;

/// The extension that gives the Rust name of a component, or makes an inline schema a named type.
pub const RUST_NAME: &str = "x-rust-name";
/// The extension that documents the type of an inline schema or of a secret.
pub const RUST_DOC: &str = "x-rust-doc";

/// Reads the types version by version. A type belongs to the first version that reaches it.
pub(super) struct Reader<'a> {
    document: &'a Value,
    version: String,
    all: Vec<Named>,
    /// The types by their pointers.
    by_place: BTreeMap<String, usize>,
    /// The types of the current version in requests, and those in responses.
    reached: [BTreeSet<usize>; 2],
}

/// A schema in use.
#[derive(Clone)]
struct Use<'a> {
    at: String,
    schema: &'a Value,
    /// The default name of its type.
    name: String,
    /// The property or parameter that contains it: the name of a secret.
    property: String,
    in_request: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Value) -> Self {
        let (all, by_place) = (Vec::new(), BTreeMap::new());
        Self { document, version: String::new(), all, by_place, reached: Default::default() }
    }

    /// Starts the version called `name`.
    pub(super) fn start(&mut self, name: &str) {
        self.version = name.to_owned();
        self.reached = Default::default();
    }

    /// Returns the types that the version reaches, by their names.
    pub(super) fn finish(&mut self) -> Vec<Named> {
        let [requests, responses] = &self.reached;
        for (index, named) in self.all.iter_mut().enumerate() {
            if named.version == self.version {
                named.in_request = requests.contains(&index);
                named.in_response = responses.contains(&index);
            }
        }
        let mut types: Vec<_> =
            requests.union(responses).map(|index| self.all[*index].clone()).collect();
        types.sort_by(|a, b| a.name.cmp(&b.name));
        types
    }

    /// Returns the types of an operation's parameters and bodies, by the pointers of their schemas.
    pub(super) fn operation(&mut self, operation: &Operation<'a>) -> BTreeMap<String, Type> {
        let (document, mut uses) = (self.document, Vec::new());
        let name = rust_name::type_name(operation.id());
        for (at, parameter) in operation.parameters(document) {
            let Some(schema) = parameter.get("schema") else { continue };
            let property = text(parameter, "name").to_owned();
            let name = format!("{name}{}", rust_name::type_name(&property));
            uses.push(Use { at: join(&at, "schema"), schema, name, property, in_request: true });
        }
        let mut body = |name: String, at: &str, body: &'a Value, in_request| {
            for (media_type, content) in members(body, "content") {
                let Some(schema) = content.get("schema") else { continue };
                let at = format!("{}/schema", join(&join(at, "content"), media_type));
                let (name, property) = (name.clone(), name.clone());
                uses.push(Use { at, schema, name, property, in_request });
            }
        };
        if let Some((at, request)) = operation.body(document) {
            body(format!("{name}Request"), &at, request, true);
        }
        for (status, at, response) in operation.responses(document) {
            let suffix = if status.starts_with('2') { "" } else { status };
            body(format!("{name}Response{suffix}"), &at, response, false);
        }
        uses.into_iter().filter_map(|used| Some((used.at.clone(), self.ty(used)?))).collect()
    }

    /// Returns the type of a schema. Registers the named types within it.
    fn ty(&mut self, used: Use<'a>) -> Option<Type> {
        let schema = used.schema;
        let inner = |at, schema| Use { at: join(&used.at, at), schema, ..used.clone() };
        let ty = match shape(schema).ok()? {
            Shape::Reference(target) => {
                let schema = reference::resolve(self.document, target)?;
                let at = target.trim_start_matches('#').to_owned();
                self.ty(Use { at, schema, ..used })?
            }
            Shape::List(items) => Type::List(Box::new(self.ty(inner("items", items))?)),
            Shape::Map(values) => {
                Type::Map(Box::new(self.ty(inner("additionalProperties", values))?))
            }
            Shape::Scalar("integer") => Type::Integer,
            Shape::Scalar("number") => Type::Number,
            Shape::Scalar("boolean") => Type::Boolean,
            Shape::Scalar(_) => Type::String,
            Shape::Struct | Shape::Enum | Shape::Set | Shape::Secret => {
                Type::Named(self.named(used))
            }
        };
        Some(match ty {
            Type::Optional(_) => ty,
            ty if flag(schema, "nullable") => Type::Optional(Box::new(ty)),
            ty => ty,
        })
    }

    /// Registers the named type of a schema, and the types within it. Returns the name.
    fn named(&mut self, used: Use<'a>) -> String {
        let known = self.by_place.get(&used.at).copied();
        let index = known.unwrap_or_else(|| self.add(&used));
        let name = self.all[index].name.clone();
        let is_reached = self.reached[usize::from(!used.in_request)].insert(index);
        if is_reached || known.is_none() {
            let is_first = self.all[index].pointer() == used.at;
            let definition = self.define(&name, index, used);
            if is_first {
                self.all[index].definition = definition;
            }
        }
        name
    }

    /// Adds a place to an equal type, or to a new one.
    fn add(&mut self, used: &Use<'a>) -> usize {
        let is_secret = shape(used.schema) == Ok(Shape::Secret);
        let derived =
            if is_secret { rust_name::type_name(&used.property) } else { used.name.clone() };
        let given = Some(text(used.schema, RUST_NAME)).filter(|name| !name.is_empty());
        let component = || component(&used.at).map(|name| rust_name::type_name(&name));
        let name = given.map(str::to_owned).or_else(component).unwrap_or(derived);
        let same = self.all.iter().position(|named| {
            let schema = self.document.pointer(named.pointer());
            named.name == name
                && (is_secret || named.version == self.version)
                && schema.is_some_and(|schema| is_same_type(schema, used.schema))
        });
        let index = same.unwrap_or(self.all.len());
        if same.is_none() {
            self.all.push(Named {
                name,
                places: Vec::new(),
                doc: String::new(),
                version: self.version.clone(),
                in_request: false,
                in_response: false,
                definition: Definition::Secret,
            });
        }
        let named = &mut self.all[index];
        named.places.push(used.at.clone());
        self.by_place.insert(used.at.clone(), index);
        let schemas = || named.places.iter().filter_map(|at| self.document.pointer(at));
        let given = schemas().map(|schema| text(schema, RUST_DOC)).find(|doc| !doc.is_empty());
        let first = || schemas().map(|schema| text(schema, "description")).next();
        named.doc = given.or_else(first).unwrap_or_default().to_owned();
        // Another place can add values.
        if let Definition::Enum(values) = &mut named.definition {
            *values = enums::read(schemas(), &named.name);
        }
        index
    }

    fn define(&mut self, name: &str, index: usize, used: Use<'a>) -> Definition {
        match shape(used.schema) {
            Ok(Shape::Struct) => Definition::Struct(self.fields(name, &used)),
            Ok(Shape::Enum) => {
                let places = self.all[index].places.iter();
                let schemas = places.filter_map(|at| self.document.pointer(at));
                Definition::Enum(enums::read(schemas, name))
            }
            Ok(Shape::Set) => {
                let set = &used.schema["x-delimited"];
                let separator = text(set, "separator").chars().next().unwrap_or(' ');
                let at = join(&join(&used.at, "x-delimited"), "items");
                let items = self.ty(Use { at, schema: &set["items"], ..used });
                let items = items.as_ref().and_then(Type::name).unwrap_or_default().to_owned();
                Definition::Set(Set { items, separator })
            }
            _ => Definition::Secret,
        }
    }

    fn fields(&mut self, name: &str, object: &Use<'a>) -> Vec<Field> {
        let required: Vec<_> = items(object.schema, "required").collect();
        let at = join(&object.at, "properties");
        let fields = members(object.schema, "properties").filter_map(|(wire, property)| {
            let meant = reference::meant(self.document, "", property).map(|(_, meant)| meant);
            let doc = [Some(property), meant].into_iter().flatten();
            let doc = doc.map(|schema| text(schema, "description")).find(|doc| !doc.is_empty());
            let ty = self.ty(Use {
                at: join(&at, wire),
                schema: property,
                name: format!("{name}{}", rust_name::type_name(wire)),
                property: wire.clone(),
                in_request: object.in_request,
            })?;
            let is_listed = required.iter().any(|name| *name == wire);
            let ty = match ty {
                ty @ (Type::Optional(_) | Type::List(_) | Type::Map(_)) => ty,
                ty if is_listed => ty,
                ty => Type::Optional(Box::new(ty)),
            };
            Some(Field {
                wire: wire.clone(),
                rust: rust_name::snake(wire)?,
                doc: doc.unwrap_or_default().to_owned(),
                required: is_listed && !matches!(ty, Type::Optional(_)),
                deprecated: flag(property, "deprecated")
                    || meant.is_some_and(|meant| flag(meant, "deprecated")),
                ty,
            })
        });
        fields.collect()
    }
}

/// Returns whether two schemas with the same name are the same type: secrets, open enums (each
/// accepts the other's values), and schemas with the same facts.
fn is_same_type(a: &Value, b: &Value) -> bool {
    match (shape(a), shape(b)) {
        (Ok(Shape::Secret), Ok(Shape::Secret)) => true,
        (Ok(Shape::Enum), Ok(Shape::Enum)) if a.get(OPEN_ENUM).is_some() => {
            a.get(OPEN_ENUM) == b.get(OPEN_ENUM)
        }
        _ => facts(a) == facts(b),
    }
}

/// Returns `schema` without texts, and without keywords that belong to its place.
fn facts(schema: &Value) -> Value {
    let mut facts = schema.clone();
    visit_mut(&mut facts, Kind::Schema, "", &mut |kind, at, object| {
        if let Some(object) = object.as_object_mut() {
            object.retain(|key, _| {
                child(kind, key) != Child::Prose
                    && key != RUST_DOC
                    && key != enums::DESCRIPTIONS
                    && !(at.is_empty() && ["default", "deprecated", "nullable"].contains(&&**key))
            });
        }
    });
    facts
}
