//! The generated code compiles for every supported shape of a schema.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::workspace;
use crate::{generation, schema};

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn set(separator: &str, items: &str) -> Value {
    let set = json!({ "separator": separator, "items": reference(items) });
    json!({ "type": "string", "x-delimited": set })
}

fn values(count: usize) -> Value {
    let values: Vec<_> = (0..count).map(|number| format!("item-{number}.read")).collect();
    json!({ "type": "string", "enum": values })
}

/// Adds an operation with every shape of a field, and a second version with the same types.
fn every_shape(fragment: &mut Value) {
    let string = json!({ "type": "string" });
    let option = json!({
        "type": "string", "enum": ["some", "none", "new", "with_x", "type"], "default": "none",
        "x-deprecated-values": ["none"],
    });
    let kind =
        json!({ "type": "string", "enum": ["basic"], "x-open-enum": { "case-insensitive": true } });
    for (name, added) in [
        ("Choice", option),
        ("Kind", kind),
        ("Only", json!({ "type": "string", "enum": ["only"] })),
        ("Many", values(65)),
        ("Most", values(400)),
        ("ManySet", set(";", "Many")),
        ("MostSet", set(" ", "Most")),
        ("OnlySet", set("·", "Only")),
        ("OnlyList", set(",", "Only")),
        ("OnlyTwin", set(",", "Only")),
    ] {
        *schema(fragment, name) = added;
    }
    *schema(fragment, "Part") = json!({
        "type": "object", "required": ["order"], "properties": { "order": reference("Order") },
    });
    *schema(fragment, "Order") = json!({
        "type": "object",
        "required": ["choice", "count", "many", "type", "secret"],
        "properties": {
            "choice": reference("Choice"), "count": { "type": "integer" },
            "many": reference("ManySet"),
            "type": string, "secret": { "type": "string" },
            "tags": { "type": "array", "items": string },
            "note": { "type": "string", "deprecated": true }, "only": reference("OnlyList"),
            "pins": { "type": "array", "items": { "type": "string", "format": "password" } },
            "retry": { "type": "boolean", "default": true },
        },
    });
    *schema(fragment, "Reply") = json!({
        "type": "object",
        "required": [
            "choice", "count", "done", "kind", "more", "most", "only", "part", "parts", "pin",
            "ratio", "twin", "type", "void",
        ],
        "properties": {
            "choice": reference("Choice"), "count": { "type": "integer" },
            "done": { "type": "boolean" },
            "kind": reference("Kind"), "most": reference("MostSet"), "only": reference("OnlySet"),
            "more": { "type": "object", "additionalProperties": reference("Part") },
            "part": reference("Part"), "parts": { "type": "array", "items": reference("Part") },
            "pin": { "type": "string", "format": "password" }, "ratio": { "type": "number" },
            "maybe": { "type": "string", "nullable": true, "enum": ["a", null] },
            "self": reference("Reply"), "twin": reference("OnlyTwin"),
            "type": { "type": "string", "deprecated": true },
            "void": {
                "type": "array", "nullable": true,
                "items": { "type": "string", "nullable": true },
            },
        },
    });
    let body = |name: &str, media_type: &str| {
        let schema = reference(name);
        json!({ "content": { media_type: { "schema": schema } } })
    };
    let parameter = |name: &str, place: &str, schema: Value| {
        let required = true;
        json!({ "name": name, "in": place, "required": required, "schema": schema })
    };
    fragment["servers"].as_array_mut().unwrap().push(json!({ "url": "/" }));
    fragment["paths"]["/v1/oauth/orders/{id}"] = json!({
        "parameters": [parameter("id", "path", json!({ "type": "string" }))],
        "put": {
            "operationId": "put-order", "deprecated": true, "security": [],
            "parameters": [
                parameter("X-Trace", "header", json!({ "type": "string", "format": "uuid" })),
                parameter("kind", "query", reference("Kind")),
                parameter("filter[name]", "query", json!({ "type": "string" })),
            ],
            "requestBody": body("Order", "application/json"),
            "responses": { "200": body("Reply", "application/json"), "x-note": {} },
        },
    });
    *schema(fragment, "SecondReply") = json!({
        "type": "object", "x-rust-name": "Reply", "required": ["part", "list", "other"],
        "properties": {
            "part": reference("Part"), "list": set("|", "Only"), "other": set(",", "Only"),
        },
    });
    fragment["paths"]["/v2/oauth/orders"] = json!({
        "post": {
            "operationId": "post-order", "security": [],
            "requestBody": body("Order", "application/x-www-form-urlencoded"),
            "responses": { "200": body("SecondReply", "application/json") },
        },
    });
}

#[test]
fn every_shape_compiles() {
    let folder = tempfile::tempdir().unwrap();
    workspace::copy_libraries(folder.path(), &[]).unwrap();
    for file in generation(every_shape).files.iter().filter(|file| file.path.ends_with(".rs")) {
        fs::write(folder.path().join(&file.path), &file.text).unwrap();
    }
    // Shared by all runs, so that dependencies are compiled only once.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regenerate");
    let check =
        ["check", "--package", "voucherify-oauth", "--features", "voucherify-oauth/schemars"];
    workspace::cargo(folder.path(), &target, &check).unwrap();
}
