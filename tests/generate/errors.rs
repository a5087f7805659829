//! What is refused: with exit code 2, the place, a remedy, and nothing written.

use serde_json::{Value, json};
use voucherify_oauth_tests::Description;
use voucherify_oauth_tests::description::{add_action, add_scope};

fn refused(name: &str, description: &Description) {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert_eq!(outcome.out, "");
    assert!(!description.out().exists(), "something was written");
    assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, outcome.err) });
}

fn refused_fragment(name: &str, change: impl FnOnce(&mut Value)) {
    refused(name, &Description::with_fragment(change).unwrap());
}

fn refused_overlay(name: &str, change: impl FnOnce(&mut Value)) {
    refused(name, &Description::with_overlay(change).unwrap());
}

fn token(fragment: &mut Value) -> &mut Value {
    &mut fragment["paths"]["/v1/oauth/token"]["post"]
}

fn schema<'a>(fragment: &'a mut Value, name: &str) -> &'a mut Value {
    &mut fragment["components"]["schemas"][name]
}

#[test]
fn no_such_file() {
    let description = Description::committed().unwrap();
    std::fs::remove_file(description.openapi().join("oauth.json")).unwrap();
    refused("no_such_file", &description);
}

#[test]
fn not_utf8() {
    let description = Description::committed().unwrap();
    std::fs::write(description.openapi().join("oauth.json"), [0x7b, 0xff]).unwrap();
    refused("not_utf8", &description);
}

#[test]
fn not_json() {
    refused("not_json", &Description::with_fragment_text("openapi: 3.0.1\n").unwrap());
}

#[test]
fn cut_short() {
    let whole = std::fs::read_to_string(
        voucherify_oauth_tests::workspace::root().join("openapi/oauth.json"),
    )
    .unwrap();
    refused("cut_short", &Description::with_fragment_text(&whole[..whole.len() / 2]).unwrap());
}

#[test]
fn not_openapi() {
    refused("not_openapi", &Description::with_fragment_text("[]").unwrap());
}

#[test]
fn openapi_3_1() {
    refused_fragment("openapi_3_1", |fragment| fragment["openapi"] = json!("3.1.0"));
}

