//! The facts of a schema: its type, fields and values.

use serde_json::Value;

use super::document::Walk;
use super::facts::Place;
use super::rules::Aspect;
use crate::openapi::grammar::{Child, Kind, child};
use crate::openapi::{self, flag, items, join, members, reference, text};
use crate::read::{
    self, ALIASES, DELIMITED, DEPRECATED_VALUES, DESCRIPTIONS, NAMES, PATHS, Shape, shape,
};
use crate::rust_name;

impl<'a> Walk<'a> {
    /// Records the type of a body or a field, and the facts of its schema.
    pub(super) fn typed(&mut self, schema: &'a Value, place: &Place, aspect: Aspect) {
        let words = self.schema(schema, place);
        let mut place = place.below("!type");
        place.owners.extend(words.split(' ').map(str::to_owned));
        self.add(place, aspect, words);
    }

    /// Records the facts of a schema. Returns its type in words: the name of a component, or the
    /// type and its keywords.
    pub(super) fn schema(&mut self, schema: &'a Value, place: &Place) -> String {
        let meant = reference::meant(self.document, &place.pointer, schema);
        let (pointer, meant) = meant.unwrap_or_else(|| (place.pointer.clone(), schema));
        // A reference can have its own texts.
        if pointer != place.pointer {
            self.rest(Kind::Schema, schema, place);
        }
        let component = openapi::component(&pointer);
        let root = self.root(meant, &pointer, component.as_deref(), place);
        let name = root.as_ref().map(|root| root.subject.clone());
        if !self.visited.insert(pointer.clone()) {
            return name.unwrap_or_else(|| "itself".to_owned());
        }
        let inline = Place { pointer: pointer.clone(), ..place.clone() };
        // A default belongs to its place, not to the type.
        let default = meant.get("default").map(|default| format!(" with default {default}"));
        let default = default.as_deref().unwrap_or_default();
        let Some(root) = root else {
            let words = self.words(meant, &inline) + default;
            self.visited.remove(&pointer);
            return words;
        };
        self.add(root.clone(), Aspect::Named, Value::Null);
        // The texts of a nested schema belong to the field.
        let words = self.words(meant, if component.is_some() { &root } else { &inline });
        self.fields(meant, &root);
        if meant.get("enum").is_some() {
            self.values(meant, &root, self.scopes.contains(pointer.as_str()));
        }
        let (of_type, name) = match component {
            Some(component) => {
                self.add(root.below("!schema"), Aspect::Schema, component);
                (words + default, root.subject.clone())
            }
            None => (words, root.subject.clone() + default),
        };
        self.add(root.below("!type"), Aspect::Type, of_type);
        name
    }

    /// Returns the place of the type that is generated for a schema, if it is a named type.
    fn root(
        &self,
        schema: &Value,
        pointer: &str,
        component: Option<&str>,
        place: &Place,
    ) -> Option<Place> {
        let derived = match shape(schema).ok()? {
            Shape::Struct | Shape::Enum | Shape::Set => &place.subject,
            Shape::Secret => place.member.as_ref().unwrap_or(&place.subject),
            _ => return None,
        };
        // Without generated code there are no decided names.
        let name = match (self.named.get(pointer), text(schema, read::RUST_NAME), component) {
            (Some(name), ..) => (*name).to_owned(),
            (None, "", component) => rust_name::type_name(component.unwrap_or(derived)),
            (None, name, _) => name.to_owned(),
        };
        // Two versions can have types of the same name.
        let other =
            self.facts.get(&join("", &name)).and_then(|it| openapi::component(&it.place.pointer));
        let other = other.filter(|other| component.is_some_and(|component| component != other));
        let key = component.filter(|_| other.is_some()).unwrap_or(&name);
        Some(Place { owners: vec![name.clone()], ..Place::new(key, pointer) })
    }

