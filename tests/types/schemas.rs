//! The JSON Schema of every type is its component in the effective document.

use std::fs;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use voucherify_oauth_tests::workspace;
use voucherify_oauth_types::{
    AccessToken, ApiError, ApiErrorDetails, GrantType, IntrospectionRequest, IntrospectionResponse,
    RevocationRequest, Scope, ScopeSet, TokenRequest, TokenResponse, TokenType,
};

/// A type, under the name of its component.
fn emitted() -> Vec<(&'static str, Value)> {
    vec![
        ("AccessToken", emit::<AccessToken>()),
        ("Error", emit::<ApiError>()),
        ("ErrorDetails", emit::<ApiErrorDetails>()),
        ("GrantType", emit::<GrantType>()),
        ("OAuthTokenGenerateRequestBody", emit::<TokenRequest>()),
        ("OAuthTokenGenerateResponseBody", emit::<TokenResponse>()),
        ("OAuthTokenIntrospectRequestBody", emit::<IntrospectionRequest>()),
        ("OAuthTokenIntrospectResponseBody", emit::<IntrospectionResponse>()),
        ("OAuthTokenRevokeRequestBody", emit::<RevocationRequest>()),
        ("Scope", emit::<Scope>()),
        ("ScopeSet", emit::<ScopeSet>()),
        ("TokenType", emit::<TokenType>()),
    ]
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
fn every_component_has_a_type_with_its_schema() {
    let document = effective();
    let components = document["components"]["schemas"].as_object().unwrap();
    let emitted = emitted();
    assert!(components.keys().eq(emitted.iter().map(|(name, _)| name)), "{:?}", components.keys());
    for (name, schema) in emitted {
        assert_eq!(
            canonical(&schema, &document),
            canonical(&components[name], &document),
            "{name}"
        );
    }
}

#[test]
fn a_schema_that_differs_is_noticed() {
    let mut document = effective();
    document["components"]["schemas"]["TokenType"]["enum"] = json!(["Bearer", "DPoP"]);
    let component = &document["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    assert_ne!(canonical(&emit::<TokenResponse>(), &document), canonical(component, &document));
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
            ("description" | "title" | "default" | "nullable" | "$schema" | "components", _) => {}
            ("x-enum-descriptions" | "x-enum-aliases" | "x-rust-name", _) => {}
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
