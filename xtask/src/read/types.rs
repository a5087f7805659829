//! Which schemas of a version become types, and under which names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{RUST_DOC, RUST_NAME, values};
use crate::model::{Field, Named, Operation, Secret, Set, Struct, TypeKind, Version};
use crate::openapi::grammar::{Child, child};
use crate::openapi::pointer::{join, steps};
use crate::openapi::{Kind, members, reference, text, visit_mut};
use crate::rust_name;
use crate::shape::{Shape, shape};

/// Fills in the types of `versions`. A type that an earlier version has is re-exported.
pub(super) fn read(document: &Value, versions: &mut [Version]) {
    // What earlier versions have: each place, and each secret's name, with its type and version.
    let mut owners: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for index in 0..versions.len() {
        let mut collector = Collector { document, found: Vec::new(), by_place: BTreeMap::new() };
        for operation in &versions[index].operations {
            collector.operation(operation);
        }
        for found in &collector.found {
            let mut places = found.places.iter().map(|(at, _)| at);
            let secret = Some(&found.name).filter(|_| found.kind == TypeKind::Secret);
            let owner = places.find_map(|at| owners.get(at));
            let owner = owner.or_else(|| owners.get(secret?)).cloned();
            let name = owner.as_ref().map_or(&found.name, |(name, _)| name).clone();
            versions[index].types.push(Named {
                name: name.clone(),
                kind: found.kind,
                places: found.places.iter().map(|(at, _)| at.clone()).collect(),
            });
            if let Some((_, owner)) = owner {
                let owner_name = versions[owner].name.clone();
                versions[index].reexports.push((name.clone(), owner_name));
                let structs = versions[owner].structs.iter_mut();
                for shared in structs.filter(|shared| shared.name == name) {
                    shared.in_request |= found.in_request;
                    shared.in_response |= found.in_response;
                }
                continue;
            }
            let keys = found.places.iter().map(|(at, _)| at).chain(secret);
            owners.extend(keys.map(|key| (key.clone(), (name.clone(), index))));
            collector.add(found, &mut versions[index]);
        }
        let version = &mut versions[index];
        version.structs.sort_by(|a, b| a.name.cmp(&b.name));
        version.enums.sort_by(|a, b| a.name.cmp(&b.name));
        version.sets.sort_by(|a, b| a.name.cmp(&b.name));
        version.secrets.sort_by(|a, b| a.name.cmp(&b.name));
        version.reexports.sort();
    }
}

/// A type, with all the places that define it.
struct Found<'a> {
    name: String,
    kind: TypeKind,
    places: Vec<(String, &'a Value)>,
    in_request: bool,
    in_response: bool,
}

/// A schema in use.
struct Use<'a> {
    at: String,
    schema: &'a Value,
    /// The name of its type if nothing else names it.
    name: String,
    /// The property or parameter that contains it, which names a secret.
    property: String,
    in_request: bool,
}

struct Collector<'a> {
    document: &'a Value,
    found: Vec<Found<'a>>,
    by_place: BTreeMap<String, usize>,
}

