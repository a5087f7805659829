//! Documents that nothing is imported from: each says why, and changes nothing.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::{Description, Established, all, at, document, remove};

/// Imports `content` from a file: it must be refused, and change nothing.
fn refused(content: impl AsRef<[u8]>) -> String {
    let folder = Description::frozen();
    let file = folder.write("vendor.json", content);
    let before = folder.content();
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out, "");
    assert!(folder.content() == before, "something was written");
    ran.err
}

fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut document = document("prose-list.json");
    change(&mut document);
    refused(document.to_string())
}

/// As the vendor writes descriptions for one SDK language.
fn one_language(document: &mut Value) {
    let schemas = at(document, "/components/schemas").as_object_mut().unwrap();
    for schema in schemas.values_mut() {
        schema["required"] = json!([]);
        let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
        properties.into_iter().flatten().for_each(|(_, field)| field["nullable"] = json!(true));
    }
    // A stray exception.
    let code = at(document, "/components/schemas/Error/properties/code");
    code["nullable"] = json!(false);
}

#[test]
fn nullable_fields_may_be_required() {
    let mut nullable = document("prose-list.json");
    let required = at(&mut nullable, "/components/schemas").clone();
    one_language(&mut nullable);
    for (name, schema) in at(&mut nullable, "/components/schemas").as_object_mut().unwrap() {
        let names = required[name].get("properties").and_then(Value::as_object);
        schema["required"] = names.into_iter().flatten().map(|(name, _)| json!(name)).collect();
    }
    Established::frozen().import(&nullable);
}

#[test]
fn more_than_half_of_the_fields_may_not_be_nullable() {
    // The document has 20 fields.
    for (limit, is_refused) in [(10, false), (11, true)] {
        let mut document = document("prose-list.json");
        let mut count = 0;
        for schema in at(&mut document, "/components/schemas").as_object_mut().unwrap().values_mut()
        {
            // Names of other fields do not count.
            schema["required"] = json!(["other"]);
            let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
            let fields = properties.into_iter().flatten().map(|(_, field)| field);
            for field in fields.filter(|field| field.get("$ref").is_none()) {
                count += 1;
                field["nullable"] = json!(count <= limit);
            }
        }
        let committed = Established::frozen();
        let result = xtask::import::import(&committed.request(&document));
        let refused = result.is_err_and(|report| all(&report).contains("for one SDK language"));
        assert_eq!(refused, is_refused, "{limit} of {count}");
    }
}

