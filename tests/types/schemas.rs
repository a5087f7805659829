//! The JSON Schema of every type is its schema in the effective document.

use std::fs;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use voucherify_oauth_tests::workspace;
use voucherify_oauth_types::{
    AccessToken, ApiError, ApiErrorDetails, GrantType, IntrospectionRequest, IntrospectionResponse,
    RevocationRequest, Scope, ScopeSet, TokenRequest, TokenResponse, TokenType,
};

/// Returns the schema of each type, by the name of the type.
fn emitted() -> Vec<(&'static str, Value)> {
    vec![
        ("AccessToken", emit::<AccessToken>()),
        ("ApiError", emit::<ApiError>()),
        ("ApiErrorDetails", emit::<ApiErrorDetails>()),
        ("GrantType", emit::<GrantType>()),
        ("IntrospectionRequest", emit::<IntrospectionRequest>()),
        ("IntrospectionResponse", emit::<IntrospectionResponse>()),
        ("RevocationRequest", emit::<RevocationRequest>()),
        ("Scope", emit::<Scope>()),
        ("ScopeSet", emit::<ScopeSet>()),
        ("TokenRequest", emit::<TokenRequest>()),
        ("TokenResponse", emit::<TokenResponse>()),
        ("TokenType", emit::<TokenType>()),
    ]
}

/// Returns each schema of the document that becomes a type, by the name of the type: components,
/// properties that have a name of their own, and secrets, which are named after their property.
fn published(document: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (component, schema) in document["components"]["schemas"].as_object().unwrap() {
        let name = schema["x-rust-name"].as_str().unwrap_or(component);
        found.push((name.to_owned(), schema.clone()));
        for property in schema["properties"].as_object().into_iter().flat_map(Map::values) {
            if let Some(name) = property["x-rust-name"].as_str() {
                found.push((name.to_owned(), property.clone()));
            } else if property["format"] == "password" {
                found.push(("AccessToken".to_owned(), property.clone()));
            }
        }
    }
    found
}

fn emit<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::openapi3().with(|settings| settings.inline_subschemas = true);
    SchemaGenerator::new(settings).into_root_schema_for::<T>().to_value()
}

fn effective() -> Value {
    let text = fs::read_to_string(workspace::root().join("openapi/effective.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_type_has_the_schema_of_the_description() {
    let (document, emitted) = (effective(), emitted());
    let published = published(&document);
    for (name, schema) in &published {
        let own = emitted.iter().find(|(own, _)| own == name);
        let (_, own) = own.unwrap_or_else(|| panic!("no type `{name}`"));
        assert_eq!(canonical(own, &document), canonical(schema, &document), "{name}");
    }
    for (name, _) in emitted {
        assert!(published.iter().any(|(published, _)| published == name), "{name}");
    }
}

#[test]
fn a_schema_that_differs_is_noticed() {
    let mut document = effective();
    let component = &mut document["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    component["properties"]["token_type"]["enum"] = json!(["Bearer", "DPoP"]);
    let component = component.clone();
    assert_ne!(canonical(&emit::<TokenResponse>(), &document), canonical(&component, &document));
}

#[test]
fn the_schemas() {
    for (name, schema) in emitted().into_iter().filter(|(name, _)| !name.starts_with("Scope")) {
        snapshot!(format!("schema_{name}"), &serde_json::to_string_pretty(&schema).unwrap());
    }
}

/// What a schema demands, without how it says so: references and single `allOf`s expanded, an
/// `Option` being what is not required, annotations and our own extensions left out.
fn canonical(schema: &Value, document: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return canonical(document.pointer(reference.trim_start_matches('#')).unwrap(), document);
    }
    let Some(members) = schema.as_object() else { return schema.clone() };
    let mut kept = Map::new();
    for (key, value) in members {
        match (key.as_str(), value) {
            ("description" | "title" | "default" | "example" | "nullable" | "$schema", _) => {}
            ("components", _) => {}
            (key, _) if key.starts_with("x-") && !matches!(key, "x-delimited" | "x-open-enum") => {}
            // Integers are 64 bits wide in Rust, whether the description says so or not.
            ("format", Value::String(format)) if format == "int64" => {}
            ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                for part in parts {
                    let part = canonical(part, document);
                    merge(&mut kept, &part);
                }
            }
            ("const", value) => {
                kept.insert("enum".to_owned(), json!([value]));
            }
            // What may be absent may be null too, and the enum then lists it.
            ("enum", Value::Array(values)) => {
                let values: Vec<_> = values.iter().filter(|value| !value.is_null()).collect();
                kept.insert("enum".to_owned(), json!(values));
            }
            ("properties", Value::Object(properties)) => {
                let properties = properties
                    .iter()
                    .map(|(name, value)| (name.clone(), canonical(value, document)));
                kept.insert("properties".to_owned(), properties.collect());
            }
            // The other properties are present only if this one is true.
            ("required", _) if schema["x-present-when"].is_string() => {
                kept.insert("required".to_owned(), json!([schema["x-present-when"]]));
            }
            ("required", Value::Array(names)) => {
                let mut names: Vec<_> = names.iter().map(|name| name.as_str().unwrap()).collect();
                names.sort_unstable();
                kept.insert("required".to_owned(), json!(names));
            }
            ("x-delimited", value) => {
                let items = canonical(&value["items"], document);
                kept.insert(
                    "x-delimited".to_owned(),
                    json!({ "separator": value["separator"], "items": items }),
                );
            }
            _ => {
                kept.insert(key.clone(), value.clone());
            }
        }
    }
    kept.sort_keys();
    Value::Object(kept)
}

/// Variants of one enum, each emitted as a schema of its own, are one list of values.
fn merge(into: &mut Map<String, Value>, part: &Value) {
    for (key, value) in part.as_object().into_iter().flatten() {
        match (into.get_mut(key), value) {
            (Some(Value::Array(there)), Value::Array(new)) => there.extend(new.clone()),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