impl<'a> Collector<'a> {
    fn operation(&mut self, operation: &Operation) {
        let document = self.document;
        let Some(value) = document.pointer(&operation.pointer) else { return };
        let name = rust_name::type_name(&operation.id);
        let path = operation.pointer.rsplit_once('/').map_or("", |(path, _)| path);
        for (at, owner) in [(path, document.pointer(path)), (&operation.pointer, Some(value))] {
            let parameters = owner.and_then(|owner| owner.get("parameters")?.as_array());
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let at = format!("{at}/parameters/{index}");
                let Some((at, parameter)) = reference::follow(document, &at, parameter) else {
                    continue;
                };
                let Some(schema) = parameter.get("schema") else { continue };
                let property = text(parameter, "name").to_owned();
                let name = format!("{name}{}", rust_name::type_name(&property));
                let at = join(&at, "schema");
                self.collect(Use { at, schema, name, property, in_request: true });
            }
        }
        if let Some(body) = value.get("requestBody") {
            let at = join(&operation.pointer, "requestBody");
            self.body(&at, body, format!("{name}Request"), true);
        }
        let responses = join(&operation.pointer, "responses");
        for (status, response) in members(value, "responses") {
            let suffix = if status.starts_with('2') { "" } else { status };
            let name = format!("{name}Response{suffix}");
            self.body(&join(&responses, status), response, name, false);
        }
    }

    fn body(&mut self, at: &str, body: &'a Value, name: String, in_request: bool) {
        let Some((at, body)) = reference::follow(self.document, at, body) else { return };
        for (media_type, content) in members(body, "content") {
            let Some(schema) = content.get("schema") else { continue };
            let at = join(&join(&join(&at, "content"), media_type), "schema");
            let (name, property) = (name.clone(), name.clone());
            self.collect(Use { at, schema, name, property, in_request });
        }
    }

    fn collect(&mut self, first: Use<'a>) {
        let mut queue = vec![first];
        while let Some(found) = queue.pop() {
            let Use { at, schema, name, property, in_request } = found;
            let mut add = |at: String, schema, name| {
                let property = property.clone();
                queue.push(Use { at, schema, name, property, in_request });
            };
            let kind = match shape(schema) {
                Err(_) | Ok(Shape::Scalar(_)) => continue,
                Ok(Shape::Reference(reference)) => {
                    if let Some(target) = reference::resolve(self.document, reference) {
                        add(reference.trim_start_matches('#').to_owned(), target, name);
                    }
                    continue;
                }
                Ok(Shape::List(items)) => {
                    add(join(&at, "items"), items, format!("{name}Item"));
                    continue;
                }
                Ok(Shape::Map(values)) => {
                    add(join(&at, "additionalProperties"), values, format!("{name}Value"));
                    continue;
                }
                Ok(Shape::Struct) => TypeKind::Struct,
                Ok(Shape::Enum) => TypeKind::Enum,
                Ok(Shape::Set(_)) => TypeKind::Set,
                Ok(Shape::Secret) => TypeKind::Secret,
            };
            let derived =
                if kind == TypeKind::Secret { rust_name::type_name(&property) } else { name };
            let name = chosen_name(&at, schema).unwrap_or(derived);
            if !self.register(&at, schema, &name, kind, in_request) {
                continue;
            }
            if let Ok(Shape::Set(items)) = shape(schema)
                && let Some(target) = reference::resolve(self.document, items)
            {
                let at = items.trim_start_matches('#').to_owned();
                let property = property.clone();
                queue.push(Use { at, schema: target, name: name.clone(), property, in_request });
            }
            if kind == TypeKind::Struct {
                let at = join(&at, "properties");
                queue.extend(members(schema, "properties").map(|(property, schema)| Use {
                    at: join(&at, property),
                    schema,
                    name: format!("{name}{}", rust_name::type_name(property)),
                    property: property.clone(),
                    in_request,
                }));
            }
        }
    }

    /// Registers a type at a place. Returns whether its parts are to be looked at.
    fn register(
        &mut self,
        at: &str,
        schema: &'a Value,
        name: &str,
        kind: TypeKind,
        in_request: bool,
    ) -> bool {
        let known = self.by_place.get(at).copied();
        let index = known.unwrap_or_else(|| {
            let same = self.found.iter().position(|found| {
                let earlier = || found.places.first().map(|(_, schema)| *schema);
                found.name == name
                    && found.kind == kind
                    && earlier().is_some_and(|earlier| same_type(kind, earlier, schema))
            });
            same.unwrap_or_else(|| {
                let (places, name) = (Vec::new(), name.to_owned());
                self.found.push(Found {
                    name,
                    kind,
                    places,
                    in_request: false,
                    in_response: false,
                });
                self.found.len() - 1
            })
        });
        let found = &mut self.found[index];
        let direction = if in_request { &mut found.in_request } else { &mut found.in_response };
        let is_new = known.is_none() || !*direction;
        *direction = true;
        if known.is_none() {
            found.places.push((at.to_owned(), schema));
            self.by_place.insert(at.to_owned(), index);
        }
        is_new
    }

    fn add(&self, found: &Found<'a>, version: &mut Version) {
        let Some((at, schema)) = found.places.first() else { return };
        let (name, pointer) = (found.name.clone(), at.clone());
        let given = found.places.iter().map(|(_, schema)| text(schema, RUST_DOC));
        let given = given.into_iter().find(|text| !text.is_empty());
        let doc = given.unwrap_or_else(|| text(schema, "description")).to_owned();
        match found.kind {
            TypeKind::Struct => version.structs.push(Struct {
                component: component(at).unwrap_or_default(),
                in_request: found.in_request,
                in_response: found.in_response,
                fields: self.fields(at, schema),
                name,
                pointer,
                doc,
            }),
            TypeKind::Enum => {
                let mut read = values::read(&found.places, &name, doc);
                read.in_response = found.in_response;
                version.enums.push(read);
            }
            TypeKind::Set => {
                let separator = schema.pointer("/x-delimited/separator").and_then(Value::as_str);
                let separator = separator.and_then(|text| text.chars().next()).unwrap_or(' ');
                let items = schema.pointer("/x-delimited/items");
                let items = items.and_then(|items| self.type_name(at, items)).unwrap_or_default();
                version.sets.push(Set { name, pointer, doc, items, separator });
            }
            TypeKind::Secret => version.secrets.push(Secret { name, pointer, doc }),
        }
    }

    fn fields(&self, at: &str, schema: &Value) -> Vec<Field> {
        let at = join(at, "properties");
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |wire: &str| required.is_some_and(|all| all.iter().any(|name| name == wire));
        let field = |(wire, property): (&String, &Value)| {
            let meant = reference::meant(self.document, "", property).map(|(_, meant)| meant);
            let flag = |key: &str| {
                let set = |schema: &Value| schema.get(key) == Some(&Value::Bool(true));
                set(property) || meant.is_some_and(set)
            };
            let doc = match text(property, "description") {
                "" => meant.map_or("", |meant| text(meant, "description")),
                doc => doc,
            };
            Some(Field {
                wire: wire.clone(),
                rust: rust_name::snake(wire)?,
                doc: doc.to_owned(),
                required: is_required(wire) && !flag("nullable"),
                deprecated: flag("deprecated"),
                type_name: self.type_name(&join(&at, wire), property),
            })
        };
        members(schema, "properties").filter_map(field).collect()
    }

    /// Returns the name of the type that the schema at `at` becomes, if it has one.
    fn type_name(&self, at: &str, schema: &Value) -> Option<String> {
        let (at, _) = reference::meant(self.document, at, schema)?;
        Some(self.found[*self.by_place.get(&at)?].name.clone())
    }
}

