//! What is generated although it could be better, with a warning.

use serde_json::{Value, json};

use crate::description::{Description, add_action, add_scope};
use crate::{schema, snapshot, token};

fn warned(name: &str, description: &Description) {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    snapshot(name, &outcome.err);
}

/// A test for each change of the fragment that gives a warning.
macro_rules! warned {
    ($($name:ident: |$fragment:ident| $change:expr;)*) => {$(
        #[test]
        fn $name() {
            let description = Description::with_fragment(|$fragment| { $change; });
            warned(stringify!($name), &description.unwrap());
        }
    )*};
}

warned! {
    a_new_scope_is_undescribed: |fragment| add_scope(fragment, "wallets");
    a_new_field_is_undescribed: |fragment| {
        let properties = &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"];
        properties["project_id"] = json!({ "type": "string" });
    };
    a_new_secret_is_undescribed: |fragment| {
        let properties = &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"];
        properties["refresh_token"] = json!({ "type": "string" });
    };
    a_new_operation_is_undescribed: |fragment| {
        let mut operation = fragment["paths"]["/v1/oauth/token/revoke"]["post"].clone();
        operation["operationId"] = json!("revoke-all-oauth-tokens");
        fragment["paths"]["/v1/oauth/token/revoke-all"] = json!({ "post": operation });
    };
    inner_parts_are_undescribed: |fragment| {
        let inner = json!({ "inner": { "type": "string", "enum": ["a"] } });
        schema(fragment, "Error")["properties"]["parts"] =
            json!({ "type": "array", "items": { "type": "object", "properties": inner } });
        token(fragment)["responses"]["200"]["headers"] =
            json!({ "X-Trace": { "schema": { "type": "string" } } });
    };
    a_closed_enum_in_a_response: |fragment| {
        schema(fragment, "OAuthTokenGenerateResponseBody")["properties"]["kind"] =
            json!({ "type": "string", "enum": ["a"], "description": "k" });
    };
    a_scope_that_is_gone: |fragment| {
        let scopes = schema(fragment, "Scope")["enum"].as_array_mut().unwrap();
        scopes.retain(|scope| scope != "trash-bin");
    };
    a_cluster_that_is_gone: |fragment| {
        let clusters = &mut fragment["servers"][0]["variables"]["cluster"]["enum"];
        clusters.as_array_mut().unwrap().retain(|cluster| cluster != "download");
    };
    a_security_alternative_left_out: |fragment| {
        fragment["components"]["securitySchemes"]["Key"] =
            json!({ "type": "oauth2", "flows": {}, "description": "k" });
        token(fragment)["security"].as_array_mut().unwrap().push(json!({ "Key": [] }));
    };
}

#[test]
fn an_alias_that_has_become_a_value() {
    let description = Description::with_fragment(|fragment| add_scope(fragment, "SKUs")).unwrap();
    let name = |overlay: &mut Value| {
        let names = json!({ "x-enum-names": { "SKUs": "UppercaseSkus" } });
        add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": names }));
    };
    description.edit("overlay.json", name).unwrap();
    warned("an_alias_that_has_become_a_value", &description);
}

#[test]
fn the_facade_calls_a_deprecated_operation() {
    let description =
        Description::with_fragment(|fragment| token(fragment)["deprecated"] = json!(true)).unwrap();
    let facade = description.out().join("crates/voucherify-oauth/src");
    std::fs::create_dir_all(&facade).unwrap();
    std::fs::write(facade.join("client.rs"), "self.inner.generate_oauth_token(&body)").unwrap();
    warned("the_facade_calls_a_deprecated_operation", &description);
}