#[test]
fn why_documents_are_refused() {
    let whole = document("prose-list.json").to_string();
    let token = "/paths/~1v1~1oauth~1token/post";
    let mut told = String::new();
    for (name, refusal) in [
        ("nothing", refused("")),
        ("cut short", refused(&whole[..whole.len() / 2])),
        ("not json", refused("{\"openapi\": 3.0.1}")),
        ("not text", refused([0xff, 0xfe, 0x00])),
        ("a list", refused("[]")),
        ("nested too deeply", refused("[".repeat(100_000))),
        ("swagger", refused(r#"{"swagger": "2.0"}"#)),
        ("3.1", changed(|d| d["openapi"] = json!("3.1.0"))),
        ("a number", changed(|d| d["openapi"] = json!(3.0))),
        ("a sentence", changed(|d| d["openapi"] = json!({ "version": "3.0.1" }))),
        ("one language", changed(one_language)),
        ("yaml", refused("# The API\nopenapi: 3.0.1\ninfo:\n  title: x\n")),
        ("no operations", changed(|d| d["paths"] = json!({}))),
        (
            "another vendor",
            changed(|d| d["servers"] = json!([{ "url": "https://api.example.com" }])),
        ),
        ("a lookalike", changed(|d| d["servers"][0]["url"] = json!("https://notvoucherify.io/x"))),
        ("renamed", changed(|d| at(d, token)["operationId"] = json!("create-token"))),
        (
            "one id twice",
            changed(|d| {
                let copy = at(d, token).clone();
                d["paths"]["/v2/oauth/token"] = json!({ "post": copy });
            }),
        ),
        (
            "dangling",
            changed(|d| {
                remove(d, "/components/schemas/Error");
            }),
        ),
        (
            "elsewhere",
            changed(|d| {
                at(d, &format!("{token}/responses/400/content"))["application/json"]["schema"] =
                    json!({ "$ref": "errors.json#/Error" });
            }),
        ),
        ("unknown keyword", changed(|d| at(d, "/components/schemas/Error")["const"] = json!(1))),
        ("unknown in an operation", changed(|d| at(d, token)["callbacks"] = json!({}))),
        (
            "several types",
            changed(|d| {
                at(d, "/components/schemas/Error/properties/code")["type"] =
                    json!(["integer", "null"]);
            }),
        ),
    ] {
        let _ = writeln!(told, "--- {name}\n{refusal}");
    }
    let filters = [(r"line \d+,? column \d+", "[place]")];
    insta::with_settings!({ filters => filters, omit_expression => true }, {
        insta::assert_snapshot!("refusals", told);
    });
}

#[test]
fn arrays_without_a_known_separator_are_refused() {
    let media =
        "/paths/~1v1~1oauth~1token/post/requestBody/content/application~1x-www-form-urlencoded";
    let committed = Established::frozen();
    let mut silent = document("array-and-string-enum.json");
    remove(&mut silent, &format!("{media}/encoding"));
    assert!(committed.refusal(&silent).contains("without an `encoding`"));
    let mut other = document("array-and-string-enum.json");
    at(&mut other, &format!("{media}/encoding/scope"))["style"] = json!("pipeDelimited");
    assert!(committed.refusal(&other).contains("without an `encoding`"));
}

#[test]
fn facts_of_another_json_type_are_refused() {
    let error = "/components/schemas/Error";
    let code = "/components/schemas/Error/properties/code";
    let token = "/paths/~1v1~1oauth~1token/post";
    for (parent, key, fact, message) in [
        (code, "type", json!(1), "is not a string (Schema)"),
        (error, "required", json!("code"), "is not a list of names (Schema)"),
        (error, "required", json!([1]), "is not a list of names (Schema)"),
        (code, "enum", json!(1), "is not a list with a value (Schema)"),
        (code, "enum", json!([]), "is not a list with a value (Schema)"),
        (code, "nullable", json!("true"), "is not a boolean (Schema)"),
        (token, "deprecated", json!("true"), "is not a boolean (Operation)"),
        (error, "properties", json!([]), "is not an object (Schema)"),
        (code, "allOf", json!({}), "is not a list (Schema)"),
        (&format!("{error}/properties"), "code", json!(true), "is not an object (Schema)"),
        (error, "additionalProperties", json!("no"), "is not an object (Schema)"),
    ] {
        let mut document = document("prose-list.json");
        at(&mut document, parent)[key] = fact.clone();
        let refusal = Established::frozen().refusal(&document);
        let expected = format!("vendor.json#{parent}/{key}: {message}");
        assert!(refusal.contains(&expected), "{fact} gives {refusal}");
    }
}

#[test]
fn a_component_with_a_reserved_name_is_refused() {
    let mut document = document("prose-list.json");
    let schemas = at(&mut document, "/components/schemas");
    schemas["Scope"] = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    schemas["Error"]["properties"]["details"] = json!({ "$ref": "#/components/schemas/Scope" });
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("/components/schemas/Scope: has the reserved name"), "{refusal}");
}

#[test]
fn a_missing_file_or_configuration_is_refused() {
    let folder = Description::frozen();
    let ran = folder.import(&folder.path("nowhere.json"), &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nowhere.json: cannot be read"), "{}", ran.err);
    std::fs::remove_file(folder.path("import.json")).unwrap();
    let file = folder.write("vendor.json", document("prose-list.json").to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("import.json: cannot be read"), "{}", ran.err);
}

#[test]
fn a_wrong_configuration_is_refused() {
    for (content, part) in [
        ("{}", "missing field `host`"),
        (r#"{"host": "x", "operation": ["a"]}"#, "unknown field `operation`"),
        (r#"{"host": "x"}"#, "missing field `operations`"),
        (r#"{"host": "x", "operations": []}"#, "has an empty list"),
        (r#"{"host": "x", "operations": [1]}"#, "invalid type: integer `1`"),
        (r#"{"host": "x", "operations": ["a"], "scope-lists": {"/x": []}}"#, "has an empty list"),
        (r#"{"host": "x", "operations": ["a"], "scope-lists": {"/x": 1}}"#, "expected a sequence"),
    ] {
        let folder = Description::frozen();
        folder.write("import.json", content);
        let file = folder.write("vendor.json", document("prose-list.json").to_string());
        let ran = folder.import(&file, &[]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(part), "{content}: {}", ran.err);
    }
}
