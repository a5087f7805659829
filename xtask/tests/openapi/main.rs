//! Tests the document model, Rust names and the shapes of schemas.
#![allow(clippy::unwrap_used, reason = "an unexpected value fails the test")]

use serde_json::{Value, json};
use xtask::effective::is_secret;
use xtask::openapi::grammar::{self, Reach};
use xtask::openapi::reference::follow;
use xtask::openapi::{
    Kind, canonical, component, join, load, operations, reach, steps, visit, visit_mut,
};
use xtask::read::{Shape, shape};
use xtask::rust_name::{is_type_name, snake, type_name, variant};

#[test]
fn steps_are_escaped_and_unescaped() {
    let pointer = join("/paths", "/v1/a~b");
    assert_eq!(pointer, "/paths/~1v1~1a~0b");
    assert_eq!(steps(&pointer).collect::<Vec<_>>(), ["paths", "/v1/a~b"]);
}

#[test]
fn only_a_pointer_to_a_component_has_its_name() {
    assert_eq!(component("/components/schemas/a~1b").as_deref(), Some("a/b"));
    assert_eq!(component("/components/schemas/A/properties"), None);
    assert_eq!(component("/components/responses/A"), None);
}

#[test]
fn visitors_distinguish_names_and_keep_the_order() {
    let schema = json!({
        "properties": {
            "properties": { "type": "string" },
            "b": { "allOf": [{ "type": "object" }] },
        },
        "items": { "type": "integer" },
    });
    let mut seen = Vec::new();
    visit(&schema, Kind::Schema, "", &mut |_, at, _| seen.push(at.to_owned()));
    let expected =
        ["", "/properties/properties", "/properties/b", "/properties/b/allOf/0", "/items"];
    assert_eq!(seen, expected);
    let mut again = Vec::new();
    visit_mut(&mut schema.clone(), Kind::Schema, "", &mut |_, at, _| again.push(at.to_owned()));
    assert_eq!(again, expected);
}

#[test]
fn keywords_affect_outcome_docs_or_nothing() {
    for (kind, key, expected) in [
        (Kind::Document, "x-generated-by", Reach::Outcome),
        (Kind::Response, "$ref", Reach::Outcome),
        (Kind::Schema, "x-secret", Reach::Outcome),
        (Kind::Header, "deprecated", Reach::Docs),
        (Kind::Info, "version", Reach::Docs),
        (Kind::Response, "links", Reach::Docs),
        (Kind::Schema, "xml", Reach::Docs),
        (Kind::Schema, "x-rust-doc", Reach::Docs),
        (Kind::Parameter, "style", Reach::Nothing),
        (Kind::Schema, "pattern", Reach::Nothing),
        (Kind::PathItem, "$ref", Reach::Unknown),
        (Kind::Response, "required", Reach::Unknown),
        (Kind::Schema, "x-other", Reach::Unknown),
    ] {
        assert_eq!(grammar::reach(kind, key), expected, "{kind:?} {key}");
    }
}

#[test]
fn reach_follows_references_lists_and_security() {
    let document = json!({
        "security": [{ "Key": [] }],
        "paths": {
            "/a": { "get": { "responses": { "200": { "$ref": "#/components/responses/R" } } } },
        },
        "components": {
            "responses": {
                "R": { "content": { "a/b": { "schema": { "$ref": "#/components/schemas/A" } } } },
            },
            "schemas": {
                "A": { "x-delimited": { "items": { "$ref": "#/components/schemas/B" } } },
                "B": { "properties": { "self": { "$ref": "#/components/schemas/A" } } },
                "C": {},
            },
            "securitySchemes": { "Key": {}, "Other": {} },
        },
    });
    let operation = &document["paths"]["/a"]["get"];
    let reached: Vec<_> = reach(&document, [(Kind::Operation, operation)]).into_iter().collect();
    let expected = [
        "/components/responses/R",
        "/components/schemas/A",
        "/components/schemas/B",
        "/components/securitySchemes/Key",
    ];
    assert_eq!(reached, expected);
}

#[test]
fn a_cycle_of_references_has_no_target() {
    let document =
        json!({ "a": { "$ref": "#/b" }, "b": { "$ref": "#/a" }, "c": { "$ref": "#/d" }, "d": 1 });
    assert_eq!(follow(&document, "/a", &document["a"]), None);
    assert_eq!(follow(&document, "/c", &document["c"]), Some(("/d".to_owned(), &json!(1))));
}

