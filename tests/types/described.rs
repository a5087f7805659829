//! Checks the types against each schema of the description, with a value that has every field.

use std::fs;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use voucherify_oauth_tests::workspace;
use voucherify_oauth_types::{
    AccessToken, ApiError, ApiErrorDetails, GrantType, IntrospectionRequest, IntrospectionResponse,
    RevocationRequest, Scope, ScopeSet, TokenRequest, TokenResponse, TokenType,
};

const SECRET: &str = "s3cret";

/// A generated type.
struct Type {
    name: &'static str,
    schema: fn() -> Value,
    /// Deserializes a value of the type. Returns it serialized again, and its `Debug` output.
    read: fn(&Value) -> Result<(Value, String), String>,
}

macro_rules! types {
    ($($name:ident),* $(,)?) => {
        &[$(Type { name: stringify!($name), schema: schema::<$name>, read: read::<$name> }),*]
    };
}

const TYPES: &[Type] = types![
    AccessToken,
    ApiError,
    ApiErrorDetails,
    GrantType,
    IntrospectionRequest,
    IntrospectionResponse,
    RevocationRequest,
    Scope,
    ScopeSet,
    TokenRequest,
    TokenResponse,
    TokenType,
];

fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::openapi3().with(|settings| settings.inline_subschemas = true);
    SchemaGenerator::new(settings).into_root_schema_for::<T>().to_value()
}

fn read<T: Serialize + DeserializeOwned + std::fmt::Debug>(
    value: &Value,
) -> Result<(Value, String), String> {
    let read: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    Ok((serde_json::to_value(&read).unwrap(), format!("{read:?} {read:#?}")))
}

/// Returns each type with its schema in the document. Types are generated for components, for
/// properties with `x-rust-name`, and for secrets, which are named after their property.
fn published(document: &Value) -> Vec<(&'static Type, Value)> {
    let of = |name: &str| {
        let own = TYPES.iter().find(|own| own.name == name);
        own.unwrap_or_else(|| panic!("no type `{name}` in this test"))
    };
    let mut found = Vec::new();
    for (component, schema) in document["components"]["schemas"].as_object().unwrap() {
        found.push((of(schema["x-rust-name"].as_str().unwrap_or(component)), schema.clone()));
        for property in schema["properties"].as_object().into_iter().flat_map(Map::values) {
            if let Some(name) = property["x-rust-name"].as_str() {
                found.push((of(name), property.clone()));
            } else if property["format"] == "password" {
                found.push((of("AccessToken"), property.clone()));
            }
        }
    }
    for own in TYPES {
        assert!(found.iter().any(|(found, _)| found.name == own.name), "{}", own.name);
    }
    found
}

fn effective() -> Value {
    let text = fs::read_to_string(workspace::root().join("openapi/effective.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_type_has_the_schema_of_the_description() {
    let document = effective();
    for (own, schema) in published(&document) {
        let (emitted, described) = ((own.schema)(), canonical(&schema, &document));
        assert_eq!(canonical(&emitted, &document), described, "{}", own.name);
    }
}

#[test]
fn the_schema_of_an_open_enum_accepts_any_string() {
    let schema = schema::<TokenType>();
    assert_eq!(schema["enum"], Value::Null);
    assert_eq!(schema["anyOf"], json!([{ "enum": ["Bearer"] }, { "type": "string" }]));
}

#[test]
fn a_different_schema_is_detected() {
    let mut document = effective();
    let component = &mut document["components"]["schemas"]["OAuthTokenGenerateResponseBody"];
    component["properties"]["token_type"]["enum"] = json!(["Bearer", "DPoP"]);
    let component = component.clone();
    assert_ne!(canonical(&schema::<TokenResponse>(), &document), canonical(&component, &document));
}

/// Covers new fields without a change of this test.
#[test]
fn every_field_is_read_and_written() {
    let document = effective();
    let mut shown = Map::new();
    for (own, schema) in published(&document) {
        let name = own.name;
        let schema = canonical(&schema, &document);
        let whole = value(&schema, name);
        let (written, debug) = (own.read)(&whole).unwrap();
        assert_eq!(written, whole, "{name}");
        assert!(!debug.contains(SECRET), "{debug}");
        let Value::Object(members) = &whole else { continue };
        assert!(debug.starts_with(name) && debug.matches(':').count() >= members.len(), "{debug}");
        shown.insert(name.to_owned(), whole.clone());

        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let is_required = |member: &str| required.iter().any(|name| name == member);
        for member in members.keys() {
            let mut without = members.clone();
            without.shift_remove(member);
            let outcome = (own.read)(&without.clone().into());
            if is_required(member) {
                assert!(outcome.unwrap_err().contains(member.as_str()), "{name} {member}");
            } else {
                assert_eq!(outcome.unwrap().0, Value::from(without.clone()), "{name} {member}");
                // A field that is null is absent.
                without.insert(member.clone(), Value::Null);
                let (written, _) = (own.read)(&without.into()).unwrap();
                assert_eq!(written.get(member), None, "{name} {member}");
            }
        }
        // An unknown field of a later version is ignored.
        let mut more = members.clone();
        more.insert("made-up-field".to_owned(), json!(["x"]));
        assert_eq!((own.read)(&more.into()).unwrap().0, whole, "{name}");
    }
    snapshot!("every_field", &serde_json::to_string_pretty(&shown).unwrap());
}

/// Returns a value with every property, for a schema in canonical form.
fn value(schema: &Value, name: &str) -> Value {
    let values = |schema: &Value| schema["enum"].as_array().cloned().unwrap_or_default();
    if let Some(last) = values(schema).pop() {
        return last;
    }
    if let (Some(separator), [one, two, ..]) =
        (schema["x-delimited"]["separator"].as_str(), &*values(&schema["x-delimited"]["items"]))
    {
        return json!(format!("{}{separator}{}", one.as_str().unwrap(), two.as_str().unwrap()));
    }
    let properties = schema["properties"].as_object().into_iter().flatten();
    match schema["type"].as_str() {
        Some("object") => {
            properties.map(|(name, schema)| (name.clone(), value(schema, name))).collect()
        }
        Some("array") => json!([value(&schema["items"], name)]),
        Some("boolean") => json!(true),
        // Times after 2038 exceed 32 bits.
        Some("integer") => json!(4_102_444_800_i64),
        Some("number") => json!(0.5),
        Some("string") if schema["format"] == "password" => json!(SECRET),
        Some("string") => json!(format!("made-up-{name}")),
        _ => panic!("no value for {schema}"),
    }
}

/// Returns a schema in canonical form: with references and single `allOf`s expanded, and without
/// annotations, `null` for optional fields, and most of our extensions.
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
            // schemars adds null to the enum of an optional field.
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

/// Merges the schemas of the variants of one enum into one list of values.
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
