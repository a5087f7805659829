//! Rejected descriptions: exit code 2, an error with place and help, and no written files.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Description, add_action, add_scope};
use crate::{Case, nest, schema, snapshot, token};

const REQUEST: &str = "OAuthTokenGenerateRequestBody";
const RESPONSE: &str = "OAuthTokenGenerateResponseBody";

/// Returns the errors for a rejected description.
fn errors(description: &Description) -> String {
    let outcome = description.generate(&[]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{outcome:?}");
    assert!(!description.out().exists(), "something was written");
    let lines = outcome.err.split_inclusive('\n').skip_while(|line| !line.starts_with("error"));
    let errors: String = lines.collect();
    assert!(errors.starts_with("error: ") && errors.contains("\n  help: "), "{outcome:?}");
    errors
}

/// Compares the errors for each change of a file with one snapshot.
fn rejected(name: &str, file: &str, cases: &[Case]) {
    let texts = cases.iter().map(|(case, change)| {
        let description = Description::frozen();
        description.edit(file, change);
        format!("--- {case}\n{}\n", errors(&description))
    });
    snapshot(name, &texts.collect::<String>());
}

fn property(fragment: &mut Value, name: &str, value: Value) {
    schema(fragment, "Error")["properties"][name] = value;
}

fn form(fragment: &mut Value) -> &mut Value {
    &mut token(fragment)["requestBody"]["content"]["application/x-www-form-urlencoded"]
}

fn add_operation(fragment: &mut Value, id: &str) {
    let mut operation = fragment["paths"]["/v1/oauth/introspect"]["post"].clone();
    operation["operationId"] = json!(id);
    fragment["paths"]["/v1/oauth/more"] = json!({ "post": operation });
}

fn parameter(fragment: &mut Value, name: &str, place: &str) {
    let parameter = json!({ "name": name, "in": place, "schema": { "type": "string" } });
    token(fragment)["parameters"] = json!([parameter]);
}

/// Moves the operation that requests a token to `path`.
fn path(fragment: &mut Value, path: &str) {
    let item = token(fragment).take();
    fragment["paths"][path] = json!({ "post": item });
    fragment["paths"].as_object_mut().unwrap().shift_remove("/v1/oauth/token");
}

fn set(fragment: &mut Value, set: Value) {
    property(fragment, "tags", json!({ "type": "string", "x-delimited": set }));
}

fn values(fragment: &mut Value, values: Value) {
    schema(fragment, "Scope")["enum"] = values;
}

fn on_scopes(overlay: &mut Value, update: Value) {
    add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": update }));
}

#[test]
fn fragments_are_rejected() {
    rejected(
        "rejected_fragments",
        "oauth.json",
        cases! {
            "OpenAPI 3.1": |fragment| fragment["openapi"] = json!("3.1.0");
            "`openapi` as a number": |fragment| fragment["openapi"] = json!(3.0);
            "no operations": |fragment| fragment["paths"] = json!({});
            "no operation id":
                |fragment| { token(fragment).as_object_mut().unwrap().remove("operationId") };
            "two operations with one id": |fragment|
                token(fragment)["operationId"] = json!("revoke-oauth-token");
            "two operations with one method name":
                |fragment| add_operation(fragment, "generate_oauth_token");
            "an operation that starts with a digit": |fragment| add_operation(fragment, "9lives");
            "an operation with the name of a hook": |fragment| add_operation(fragment, "exec");
            "a path without a version": |fragment| {
                let operation = fragment["paths"]["/v1/oauth/token"].clone();
                fragment["paths"]["/oauth/token"] = operation;
                fragment["paths"]["/oauth/token"]["post"]["operationId"] = json!("other");
            };
            "a path with a query and a space": |fragment| {
                let operation = fragment["paths"]["/v1/oauth/token"].clone();
                fragment["paths"]["/v1/oauth/token?a=b c"] = operation;
                fragment["paths"]["/v1/oauth/token?a=b c"]["post"]["operationId"] = json!("other");
            };
            "a dangling reference": |fragment| {
                property(fragment, "key", json!({ "$ref": "#/components/schemas/Key" }));
            };
            "a reference to another document": |fragment| {
                property(fragment, "key", json!({ "$ref": "errors.json#/Key" }));
            };
            "a reference to something else than a schema": |fragment| {
                property(fragment, "key", json!({ "$ref": "#/paths" }));
            };
            "too many secrets": |fragment| {
                nest(fragment, json!({ "type": "string", "format": "password" }))
            };
            "a recursive list": |fragment| {
                *schema(fragment, "Node") =
                    json!({ "type": "array", "items": { "$ref": "#/components/schemas/Node" } });
            };
            "schemas that refer to each other": |fragment| {
                *schema(fragment, "One") = json!({ "$ref": "#/components/schemas/Two" });
                *schema(fragment, "Two") = json!({ "$ref": "#/components/schemas/One" });
            };
            "two media types": |fragment| {
                let reference = format!("#/components/schemas/{REQUEST}");
                let json = json!({ "schema": { "$ref": reference } });
                token(fragment)["requestBody"]["content"]["application/json"] = json;
            };
            "an unknown media type": |fragment| {
                let content = &mut token(fragment)["responses"]["200"]["content"];
                *content = json!({ "text/csv": content["application/json"] });
            };
            "a field with an encoding": |fragment| {
                form(fragment)["encoding"] = json!({ "scope": { "style": "spaceDelimited" } });
            };
            "a body without a schema": |fragment| *form(fragment) = json!({});
            "two types of successful responses": |fragment| {
                let body = json!({ "schema": { "$ref": "#/components/schemas/Error" } });
                token(fragment)["responses"]["202"] =
                    json!({ "description": "", "content": { "application/json": body } });
            };
            "no successful response": |fragment| {
                let responses = token(fragment)["responses"].as_object_mut().unwrap();
                responses.shift_remove("200")
            };
            "a path without its parameter": |fragment| path(fragment, "/v1/oauth/{id}");
            "a path parameter that is not in the path":
                |fragment| parameter(fragment, "id", "path");
            "a path parameter that is not required": |fragment| {
                parameter(fragment, "id", "path");
                path(fragment, "/v1/oauth/{id}");
            };
            "a path with half a parameter": |fragment| path(fragment, "/v1/oauth/{id");
            "a path with a brace": |fragment| path(fragment, "/v1/oauth/id}");
            "a header with a space": |fragment| parameter(fragment, "X Trace", "header");
            "a cookie parameter": |fragment| parameter(fragment, "session", "cookie");
            "a secret parameter": |fragment| parameter(fragment, "api_token", "query");
            "an unsupported security scheme": |fragment| {
                fragment["components"]["securitySchemes"]["X-App-Id"] =
                    json!({ "type": "apiKey", "in": "query", "name": "id" });
            };
            "a missing security scheme": |fragment| {
                token(fragment)["security"] = json!([{ "Basic": [] }]);
            };
            "a second server variable": |fragment| {
                fragment["servers"][0]["variables"]["port"] =
                    json!({ "enum": ["1"], "default": "1" });
            };
            "an omitted default cluster": |fragment| {
                fragment["servers"][0]["variables"]["cluster"]["default"] = json!("download");
            };
            "a property without a type": |fragment| property(fragment, "context", json!({}));
            "an object without properties": |fragment| {
                property(fragment, "context", json!({ "type": "object" }));
            };
            "a `oneOf`": |fragment| {
                property(fragment, "key", json!({ "oneOf": [{ "type": "string" }] }));
            };
            "an `allOf` of two schemas": |fragment| {
                let part = json!({ "$ref": "#/components/schemas/Scope" });
                property(fragment, "key", json!({ "allOf": [part, part] }));
            };
            "an enum of numbers": |fragment| {
                property(fragment, "code", json!({ "type": "integer", "enum": [400] }));
            };
            "properties and additional properties": |fragment| {
                schema(fragment, "Error")["additionalProperties"] = json!({ "type": "string" });
            };
            "a `required` that is not a list": |fragment| {
                property(fragment, "key", json!({ "type": "string", "required": true }));
            };
            "two properties with one field name": |fragment| {
                property(fragment, "x-y", json!({ "type": "string" }));
                property(fragment, "x_y", json!({ "type": "string" }));
            };
            "a property without a letter":
                |fragment| property(fragment, "$", json!({ "type": "string" }));
            "a property with a letter that is not in ASCII":
                |fragment| property(fragment, "né", json!({ "type": "string" }));
            "a property with a name that typify changes":
                |fragment| property(fragment, "+1", json!({ "type": "string" }));
            "a property that is a flag":
                |fragment| property(fragment, "additionalProperties", json!(true));
            "a type that is a list": |fragment| {
                property(fragment, "key", json!({ "type": ["string", "null"] }));
            };
            "a null in an enum that is not nullable": |fragment| {
                property(fragment, "kind", json!({ "type": "string", "enum": ["a", null] }));
            };
            "two types with one name": |fragment| {
                let name = json!("TokenRequest");
                schema(fragment, RESPONSE)["properties"]["meta"] = json!({
                    "type": "object", "x-rust-name": name,
                    "properties": { "a": { "type": "string" } },
                });
            };
            "two closed enums with one name": |fragment| {
                let values = |value: &str| {
                    json!({ "type": "string", "enum": [value], "x-rust-name": "Kind" })
                };
                property(fragment, "one", values("a"));
                property(fragment, "two", values("b"));
            };
            "a scope with a space": |fragment| add_scope(fragment, "vouchers campaigns");
            "a scope with a comma": |fragment| add_scope(fragment, "skus,api");
            "an open enum in a set":
                |fragment| schema(fragment, "Scope")["x-open-enum"] = json!({});
            "an open enum with an unknown option": |fragment| {
                let options = json!({ "case-insensitive": "yes" });
                let open = json!({ "type": "string", "enum": ["a"], "x-open-enum": options });
                property(fragment, "kind", open);
            };
            "a type with a name of the prelude": |fragment| {
                let vec = json!({ "type": "string", "enum": ["a"], "x-rust-name": "Vec" });
                property(fragment, "kind", vec);
            };
            "a key in a header without a name": |fragment| {
                fragment["components"]["securitySchemes"]["X-App-Id"]["name"] = json!("");
            };
            "a struct that contains itself": |fragment| {
                let own = json!({ "$ref": "#/components/schemas/Node" });
                *schema(fragment, "Node") = json!({
                    "type": "object", "properties": { "next": own }, "required": ["next"],
                });
                property(fragment, "node", own);
            };
            "a scope that is not a string": |fragment| values(fragment, json!(["api", 7]));
            "two scopes with one variant name": |fragment| add_scope(fragment, "client-api");
            "a scope without a letter": |fragment| add_scope(fragment, "*");
            "no scopes": |fragment| values(fragment, json!([]));
            "a set with a long separator": |fragment| {
                let items = json!({ "$ref": "#/components/schemas/Scope" });
                set(fragment, json!({ "separator": ", ", "items": items }));
            };
            "a set of objects": |fragment| {
                let items = json!({ "$ref": "#/components/schemas/Error" });
                set(fragment, json!({ "separator": ",", "items": items }));
            };
            "a value with the separator": |fragment| {
                let items = json!({ "$ref": "#/components/schemas/Scope" });
                set(fragment, json!({ "separator": "_", "items": items }));
            };
            "an open enum with the value `unrecognized`": |fragment| {
                let open = json!({ "type": "string", "enum": ["unrecognized"], "x-open-enum": {} });
                property(fragment, "kind", open);
            };
            "a parameter with the name of the body":
                |fragment| parameter(fragment, "body", "query");
            "a parameter without a letter": |fragment| parameter(fragment, "$", "query");
            "two parameters with one argument name": |fragment| {
                parameter(fragment, "a-b", "query");
                let mut other = token(fragment)["parameters"][0].clone();
                other["name"] = json!("a_b");
                token(fragment)["parameters"].as_array_mut().unwrap().push(other);
            };
            "an enum with the value `ALL`": |fragment| {
                property(fragment, "kind", json!({ "type": "string", "enum": ["ALL"] }));
            };
            "a server of an operation": |fragment| {
                token(fragment)["servers"] = json!([{ "url": "https://auth.voucherify.io" }]);
            };
            "a server with an unknown variable": |fragment| {
                fragment["servers"][0]["url"] = json!("https://{cluster}.{zone}.voucherify.io");
            };
            "a server without its variable": |fragment| {
                fragment["servers"][0]["url"] = json!("https://api.voucherify.io");
            };
            "a server without a scheme":
                |fragment| fragment["servers"][0]["url"] = json!("{cluster}");
            "a response of an unknown status": |fragment| {
                let response = json!({ "description": "" });
                for status in ["299999", "2xx", "600"] {
                    token(fragment)["responses"][status] = response.clone();
                }
            };
            "security that is not a list":
                |fragment| token(fragment)["security"] = json!({ "X-App-Id": [] });
            "parameters that are not a list":
                |fragment| token(fragment)["parameters"] = json!({ "name": "q" });
            "a schema that is a flag": |fragment| form(fragment)["schema"] = json!(true);
            "a body that is not an object":
                |fragment| token(fragment)["requestBody"]["content"] = json!(null);
            "an `x-present-when` that is not a boolean": |fragment| {
                schema(fragment, "Error")["x-present-when"] = json!("key");
            };
        },
    );
}

#[test]
fn overlays_are_rejected() {
    rejected(
        "rejected_overlays",
        "overlay.json",
        cases! {
            "an invalid overlay": |overlay| *overlay = json!({ "actions": "all" });
            "a target that is not a JSONPath": |overlay| {
                add_action(overlay, json!({ "target": "components/schemas", "remove": true }));
            };
            "an action on a string": |overlay| {
                add_action(overlay, json!({ "target": "$.info.title", "update": "Another" }));
            };
            "a dangling reference in the overlay": |overlay| {
                let properties = json!({ "x": { "$ref": "#/nowhere" } });
                let extra = json!({ "type": "object", "properties": properties });
                let update = json!({ "Extra": extra });
                add_action(overlay, json!({ "target": "$.components.schemas", "update": update }));
            };
            "an invalid type name": |overlay| {
                on_scopes(overlay, json!({ "x-rust-name": "the_scope" }));
            };
            "an invalid variant name": |overlay| {
                on_scopes(overlay, json!({ "x-enum-names": { "api": "the api" } }));
            };
            "a path with an empty segment": |overlay| {
                on_scopes(overlay, json!({ "x-enum-paths": { "api": "/v1/" } }));
            };
            "an alias of an unknown value": |overlay| {
                on_scopes(overlay, json!({ "x-enum-aliases": { "Coupons": "coupons" } }));
            };
        },
    );
}

#[test]
fn files_are_rejected() {
    let whole = fs::read_to_string(crate::support::frozen().join("oauth.json")).unwrap();
    let twice = r#""ScopeSet": { "type": "string" }, "ScopeSet": {"#;
    let cut = &whole[..whole.len() / 2];
    let texts: [(&str, Vec<u8>); 10] = [
        ("not UTF-8", vec![0x7b, 0xff]),
        ("YAML", "openapi: 3.0.1\n".into()),
        ("cut short", cut.into()),
        ("not OpenAPI", "[]".into()),
        ("Swagger 2.0", r#"{"swagger":"2.0"}"#.into()),
        ("a byte order mark", format!("\u{feff}{whole}").into()),
        ("an empty file", "\n".into()),
        ("a duplicate key", whole.replacen(r#""ScopeSet": {"#, twice, 1).into()),
        ("nested too deeply", ("[".repeat(200) + &"]".repeat(200)).into()),
        ("no such file", Vec::new()),
    ];
    let mut printed = String::new();
    for (case, content) in texts {
        let description = Description::frozen();
        let file = description.write("oauth.json", content);
        if case == "no such file" {
            fs::remove_file(file).unwrap();
        }
        printed += &format!("--- {case}\n{}\n", errors(&description));
    }
    snapshot("rejected_files", &printed);
}
