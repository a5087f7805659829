//! What is refused: with exit code 2, the place, a remedy, and nothing written.

use std::fs;

use serde_json::{Value, json};

use crate::description::{Description, add_action, add_scope};
use crate::{schema, snapshot, token, workspace};

const REQUEST: &str = "OAuthTokenGenerateRequestBody";
const RESPONSE: &str = "OAuthTokenGenerateResponseBody";

fn refused(name: &str, description: &Description) {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert_eq!(outcome.out, "");
    assert!(!description.out().exists(), "something was written");
    assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
    let errors = outcome.err.split_inclusive('\n').skip_while(|line| !line.starts_with("error"));
    snapshot(name, &errors.collect::<String>());
}

/// A test for each change of the fragment, or of the overlay, that is refused.
macro_rules! refused {
    ($file:literal: $($name:ident: |$document:ident| $change:expr;)*) => {$(
        #[test]
        fn $name() {
            let description = Description::committed().unwrap();
            let change = |$document: &mut Value| { $change; };
            description.edit(concat!($file, ".json"), change).unwrap();
            refused(stringify!($name), &description);
        }
    )*};
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

fn set(fragment: &mut Value, set: Value) {
    property(fragment, "tags", json!({ "type": "string", "x-delimited": set }));
}

fn values(fragment: &mut Value, values: Value) {
    schema(fragment, "Scope")["enum"] = values;
}

fn on_scopes(overlay: &mut Value, update: Value) {
    add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": update }));
}

refused! { "oauth":
    openapi_3_1: |fragment| fragment["openapi"] = json!("3.1.0");
    openapi_as_a_number: |fragment| fragment["openapi"] = json!(3.0);
    no_operations: |fragment| fragment["paths"] = json!({});
    no_operation_id: |fragment| { token(fragment).as_object_mut().unwrap().remove("operationId") };
    two_operations_of_one_id: |fragment|
        token(fragment)["operationId"] = json!("revoke-oauth-token");
    two_operations_of_one_method: |fragment| add_operation(fragment, "generate_oauth_token");
    an_operation_called_like_a_hook: |fragment| add_operation(fragment, "exec");
    a_path_without_a_version: |fragment| {
        let operation = fragment["paths"]["/v1/oauth/token"].clone();
        fragment["paths"]["/oauth/token"] = operation;
        fragment["paths"]["/oauth/token"]["post"]["operationId"] = json!("other");
    };
    a_dangling_reference: |fragment| {
        property(fragment, "key", json!({ "$ref": "#/components/schemas/Key" }));
    };
    a_reference_to_another_document: |fragment| {
        property(fragment, "key", json!({ "$ref": "errors.json#/Key" }));
    };
    a_reference_to_a_response: |fragment| {
        property(fragment, "key", json!({ "$ref": "#/paths" }));
    };
    a_schema_that_consists_of_itself: |fragment| {
        *schema(fragment, "Node") =
            json!({ "type": "array", "items": { "$ref": "#/components/schemas/Node" } });
    };
    schemas_that_consist_of_each_other: |fragment| {
        *schema(fragment, "One") = json!({ "$ref": "#/components/schemas/Two" });
        *schema(fragment, "Two") = json!({ "$ref": "#/components/schemas/One" });
    };
    two_media_types: |fragment| {
        let json = json!({ "schema": { "$ref": format!("#/components/schemas/{REQUEST}") } });
        token(fragment)["requestBody"]["content"]["application/json"] = json;
    };
    an_unknown_media_type: |fragment| {
        let content = &mut token(fragment)["responses"]["200"]["content"];
        *content = json!({ "text/csv": content["application/json"] });
    };
    a_field_with_an_encoding: |fragment| {
        form(fragment)["encoding"] = json!({ "scope": { "style": "spaceDelimited" } });
    };
    a_body_without_a_schema: |fragment| *form(fragment) = json!({});
    two_kinds_of_success: |fragment| {
        let body = json!({ "schema": { "$ref": "#/components/schemas/Error" } });
        token(fragment)["responses"]["202"] =
            json!({ "description": "", "content": { "application/json": body } });
    };
    no_successful_response: |fragment| {
        let responses = token(fragment)["responses"].as_object_mut().unwrap();
        responses.shift_remove("200")
    };
    a_cookie_parameter: |fragment| parameter(fragment, "session", "cookie");
    a_secret_parameter: |fragment| parameter(fragment, "api_token", "query");
    a_scheme_that_cannot_be_expressed: |fragment| {
        fragment["components"]["securitySchemes"]["X-App-Id"] =
            json!({ "type": "apiKey", "in": "query", "name": "id" });
    };
    a_scheme_that_is_missing: |fragment| {
        token(fragment)["security"] = json!([{ "Basic": [] }]);
    };
    a_second_server_variable: |fragment| {
        fragment["servers"][0]["variables"]["port"] = json!({ "enum": ["1"], "default": "1" });
    };
    a_default_cluster_that_is_left_out: |fragment| {
        fragment["servers"][0]["variables"]["cluster"]["default"] = json!("download");
    };
    a_property_of_any_type: |fragment| property(fragment, "context", json!({}));
    an_object_without_properties: |fragment| {
        property(fragment, "context", json!({ "type": "object" }));
    };
    a_choice_of_schemas: |fragment| {
        property(fragment, "key", json!({ "oneOf": [{ "type": "string" }] }));
    };
    an_all_of_two: |fragment| {
        let part = json!({ "$ref": "#/components/schemas/Scope" });
        property(fragment, "key", json!({ "allOf": [part, part] }));
    };
    an_enum_of_numbers: |fragment| {
        property(fragment, "code", json!({ "type": "integer", "enum": [400] }));
    };
    properties_and_all_other_ones: |fragment| {
        schema(fragment, "Error")["additionalProperties"] = json!({ "type": "string" });
    };
    required_that_is_no_list: |fragment| {
        property(fragment, "key", json!({ "type": "string", "required": true }));
    };
    two_properties_of_one_field: |fragment| {
        property(fragment, "x-y", json!({ "type": "string" }));
        property(fragment, "x_y", json!({ "type": "string" }));
    };
    a_property_without_a_letter: |fragment| property(fragment, "$", json!({ "type": "string" }));
    two_types_of_one_name: |fragment| {
        let name = json!("TokenRequest");
        schema(fragment, RESPONSE)["properties"]["meta"] = json!({
            "type": "object", "x-rust-name": name, "properties": { "a": { "type": "string" } },
        });
    };
    a_closed_enum_with_two_lists: |fragment| {
        let values = |value: &str| json!({ "type": "string", "enum": [value], "x-rust-name": "Kind" });
        property(fragment, "one", values("a"));
        property(fragment, "two", values("b"));
    };
    a_scope_with_a_space: |fragment| add_scope(fragment, "vouchers campaigns");
    a_scope_with_a_comma: |fragment| add_scope(fragment, "skus,api");
    an_open_enum_in_a_set: |fragment| schema(fragment, "Scope")["x-open-enum"] = json!({});
    a_struct_that_contains_itself: |fragment| {
        let own = json!({ "$ref": "#/components/schemas/Node" });
        *schema(fragment, "Node") =
            json!({ "type": "object", "properties": { "next": own }, "required": ["next"] });
        property(fragment, "node", own);
    };
    a_scope_that_is_no_string: |fragment| values(fragment, json!(["api", 7]));
    two_scopes_of_one_name: |fragment| add_scope(fragment, "client-api");
    a_scope_without_a_letter: |fragment| add_scope(fragment, "*");
    no_scopes: |fragment| values(fragment, json!([]));
    a_set_with_a_long_separator: |fragment| {
        let items = json!({ "$ref": "#/components/schemas/Scope" });
        set(fragment, json!({ "separator": ", ", "items": items }));
    };
    a_set_of_something_else: |fragment| {
        let items = json!({ "$ref": "#/components/schemas/Error" });
        set(fragment, json!({ "separator": ",", "items": items }));
    };
    a_value_with_the_separator: |fragment| {
        let items = json!({ "$ref": "#/components/schemas/Scope" });
        set(fragment, json!({ "separator": "_", "items": items }));
    };
    an_open_enum_with_unrecognized: |fragment| {
        let open = json!({ "type": "string", "enum": ["unrecognized"], "x-open-enum": {} });
        property(fragment, "kind", open);
    };
    a_flag_that_is_no_boolean: |fragment| {
        schema(fragment, "Error")["x-present-when"] = json!("key");
    };
}

refused! { "overlay":
    an_overlay_that_is_none: |overlay| *overlay = json!({ "actions": "all" });
    an_action_whose_target_is_no_path: |overlay| {
        add_action(overlay, json!({ "target": "components/schemas", "remove": true }));
    };
    an_action_on_a_string: |overlay| {
        add_action(overlay, json!({ "target": "$.info.title", "update": "Another" }));
    };
    a_reference_of_the_overlay: |overlay| {
        let extra = json!({ "type": "object", "properties": { "x": { "$ref": "#/nowhere" } } });
        let update = json!({ "Extra": extra });
        add_action(overlay, json!({ "target": "$.components.schemas", "update": update }));
    };
    a_name_that_is_no_type: |overlay| {
        on_scopes(overlay, json!({ "x-rust-name": "the_scope" }));
    };
    a_variant_that_is_no_name: |overlay| {
        on_scopes(overlay, json!({ "x-enum-names": { "api": "the api" } }));
    };
    a_path_with_an_empty_segment: |overlay| {
        on_scopes(overlay, json!({ "x-enum-paths": { "api": "/v1/" } }));
    };
    an_alias_of_nothing: |overlay| {
        on_scopes(overlay, json!({ "x-enum-aliases": { "Coupons": "coupons" } }));
    };
}

fn refused_text(name: &str, text: &str) {
    refused(name, &Description::with_fragment_text(text).unwrap());
}

fn committed_text() -> String {
    fs::read_to_string(workspace::root().join("openapi/oauth.json")).unwrap()
}

#[test]
fn no_such_file() {
    let description = Description::committed().unwrap();
    fs::remove_file(description.openapi().join("oauth.json")).unwrap();
    refused("no_such_file", &description);
}

#[test]
fn not_utf8() {
    let description = Description::committed().unwrap();
    fs::write(description.openapi().join("oauth.json"), [0x7b, 0xff]).unwrap();
    refused("not_utf8", &description);
}

#[test]
fn yaml() {
    refused_text("yaml", "openapi: 3.0.1\n");
}

#[test]
fn cut_short() {
    let whole = committed_text();
    refused_text("cut_short", &whole[..whole.len() / 2]);
}

#[test]
fn not_openapi() {
    refused_text("not_openapi", "[]");
}

#[test]
fn swagger_2_0() {
    refused_text("swagger_2_0", r#"{"swagger":"2.0"}"#);
}

#[test]
fn a_byte_order_mark() {
    refused_text("a_byte_order_mark", &format!("\u{feff}{}", committed_text()));
}

#[test]
fn an_empty_file() {
    refused_text("an_empty_file", "\n");
}

#[test]
fn a_key_that_is_there_twice() {
    let twice = r#""ScopeSet": { "type": "string" }, "ScopeSet": {"#;
    refused_text(
        "a_key_that_is_there_twice",
        &committed_text().replacen(r#""ScopeSet": {"#, twice, 1),
    );
}

#[test]
fn nested_too_deeply() {
    refused_text("nested_too_deeply", &("[".repeat(200) + &"]".repeat(200)));
}
