//! What changed among the fields of an object.

use serde_json::Value;

use super::change::{At, Claims};
use super::rest::{NULL, keys};
use super::schema::Scene;
use super::{Comparison, Kind};
use crate::description::pointer::join;

impl<'a> Comparison<'a> {
    /// Compares `properties` and `required`, which only together say what a field is.
    pub(super) fn fields(&mut self, scene: &Scene<'_>, old: &'a Value, new: &'a Value, at: &At) {
        let (subject, asked) = (scene.subject, scene.asked);
        let (before, after) = (Fields::of(old), Fields::of(new));
        let place = at.join("properties");
        for name in keys(before.properties.unwrap_or(&NULL), after.properties.unwrap_or(&NULL)) {
            let place = place.join(name);
            let field = format!("{subject}.{name}");
            // The place of the name in the lists of the required ones.
            let mut listed = Claims::default();
            if before.index(name).is_some() != after.index(name).is_some() {
                listed.old.extend(before.index(name).map(|index| element(&at.old, index)));
                listed.new.extend(after.index(name).map(|index| element(&at.new, index)));
            }
            let required = after.index(name).is_some();
            match (before.get(name), after.get(name)) {
                (None, Some(_)) => {
                    let mut claims = place.only_new();
                    claims.extend(listed);
                    self.added(&field, required, asked, claims);
                }
                (Some(_), None) => {
                    let mut claims = place.only_old();
                    claims.extend(listed);
                    self.push(Kind::FieldRemoved, &field, "the field is gone", claims);
                }
                (Some(old), Some(new)) => {
                    let changed = before.index(name).is_some() != required;
                    if changed {
                        self.requiredness(&field, required, listed);
                    }
                    self.field(&field, required, asked, old, new, &place);
                }
                (None, None) => {}
            }
        }
        // An empty object and none are the same.
        self.came_or_went(subject, "properties", before.properties, after.properties, at);
        self.unknown_names(subject, &before, &after, at);
    }

    fn added(&mut self, field: &str, required: bool, asked: bool, claims: Claims) {
        let (kind, message) = match (required, asked) {
            (true, true) => (
                Kind::RequiredFieldAdded,
                "a new field that every request must have: the constructor takes one argument more",
            ),
            (true, false) => (
                Kind::RequiredFieldAdded,
                "a new field that is always there: the constructor takes one argument more",
            ),
            (false, _) => (Kind::FieldAdded, "a new field, which may be absent"),
        };
        self.push(kind, field, message, claims);
    }

    fn requiredness(&mut self, field: &str, required: bool, claims: Claims) {
        let (kind, message) = if required {
            (
                Kind::FieldRequired,
                "always there: no `Option` any more, and an argument of the constructor",
            )
        } else {
            (
                Kind::FieldOptional,
                "may be absent: an `Option`, and no argument of the constructor any more",
            )
        };
        self.push(kind, field, message, claims);
    }

    /// Compares one field; that it may be `null` matters where it is otherwise always there.
    fn field(
        &mut self,
        field: &str,
        required: bool,
        asked: bool,
        old: &'a Value,
        new: &'a Value,
        at: &At,
    ) {
        let nullable =
            |schema: &Value| schema.get("nullable").and_then(Value::as_bool).unwrap_or(false);
        let scene = Scene::new(field, asked).of_field();
        if old.get("nullable") == new.get("nullable") {
            return self.object(&scene, old, new, at);
        }
        let place = at.join("nullable");
        let claims = place.claims(old.get("nullable"), new.get("nullable"));
        let (kind, message) = match (nullable(old), nullable(new)) {
            (false, true) if required => (Kind::FieldOptional, "may be `null`: an `Option`"),
            (true, false) if required => {
                (Kind::FieldRequired, "never `null`: no `Option` any more")
            }
            (before, after) if before == after => {
                (Kind::LayoutChanged, "the same, written otherwise")
            }
            _ => (
                Kind::NullabilityChanged,
                "may be absent, and `null` or not: an `Option` in both cases",
            ),
        };
        self.push(kind, field, message, claims);
        self.object(&scene.nullability_told(), old, new, at);
    }

    fn came_or_went(
        &mut self,
        subject: &str,
        key: &str,
        old: Option<&Value>,
        new: Option<&Value>,
        at: &At,
    ) {
        let empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        if let (None, Some(only)) | (Some(only), None) = (old, new)
            && empty(only)
        {
            let claims = at.join(key).claims(old, new);
            self.push(
                Kind::LayoutChanged,
                subject,
                "lists no fields, or says nothing of them",
                claims,
            );
        }
    }

    /// Names in `required` that are no fields, and a `required` that is no list.
    fn unknown_names(&mut self, subject: &str, before: &Fields<'_>, after: &Fields<'_>, at: &At) {
        let mut claims = Claims::default();
        for (own, other, place, into) in
            [(before, after, &at.old, &mut claims.old), (after, before, &at.new, &mut claims.new)]
        {
            for (index, name) in own.required.into_iter().flatten().enumerate() {
                let Some(name) = name.as_str() else { continue };
                let known = before.get(name).is_some() || after.get(name).is_some();
                if !known && other.index(name).is_none() {
                    into.push(element(place, index));
                }
            }
        }
        if !(claims.old.is_empty() && claims.new.is_empty()) {
            self.rest(subject, "required", claims);
        }
    }
}

fn element(object: &str, index: usize) -> String {
    join(&join(object, "required"), &index.to_string())
}

/// The fields of a schema.
struct Fields<'a> {
    properties: Option<&'a Value>,
    required: Option<&'a Vec<Value>>,
}

impl<'a> Fields<'a> {
    fn of(schema: &'a Value) -> Self {
        Self {
            properties: schema.get("properties"),
            required: schema.get("required").and_then(Value::as_array),
        }
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        self.properties?.get(name)
    }

    /// Where in `required` the name stands.
    fn index(&self, name: &str) -> Option<usize> {
        self.required?.iter().position(|listed| listed.as_str() == Some(name))
    }
}