    /// Records the texts of a schema. Returns its type in words, without fields and values.
    fn words(&mut self, schema: &'a Value, place: &Place) -> String {
        let rest = self.rest(Kind::Schema, schema, place);
        let mut words = rest.get("type").and_then(Value::as_str).unwrap_or("any").to_owned();
        let inner = match shape(schema) {
            Ok(Shape::List(inner) | Shape::Map(inner)) => Some(inner),
            _ => None,
        };
        for (key, value) in schema.as_object().into_iter().flatten() {
            let place = place.step(key);
            let said = match (key.as_str(), child(Kind::Schema, key)) {
                // These are recorded with fields, values and names, or compared in the generated
                // code.
                ("type" | "default" | "properties" | "required" | "nullable" | "deprecated", _)
                | ("enum" | "format" | "x-secret" | "x-rust-name" | "x-present-when", _)
                | (DEPRECATED_VALUES, _) => continue,
                (key, _) if key.starts_with("x-enum-") => continue,
                // A struct ignores properties that are not described.
                ("additionalProperties", _) if value.is_boolean() => continue,
                (DELIMITED, _) => {
                    let items = &value["items"];
                    self.scopes.extend(reference::target(items).and_then(|it| it.get(1..)));
                    let items = self.schema(items, &place.step("items"));
                    format!("{} {items}", value["separator"])
                }
                _ if inner.is_some_and(|inner| std::ptr::eq(inner, value)) => {
                    self.schema(value, &place)
                }
                // Other nested schemas are not supported. Following their references could take
                // exponential time.
                (_, Child::One(_) | Child::List(_)) => value.to_string(),
                _ => match rest.get(key) {
                    Some(value) => value.to_string(),
                    None => continue,
                },
            };
            words.push_str(&format!(" with {key} {said}"));
        }
        words
    }

    fn fields(&mut self, schema: &'a Value, root: &Place) {
        for (name, field) in members(schema, "properties") {
            let place = root.step("properties").step(name).member(name);
            let meant =
                reference::meant(self.document, "", field).map_or(field, |(_, meant)| meant);
            let flag = |key: &str| [field, meant].iter().any(|it| flag(it, key));
            let listed = items(schema, "required").any(|own| own == name);
            let always = listed && !flag("nullable");
            let new = if always && self.request { Aspect::RequiredField } else { Aspect::Field };
            self.add(place.clone(), new, true);
            if always {
                let list = matches!(shape(meant), Ok(Shape::List(_) | Shape::Map(_)));
                let own = if list && !self.request { Aspect::AlwaysList } else { Aspect::Always };
                self.add(place.below("!always"), own, true);
            }
            if flag("deprecated") {
                self.add(place.below("deprecated"), Aspect::Deprecation, true);
            }
            self.typed(field, &place, Aspect::Type);
        }
    }

    /// Records the values of an enum, with the content of our extensions for each.
    pub(super) fn values(&mut self, schema: &Value, root: &Place, scopes: bool) {
        let aspect = if scopes { Aspect::Scope } else { Aspect::Value };
        let all = root.below("values");
        let prefix = rust_name::type_name(&root.subject);
        for (index, value) in items(schema, "enum").enumerate() {
            let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let said = |map: &str| schema.get(map).map_or("", |map| text(map, &wire));
            let variant = match said(NAMES) {
                "" => rust_name::variant(&wire, &prefix),
                name => Some(name.to_owned()),
            };
            let pointer = format!("{}/enum/{index}", root.pointer);
            let place = Place { pointer, ..self.spelled(&all, &wire, scopes) };
            self.add(place.clone(), aspect, variant.unwrap_or_else(|| wire.clone()));
            self.add(place.below("!wire"), Aspect::Wire, wire.as_str());
            for (map, key, aspect) in
                [(PATHS, "path", Aspect::Path), (DESCRIPTIONS, "description", Aspect::Text)]
            {
                if !said(map).is_empty() {
                    let pointer = join(&join(&root.pointer, map), &wire);
                    self.add(Place { pointer, ..place.below(key) }, aspect, said(map));
                }
            }
            if items(schema, DEPRECATED_VALUES).any(|listed| listed == value) {
                self.add(place.below("deprecated"), Aspect::Deprecation, true);
            }
        }
        self.add(root.step("enum"), Aspect::Order, schema["enum"].clone());
        for (alias, value) in members(schema, ALIASES) {
            let of_value = all.below(&folded(value.as_str().unwrap_or_default(), scopes));
            let pointer = join(&join(&root.pointer, ALIASES), alias);
            let place = self.spelled(&of_value.below("aliases"), alias, scopes);
            self.add(Place { pointer, ..place }, Aspect::Alias, value.clone());
        }
    }

    /// Returns the place of a value or an alias in `list`.
    fn spelled(&self, list: &Place, name: &str, scopes: bool) -> Place {
        let place = list.below(&folded(name, scopes));
        let taken = scopes && self.facts.contains_key(&place.key);
        let place = if taken { list.below(name) } else { place }.member(name);
        if scopes { Place { subject: name.to_owned(), ..place } } else { place }
    }
}

/// Returns the key of a spelling: scopes that differ only by case are the same scope.
fn folded(name: &str, scopes: bool) -> String {
    if scopes { name.to_lowercase() } else { name.to_owned() }
}
