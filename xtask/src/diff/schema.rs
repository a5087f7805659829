//! The facts about a schema: its name, its type, its fields and its values.

use serde_json::{Map, Value, json};

use super::facts::{Place, Walk};
use super::rules::Aspect;
use crate::openapi::grammar::Kind;
use crate::openapi::{members, pointer::join, reference};

impl<'a> Walk<'a> {
    /// Records the facts of a schema. `within` are the pointers of the schemas that contain it.
    pub(super) fn schema(&mut self, schema: &'a Value, place: &Place, within: &mut Vec<String>) {
        // A reference in an `allOf` of its own can be described; beside a bare one nothing is read.
        let own = place.pointer.clone();
        let (schema, place) = match sole_reference(schema) {
            Some(inner) => {
                self.rest(Kind::Schema, schema, place);
                self.follow(inner, place)
            }
            None => self.follow(schema, place),
        };
        let referred = own != place.pointer;
        if within.contains(&place.pointer) {
            return;
        }
        within.push(place.pointer.clone());
        let field = place.clone();
        let place = self.name(schema, place);
        // The texts of a component are beside those of a field that refers to it.
        let texts = if referred { place.below("type's") } else { field };
        self.rest(Kind::Schema, schema, &texts);
        let mut shape = Map::new();
        shape.insert("type".to_owned(), schema.get("type").cloned().unwrap_or_default());
        for (key, value) in schema.as_object().into_iter().flatten() {
            match key.as_str() {
                "default" | "discriminator" => drop(shape.insert(key.clone(), value.clone())),
                "readOnly" | "writeOnly" if *value == Value::Bool(true) => {
                    shape.insert(key.clone(), value.clone());
                }
                "additionalProperties" if *value != Value::Bool(false) => {
                    shape.insert(key.clone(), Value::Bool(true));
                    self.schema(value, &place.step(key), within);
                }
                "items" | "not" => {
                    shape.insert(key.clone(), Value::Bool(true));
                    self.schema(value, &place.step(key), within);
                }
                "allOf" | "anyOf" | "oneOf" => {
                    let parts = value.as_array().map(Vec::as_slice).unwrap_or_default();
                    shape.insert(key.clone(), json!(parts.len()));
                    for (index, part) in parts.iter().enumerate() {
                        self.schema(part, &place.step(key).step(&index.to_string()), within);
                    }
                }
                "enum" => {
                    shape.insert(key.clone(), Value::Bool(true));
                    self.values(schema, &place, place.key.ends_with("/x-delimited/items"));
                }
                "x-open-enum" => drop(shape.insert(key.clone(), value.clone())),
                "x-delimited" => {
                    shape.insert("separator".to_owned(), value["separator"].clone());
                    if let Some(items) = value.get("items") {
                        self.schema(items, &place.step(key).step("items"), within);
                    }
                }
                "deprecated" if *value == Value::Bool(true) => {
                    self.fact(&place.step(key), Aspect::Deprecation, value.clone());
                }
                "properties" => self.fields(schema, &place, within),
                _ => {}
            }
        }
        shape.sort_keys();
        self.fact(&place.below("!type"), Aspect::Shape, Value::Object(shape));
        within.pop();
    }

    /// Records the name of a schema that has one. Returns the place as part of that type.
    fn name(&mut self, schema: &Value, place: Place) -> Place {
        let component = place.pointer.strip_prefix("/components/schemas/");
        let component = component.filter(|name| !name.contains('/'));
        let decided = self.named.get(place.pointer.as_str()).copied();
        let given = schema.get("x-rust-name").and_then(Value::as_str);
        let Some(rust) = decided.or(given).or(component) else { return place };
        let place = Place { subject: rust.to_owned(), ..place.clone().owned_by(rust) };
        let names = json!({ "rust": rust, "schema": component });
        self.fact(&place.below("!name"), Aspect::Name, names);
        place
    }

    fn fields(&mut self, schema: &'a Value, place: &Place, within: &mut Vec<String>) {
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let when = schema.get("x-present-when").and_then(Value::as_str);
        let aspect = if place.response { Aspect::ResponseField } else { Aspect::RequestField };
        for (name, field) in members(schema, "properties") {
            let place = place.step("properties").step(name).member(name);
            let (target, _) = self.follow(sole_reference(field).unwrap_or(field), &place);
            let nullable = |schema: &Value| schema.get("nullable") == Some(&Value::Bool(true));
            let always = required.contains(&name.as_str())
                && when.is_none_or(|flag| flag == name)
                && !nullable(field)
                && !nullable(target);
            self.fact(&place, aspect, json!({ "required": always }));
            self.schema(field, &place, within);
        }
    }

    /// Records the values of an enum and what our extensions say about each.
    pub(super) fn values(&mut self, schema: &Value, place: &Place, scope: bool) {
        let listed = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
        let omitted: Vec<&Value> = listed("x-enum-omit").collect();
        let values: Vec<&Value> = listed("enum").filter(|value| !omitted.contains(value)).collect();
        let entry =
            |map: &str, value: &str| schema.get(map).and_then(|map| map.get(value)).cloned();
        for (index, value) in values.iter().enumerate() {
            let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let mut of_value = place.member(&wire);
            of_value.pointer = join(&join(&place.pointer, "enum"), &index.to_string());
            of_value.key = join(&join(&place.key, "values"), &wire);
            if scope {
                of_value.subject.clone_from(&wire);
            }
            let aspect = if scope { Aspect::Scope } else { Aspect::Value };
            self.fact(&of_value, aspect, json!(entry("x-enum-names", &wire)));
            let mut more = |map: &str, aspect| {
                if let Some(said) = entry(map, &wire) {
                    let pointer = join(&join(&place.pointer, map), &wire);
                    self.fact(&Place { pointer, ..of_value.below(map) }, aspect, said);
                }
            };
            more("x-enum-paths", Aspect::Path);
            more("x-enum-descriptions", Aspect::Text);
            if listed("x-deprecated-values").any(|listed| listed == *value) {
                self.fact(&of_value.below("deprecated"), Aspect::Deprecation, json!(true));
            }
        }
        self.fact(&place.step("enum"), Aspect::Order, json!(values));
        for (alias, value) in members(schema, "x-enum-aliases") {
            let mut of_alias = place.step("x-enum-aliases").step(alias).member(alias);
            if scope {
                of_alias.subject.clone_from(alias);
            }
            self.fact(&of_alias, Aspect::Alias, value.clone());
        }
    }
}