/// Returns the name that `x-rust-name` or the component gives to the schema at `at`.
fn chosen_name(at: &str, schema: &Value) -> Option<String> {
    let given = Some(text(schema, RUST_NAME)).filter(|name| !name.is_empty());
    given.map(str::to_owned).or_else(|| component(at).map(|name| rust_name::type_name(&name)))
}

/// Returns the name of the component that `at` points to, if it points to one.
pub fn component(at: &str) -> Option<String> {
    let mut steps = at.strip_prefix("/components/schemas").map(steps)?;
    let name = steps.next()?;
    steps.next().is_none().then_some(name)
}

/// Returns whether two schemas of one name and kind are one type. Secrets always are; open enums
/// are, since each accepts the values of the other one; all others if they say the same.
fn same_type(kind: TypeKind, a: &Value, b: &Value) -> bool {
    let is_open = |schema: &Value| schema.get(values::OPEN_ENUM).is_some();
    match kind {
        TypeKind::Secret => true,
        TypeKind::Enum if is_open(a) && is_open(b) => {
            a.get(values::OPEN_ENUM) == b.get(values::OPEN_ENUM)
        }
        _ => facts(a) == facts(b),
    }
}

/// Returns `schema` without what is written for people, and without what belongs to its place.
fn facts(schema: &Value) -> Value {
    let mut facts = schema.clone();
    visit_mut(&mut facts, Kind::Schema, "", &mut |kind, at, object| {
        if let Some(object) = object.as_object_mut() {
            object.retain(|key, _| {
                child(kind, key) != Child::Prose
                    && key != RUST_DOC
                    && key != values::DESCRIPTIONS
                    && !(at.is_empty() && ["default", "deprecated", "nullable"].contains(&&**key))
            });
        }
    });
    facts
}
