//! What is generated all the same, with a word on what could be better.

use serde_json::json;
use voucherify_oauth_tests::Description;
use voucherify_oauth_tests::description::{add_action, add_scope};

fn snapshot(name: &str, description: &Description) {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, outcome.err) });
}

#[test]
fn a_new_scope_is_undescribed() {
    snapshot(
        "new_scope",
        &Description::with_fragment(|fragment| add_scope(fragment, "wallets")).unwrap(),
    );
}

#[test]
fn a_new_field_is_undescribed() {
    let description = Description::with_fragment(|fragment| {
        fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"]["properties"]["project_id"] =
            json!({ "type": "string" });
    });
    snapshot("new_field", &description.unwrap());
}

#[test]
fn a_new_operation_is_undescribed() {
    let description = Description::with_fragment(|fragment| {
        let mut operation = fragment["paths"]["/v1/oauth/token/revoke"]["post"].clone();
        operation["operationId"] = json!("revoke-all-oauth-tokens");
        fragment["paths"]["/v1/oauth/token/revoke-all"] = json!({ "post": operation });
    });
    snapshot("new_operation", &description.unwrap());
}

#[test]
fn an_action_that_matches_nothing() {
    let description = Description::with_overlay(|overlay| {
        let update = json!({ "description": "Gone." });
        add_action(overlay, json!({ "target": "$.components.schemas.Gone", "update": update }));
    });
    snapshot("action_matches_nothing", &description.unwrap());
}

#[test]
fn an_action_that_changes_nothing() {
    let description = Description::with_overlay(|overlay| {
        let again = overlay["actions"][0].clone();
        add_action(overlay, again);
    });
    snapshot("action_changes_nothing", &description.unwrap());
}

#[test]
fn an_alias_that_has_become_a_value() {
    let description = Description::with_fragment(|fragment| add_scope(fragment, "SKUs")).unwrap();
    let name = |overlay: &mut serde_json::Value| {
        let names = json!({ "x-enum-names": { "SKUs": "UppercaseSkus" } });
        add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": names }));
    };
    description.edit("overlay.json", name).unwrap();
    snapshot("alias_is_a_value", &description);
}

#[test]
fn a_description_of_a_scope_that_is_gone() {
    let description = Description::with_fragment(|fragment| {
        fragment["components"]["schemas"]["Scope"]["enum"]
            .as_array_mut()
            .unwrap()
            .retain(|scope| scope != "trash-bin");
    });
    snapshot("scope_is_gone", &description.unwrap());
}

#[test]
fn what_is_undescribed_within() {
    let description = Description::with_fragment(|fragment| {
        let details = &mut fragment["components"]["schemas"]["ErrorDetails"]["properties"];
        details["parts"] = json!({
            "type": "array",
            "items": { "type": "object", "properties": { "inner": { "type": "string", "enum": ["a"] } } },
        });
        let answer = &mut fragment["paths"]["/v1/oauth/token/revoke"]["post"];
        answer["responses"]["204"]["headers"] =
            json!({ "X-Trace": { "schema": { "type": "string" } } });
    });
    snapshot("undescribed_within", &description.unwrap());
}

#[test]
fn a_closed_enum_in_an_answer() {
    let description = Description::with_fragment(|fragment| {
        fragment["components"]["schemas"]["OAuthTokenGenerateResponseBody"]["properties"]["kind"] =
            json!({ "$ref": "#/components/schemas/GrantType" });
    });
    snapshot("closed_enum_in_an_answer", &description.unwrap());
}

#[test]
fn a_scope_with_a_comma() {
    let description = Description::with_fragment(|fragment| add_scope(fragment, "skus,api"));
    snapshot("scope_with_a_comma", &description.unwrap());
}