#[test]
fn the_parameters_of_a_path_belong_to_its_operations() {
    let document = json!({
        "paths": { "/a": {
            "parameters": [{ "name": "one" }],
            "get": { "parameters": [{ "$ref": "#/components/parameters/Two" }] },
        } },
        "components": { "parameters": { "Two": { "name": "two" } } },
    });
    let operation = operations(&document).next().unwrap();
    let parameters = operation.parameters(&document);
    let places: Vec<_> = parameters.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(places, ["/paths/~1a/parameters/0", "/components/parameters/Two"]);
    assert_eq!(parameters[1].1["name"], "two");
}

#[test]
fn keywords_names_and_lists_are_ordered() {
    let laid_out = json!({
        "paths": {},
        "components": { "schemas": {
            "B": { "required": ["b", "a"], "properties": { "z": {}, "a": {} } },
            "A": { "x-z": { "b": 1, "a": 2 }, "enum": ["z", "a"], "type": "string" },
        } },
        "openapi": "3.0.1",
    });
    let expected = concat!(
        r#"{"openapi":"3.0.1","paths":{},"components":{"schemas":{"#,
        r#""A":{"type":"string","enum":["z","a"],"x-z":{"a":2,"b":1}},"#,
        r#""B":{"properties":{"a":{},"z":{}},"required":["a","b"]}}}}"#,
    );
    assert_eq!(canonical::order(&laid_out).to_string(), expected);
    assert_eq!(canonical::order(&canonical::order(&laid_out)), canonical::order(&laid_out));
}

#[test]
fn values_are_parsed_as_by_serde_json() {
    let text = r#"{"a": [1, -2, 1.5, true, null, "x", 18446744073709551615], "b": {}}"#;
    assert_eq!(load::parse("a", text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
}

#[test]
fn a_duplicate_key_is_rejected() {
    let error = load::parse("a.json", r#"{"a": [{"e": 1, "e": 2}]}"#).unwrap_err().to_string();
    assert!(error.contains(r#"duplicate key "e" at line 1"#), "{error}");
}

#[test]
fn unsupported_schemas_are_rejected() {
    for schema in [
        json!({}),
        json!({ "type": "object" }),
        json!({ "type": "array" }),
        json!({ "type": ["string", "null"] }),
        json!({ "type": "integer", "enum": [1] }),
        json!({ "oneOf": [] }),
        json!({ "allOf": [{ "$ref": "#/a" }, { "$ref": "#/b" }] }),
        json!({ "allOf": [{ "$ref": "#/a" }], "properties": {} }),
        json!({ "properties": { "a": {} }, "additionalProperties": {} }),
    ] {
        assert!(shape(&schema).is_err(), "{schema}");
    }
}

#[test]
fn a_closed_object_is_a_struct() {
    let closed = json!({ "properties": { "a": {} }, "additionalProperties": false });
    assert_eq!(shape(&closed), Ok(Shape::Struct));
}

#[test]
fn the_last_word_of_a_name_marks_a_secret() {
    for name in ["access_token", "refreshToken", "client-secret", "CLIENT_SECRET", "token"] {
        assert!(is_secret(name), "{name}");
    }
    for name in ["token_type", "tokens", "scope", "secretary", "tokenized", ""] {
        assert!(!is_secret(name), "{name}");
    }
}

#[test]
fn variants_keep_the_case_of_inner_letters() {
    let name = |wire| variant(wire, "Scope").unwrap();
    assert_eq!(name("skus"), "Skus");
    assert_eq!(name("SKUs"), "SKUs");
    assert_eq!(name("client_api"), "ClientApi");
    assert_eq!(name("validation-rules-assignments"), "ValidationRulesAssignments");
    assert_eq!(name("vouchers.read"), "VouchersRead");
}

#[test]
fn an_invalid_variant_name_gets_the_prefix() {
    assert_eq!(variant("3d", "Scope").unwrap(), "Scope3d");
    assert_eq!(variant("self", "Scope").unwrap(), "ScopeSelf");
    assert_eq!(variant("**", "Scope"), None);
}

#[test]
fn names_of_types_and_fields_match_typify() {
    assert_eq!(type_name("access_token"), "AccessToken");
    assert_eq!(type_name("v2.Scope"), "V2Scope");
    assert_eq!(snake("expiresAt").as_deref(), Some("expires_at"));
    assert_eq!(snake("generate-oauth-token").as_deref(), Some("generate_oauth_token"));
    assert_eq!(snake("type").as_deref(), Some("type_"));
    for words in ["$", "né", "+1", "-1"] {
        assert_eq!(snake(words), None, "{words}");
    }
    assert!(is_type_name("ApiError") && !is_type_name("api_error") && !is_type_name("The Api"));
}