/// Returns the reference of a schema that is nothing but one in an `allOf`.
fn sole_reference(schema: &Value) -> Option<&Value> {
    match schema.get("allOf")?.as_array()?.as_slice() {
        [one] if reference::target(one).is_some() => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::operation::operations;
    use super::super::rules::{Aspect, judge};
    use super::*;
    use crate::openapi::grammar::{Reach, reach};

    /// The keywords of OpenAPI 3.0 in a schema, each with a value.
    const KEYWORDS: &[(&str, &str)] = &[
        ("title", r#""T""#),
        ("multipleOf", "2"),
        ("maximum", "9"),
        ("exclusiveMaximum", "true"),
        ("minimum", "1"),
        ("exclusiveMinimum", "true"),
        ("maxLength", "9"),
        ("minLength", "1"),
        ("pattern", r#""^a""#),
        ("maxItems", "9"),
        ("minItems", "1"),
        ("uniqueItems", "true"),
        ("maxProperties", "9"),
        ("minProperties", "1"),
        ("required", r#"["a"]"#),
        ("enum", r#"["a", "b"]"#),
        ("type", r#""integer""#),
        ("allOf", r#"[{ "type": "string" }, { "minLength": 1 }]"#),
        ("oneOf", r#"[{ "type": "string" }]"#),
        ("anyOf", r#"[{ "type": "string" }]"#),
        ("not", r#"{ "type": "string" }"#),
        ("items", r#"{ "type": "string" }"#),
        ("properties", r#"{ "b": { "type": "string" } }"#),
        ("additionalProperties", r#"{ "type": "string" }"#),
        ("description", r#""D""#),
        ("format", r#""password""#),
        ("default", r#""a""#),
        ("nullable", "true"),
        ("discriminator", r#"{ "propertyName": "b" }"#),
        ("readOnly", "true"),
        ("writeOnly", "true"),
        ("xml", r#"{ "name": "a" }"#),
        ("externalDocs", r#"{ "url": "https://example.org" }"#),
        ("example", r#""a""#),
        ("deprecated", "true"),
        ("x-delimited", r##"{ "separator": ",", "items": { "$ref": "#/none" } }"##),
        ("x-open-enum", "{}"),
        ("x-rust-name", r#""R""#),
        ("x-rust-doc", r#""D""#),
        ("x-secret", "false"),
        ("x-unheard-of", "1"),
    ];

    /// What only the generated code shows.
    const IN_RUST_ONLY: &[&str] = &["format", "x-rust-name", "x-secret"];

    fn document(keyword: &str, value: &Value) -> Value {
        let mut object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        if keyword == "required" {
            object[keyword] = value.clone();
        } else {
            object["properties"]["a"][keyword] = value.clone();
        }
        // A field that may be absent shows nothing of `nullable`.
        if keyword == "nullable" {
            object["required"] = json!(["a"]);
        }
        json!({ "paths": { "/v1/a": { "post": { "operationId": "a", "requestBody": { "content": {
            "application/json": { "schema": object }
        } } } } } })
    }

    #[test]
    fn each_keyword_reaches_what_the_grammar_says() {
        for (keyword, value) in KEYWORDS {
            let value: Value = serde_json::from_str(value).unwrap();
            let facts = |document: &Value| operations(document, &BTreeMap::new()).remove(0).facts;
            let mut plain = document(keyword, &value);
            let place = "/paths/~1v1~1a/post/requestBody/content/application~1json/schema";
            let holder = if *keyword == "required" { "" } else { "/properties/a" };
            let object = plain.pointer_mut(&format!("{place}{holder}")).unwrap();
            object.as_object_mut().unwrap().shift_remove(*keyword);
            if *keyword == "type" {
                object["type"] = json!("string");
            }
            let (before, after) = (facts(&plain), facts(&document(keyword, &value)));
            let keys = before.keys().chain(after.keys());
            let value_of =
                |fact: Option<&super::super::facts::Fact>| fact.map(|it| it.value.clone());
            let found: Vec<Aspect> = keys
                .filter(|key| value_of(before.get(*key)) != value_of(after.get(*key)))
                .filter_map(|key| {
                    let (old, new) = (before.get(key), after.get(key));
                    let aspect = new.or(old)?.aspect;
                    judge(aspect, value_of(old).as_ref(), value_of(new).as_ref()).map(|_| aspect)
                })
                .collect();
            let texts = found.iter().all(|aspect| *aspect == Aspect::Text);
            let right = match reach(Kind::Schema, keyword) {
                Reach::Nothing => found.is_empty(),
                Reach::Docs => !found.is_empty() && texts,
                Reach::Unknown => found.contains(&Aspect::Unknown),
                Reach::Outcome => !texts || IN_RUST_ONLY.contains(keyword),
            };
            assert!(right, "{keyword}: {found:?}");
        }
    }
}