#[test]
fn swagger_2_0() {
    refused("swagger_2_0", &Description::with_fragment_text(r#"{"swagger":"2.0"}"#).unwrap());
}

#[test]
fn no_operations() {
    refused_fragment("no_operations", |fragment| fragment["paths"] = json!({}));
}

#[test]
fn missing_operation_id() {
    refused_fragment("missing_operation_id", |fragment| {
        token(fragment).as_object_mut().unwrap().remove("operationId");
    });
}

#[test]
fn two_operations_of_one_id() {
    refused_fragment("two_operations_of_one_id", |fragment| {
        token(fragment)["operationId"] = json!("revoke-oauth-token");
    });
}

#[test]
fn dangling_reference() {
    refused_fragment("dangling_reference", |fragment| {
        schema(fragment, "OAuthTokenGenerateRequestBody")["properties"]["scope"] =
            json!({ "$ref": "#/components/schemas/Scopes" });
    });
}

#[test]
fn reference_to_another_document() {
    refused_fragment("reference_to_another_document", |fragment| {
        schema(fragment, "Error")["properties"]["key"] = json!({ "$ref": "errors.json#/Key" });
    });
}

#[test]
fn reference_from_the_overlay() {
    refused_overlay("reference_from_the_overlay", |overlay| {
        let extra = json!({ "Extra": { "type": "object", "properties": { "x": { "$ref": "#/nowhere" } } } });
        add_action(overlay, json!({ "target": "$.components.schemas", "update": extra }));
    });
}

#[test]
fn scope_with_a_space() {
    refused_fragment("scope_with_a_space", |fragment| add_scope(fragment, "vouchers campaigns"));
}

#[test]
fn scope_that_is_no_string() {
    refused_fragment("scope_that_is_no_string", |fragment| {
        schema(fragment, "Scope")["enum"].as_array_mut().unwrap().push(json!(7));
    });
}

#[test]
fn duplicated_scope() {
    refused_fragment("duplicated_scope", |fragment| add_scope(fragment, "vouchers"));
}

#[test]
fn two_scopes_of_one_name() {
    refused_fragment("two_scopes_of_one_name", |fragment| add_scope(fragment, "client-api"));
}

#[test]
fn scope_without_a_letter() {
    refused_fragment("scope_without_a_letter", |fragment| add_scope(fragment, "*"));
}

#[test]
fn scope_with_a_name_that_is_none() {
    refused_overlay("scope_with_a_name_that_is_none", |overlay| {
        let names = json!({ "x-enum-names": { "api": "the api" } });
        add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": names }));
    });
}

#[test]
fn empty_scope_enum() {
    refused_fragment("empty_scope_enum", |fragment| schema(fragment, "Scope")["enum"] = json!([]));
}

#[test]
fn no_scope_set() {
    refused_fragment("no_scope_set", |fragment| {
        schema(fragment, "ScopeSet").as_object_mut().unwrap().remove("x-delimited");
    });
}

#[test]
fn alias_of_nothing() {
    refused_overlay("alias_of_nothing", |overlay| {
        let aliases = json!({ "x-enum-aliases": { "Coupons": "coupons" } });
        add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": aliases }));
    });
}

#[test]
fn a_secret_that_would_be_printed() {
    refused_fragment("a_secret_that_would_be_printed", |fragment| {
        schema(fragment, "OAuthTokenGenerateResponseBody")["properties"]["refresh_token"] =
            json!({ "type": "string", "format": "password" });
    });
}

#[test]
fn an_operation_with_two_media_types() {
    refused_fragment("an_operation_with_two_media_types", |fragment| {
        token(fragment)["requestBody"]["content"]["application/json"] =
            json!({ "schema": { "type": "object" } });
    });
}

#[test]
fn an_operation_with_encoding() {
    refused_fragment("an_operation_with_encoding", |fragment| {
        token(fragment)["requestBody"]["content"]["application/x-www-form-urlencoded"]["encoding"] =
            json!({ "scope": { "style": "spaceDelimited" } });
    });
}

#[test]
fn a_schema_that_cannot_be_expressed() {
    refused_fragment("a_schema_that_cannot_be_expressed", |fragment| {
        schema(fragment, "Error")["properties"]["key"] =
            json!({ "type": "string", "enum": ["a", "b"], "default": "c" });
    });
}

#[test]
fn required_of_the_wrong_kind() {
    refused_fragment("required_of_the_wrong_kind", |fragment| {
        schema(fragment, "Error")["properties"]["key"] =
            json!({ "type": "string", "required": true });
    });
}

#[test]
fn a_rust_name_that_is_not_taken() {
    refused_overlay("a_rust_name_that_is_not_taken", |overlay| {
        let name = json!({ "x-rust-name": "Token" });
        add_action(
            overlay,
            json!({ "target": "$.components.schemas.AccessToken", "update": name }),
        );
    });
}

#[test]
fn an_overlay_that_is_none() {
    refused_overlay("an_overlay_that_is_none", |overlay| *overlay = json!({ "actions": "all" }));
}

#[test]
fn an_overlay_action_that_is_no_path() {
    refused_overlay("an_overlay_action_that_is_no_path", |overlay| {
        add_action(overlay, json!({ "target": "components/schemas", "remove": true }));
    });
}

#[test]
fn an_overlay_action_on_a_string() {
    refused_overlay("an_overlay_action_on_a_string", |overlay| {
        add_action(overlay, json!({ "target": "$.info.title", "update": "Another" }));
    });
}

#[test]
fn an_object_without_properties() {
    refused_fragment("an_object_without_properties", |fragment| {
        schema(fragment, "OAuthTokenGenerateResponseBody")["properties"]["meta"] =
            json!({ "type": "object" });
    });
}

#[test]
fn a_property_of_any_type() {
    refused_fragment("a_property_of_any_type", |fragment| {
        schema(fragment, "Error")["properties"]["context"] = json!({});
    });
}

#[test]
fn two_properties_of_one_field() {
    refused_fragment("two_properties_of_one_field", |fragment| {
        let properties = &mut schema(fragment, "Error")["properties"];
        properties["x-y"] = json!({ "type": "string" });
        properties["x_y"] = json!({ "type": "string" });
    });
}

fn add_operation(fragment: &mut Value, id: &str) {
    let mut operation = fragment["paths"]["/v1/oauth/introspect"]["post"].clone();
    operation["operationId"] = json!(id);
    fragment["paths"]["/v1/oauth/more"] = json!({ "post": operation });
}

#[test]
fn two_operations_of_one_method() {
    refused_fragment("two_operations_of_one_method", |fragment| {
        add_operation(fragment, "generate_oauth_token");
    });
}

#[test]
fn an_operation_called_as_the_constructor() {
    refused_fragment("an_operation_called_as_the_constructor", |fragment| {
        add_operation(fragment, "new");
    });
}

#[test]
fn an_operation_called_as_a_hook() {
    refused_fragment("an_operation_called_as_a_hook", |fragment| add_operation(fragment, "exec"));
}

fn refused_rust_name(snapshot: &str, name: &str) {
    refused_overlay(snapshot, |overlay| {
        let name = json!({ "x-rust-name": name });
        let target = "$.components.schemas.ErrorDetails";
        add_action(overlay, json!({ "target": target, "update": name }));
    });
}

#[test]
fn two_types_of_one_name() {
    refused_rust_name("two_types_of_one_name", "TokenRequest");
}

#[test]
fn a_type_called_as_a_written_one() {
    refused_rust_name("a_type_called_as_a_written_one", "AccessToken");
}

#[test]
fn a_type_called_as_the_scopes() {
    refused_rust_name("a_type_called_as_the_scopes", "Scope");
}

#[test]
fn a_type_called_as_an_open_enum() {
    refused_rust_name("a_type_called_as_an_open_enum", "TokenType");
}

fn open_enum(overlay: &mut Value, name: &str, values: &[&str]) {
    let open = json!({ "type": "string", "description": "k", "enum": values, "x-open-enum": {} });
    add_action(overlay, json!({ "target": "$.components.schemas", "update": { name: open } }));
}

#[test]
fn an_open_enum_of_a_taken_module() {
    refused_overlay("an_open_enum_of_a_taken_module", |overlay| {
        open_enum(overlay, "Types", &["a"])
    });
}

#[test]
fn an_open_enum_of_the_root_module() {
    refused_overlay("an_open_enum_of_the_root_module", |overlay| open_enum(overlay, "Mod", &["a"]));
}

#[test]
fn an_open_enum_with_an_unrecognized_value() {
    refused_overlay("an_open_enum_with_an_unrecognized_value", |overlay| {
        open_enum(overlay, "Kind", &["a", "unrecognized"]);
    });
}

#[test]
fn a_schema_that_consists_of_itself() {
    refused_fragment("a_schema_that_consists_of_itself", |fragment| {
        let own = json!({ "$ref": "#/components/schemas/Node" });
        *schema(fragment, "Node") = json!({ "allOf": [own, { "type": "object", "properties": { "x": { "type": "string" } } }] });
    });
}

#[test]
fn schemas_that_consist_of_each_other() {
    refused_fragment("schemas_that_consist_of_each_other", |fragment| {
        *schema(fragment, "One") = json!({ "oneOf": [{ "$ref": "#/components/schemas/Two" }] });
        *schema(fragment, "Two") = json!({ "$ref": "#/components/schemas/One" });
    });
}

#[test]
fn a_schema_may_hold_itself() {
    let description = Description::with_fragment(|fragment| {
        let own = json!({ "$ref": "#/components/schemas/Node" });
        *schema(fragment, "Node") =
            json!({ "type": "object", "description": "n", "properties": { "next": own } });
    });
    assert_eq!(description.unwrap().generate(&[]).code, 0);
}

/// An overlay whose targets match no more protects nothing.
#[test]
fn a_secret_by_its_name() {
    refused_fragment("a_secret_by_its_name", |fragment| {
        let properties = &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"];
        properties["refresh_token"] = json!({ "type": "string" });
        properties["clientSecret"] = json!({ "$ref": "#/components/schemas/Text" });
        *schema(fragment, "Text") = json!({ "type": "string" });
    });
}

#[test]
fn secrets_within_a_property() {
    refused_fragment("secrets_within_a_property", |fragment| {
        schema(fragment, "Error")["properties"]["context"] = json!({
            "type": "object",
            "properties": { "id_token": { "type": "string" } },
        });
    });
}

#[test]
fn no_overlay() {
    let description = Description::committed().unwrap();
    std::fs::remove_file(description.openapi().join("overlay.json")).unwrap();
    refused("no_overlay", &description);
}

#[test]
fn an_overlay_in_yaml() {
    let description = Description::committed().unwrap();
    let json = description.openapi().join("overlay.json");
    std::fs::rename(&json, json.with_extension("yaml")).unwrap();
    refused("an_overlay_in_yaml", &description);
}

#[test]
fn an_access_token_that_is_no_secret() {
    refused_overlay("an_access_token_that_is_no_secret", |overlay| {
        let format = json!({ "format": "byte" });
        let target = "$.components.schemas.AccessToken";
        add_action(overlay, json!({ "target": target, "update": format }));
    });
}

#[test]
fn a_name_of_a_secret_may_be_none() {
    let description = Description::with_fragment(|fragment| {
        schema(fragment, "Error")["properties"]["page_token"] =
            json!({ "type": "string", "x-secret": false });
    });
    assert_eq!(description.unwrap().generate(&[]).code, 0);
}

fn refused_text(name: &str, change: impl FnOnce(String) -> String) {
    let path = voucherify_oauth_tests::workspace::root().join("openapi/oauth.json");
    let text = change(std::fs::read_to_string(path).unwrap());
    refused(name, &Description::with_fragment_text(&text).unwrap());
}

#[test]
fn a_byte_order_mark() {
    refused_text("a_byte_order_mark", |text| format!("\u{feff}{text}"));
}

#[test]
fn an_empty_file() {
    refused_text("an_empty_file", |_| "\n".to_owned());
}

#[test]
fn a_key_that_stands_twice() {
    let twice = r#""ScopeSet": { "type": "string" }, "ScopeSet": {"#;
    refused_text("a_key_that_stands_twice", |text| text.replacen(r#""ScopeSet": {"#, twice, 1));
}

#[test]
fn nested_too_deeply() {
    refused_text("nested_too_deeply", |_| "[".repeat(200) + &"]".repeat(200));
}
