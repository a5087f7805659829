//! Descriptions that give warnings.

use serde_json::{Value, json};

use crate::support::{Description, add_action, add_scope};
use crate::{Case, schema, snapshot, token};

/// Generates from a description and returns the warnings.
pub(crate) fn warnings(description: &Description) -> String {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let texts = [": ", "\n  help: "].map(|part| outcome.err.contains(part));
    assert!(outcome.err.starts_with("warning: ") && texts == [true; 2], "{}", outcome.err);
    outcome.err
}

#[test]
fn changes_of_the_fragment_give_warnings() {
    let cases: &[Case] = cases! {
        "a new scope without a description": |fragment| add_scope(fragment, "made-up-scope");
        "a new field without a description": |fragment| {
            let properties = &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"];
            properties["project_id"] = json!({ "type": "string" });
        };
        "a new secret without a description": |fragment| {
            let properties = &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"];
            properties["refresh_token"] = json!({ "type": "string" });
        };
        "a new operation without a description": |fragment| {
            let mut operation = fragment["paths"]["/v1/oauth/token/revoke"]["post"].clone();
            operation["operationId"] = json!("revoke-all-oauth-tokens");
            fragment["paths"]["/v1/oauth/token/revoke-all"] = json!({ "post": operation });
        };
        "a new type and a new parameter without a description": |fragment| {
            *schema(fragment, "Part") =
                json!({ "type": "object", "properties": { "a": { "type": "string" } } });
            let parameter = json!({
                "name": "part", "in": "query", "schema": { "type": "string" },
            });
            token(fragment)["parameters"] = json!([parameter]);
        };
        "nested parts without a description": |fragment| {
            let inner = json!({ "inner": { "type": "string", "enum": ["a"] } });
            schema(fragment, "Error")["properties"]["parts"] =
                json!({ "type": "array", "items": { "type": "object", "properties": inner } });
            token(fragment)["responses"]["200"]["headers"] =
                json!({ "X-Trace": { "schema": { "type": "string" } } });
        };
        "a closed enum in a response": |fragment| {
            schema(fragment, "OAuthTokenGenerateResponseBody")["properties"]["kind"] =
                json!({ "type": "string", "enum": ["a"], "description": "k" });
        };
        "a removed scope": |fragment| {
            let scopes = schema(fragment, "Scope")["enum"].as_array_mut().unwrap();
            scopes.retain(|scope| scope != "trash-bin");
        };
        "a removed cluster": |fragment| {
            let clusters = &mut fragment["servers"][0]["variables"]["cluster"]["enum"];
            clusters.as_array_mut().unwrap().retain(|cluster| cluster != "download");
        };
        "an ignored security alternative": |fragment| {
            fragment["components"]["securitySchemes"]["Key"] =
                json!({ "type": "oauth2", "flows": {}, "description": "k" });
            token(fragment)["security"].as_array_mut().unwrap().push(json!({ "Key": [] }));
        };
    };
    let texts = cases.iter().map(|(case, change)| {
        format!("--- {case}\n{}\n", warnings(&Description::with_fragment(change)))
    });
    snapshot("warnings", &texts.collect::<String>());
}

#[test]
fn an_alias_that_became_a_value_gives_a_warning() {
    let description = Description::with_fragment(|fragment| add_scope(fragment, "SKUs"));
    description.edit("overlay.json", |overlay| {
        let names = json!({ "x-enum-names": { "SKUs": "UppercaseSkus" } });
        add_action(overlay, json!({ "target": "$.components.schemas.Scope", "update": names }));
    });
    let printed = warnings(&description);
    assert!(printed.contains("/x-enum-aliases/SKUs: "), "{printed}");
}

#[test]
fn a_deprecated_call_in_the_facade_gives_a_warning() {
    let description =
        Description::with_fragment(|fragment| token(fragment)["deprecated"] = json!(true));
    let facade = description.out().join("crates/voucherify-oauth/src");
    std::fs::create_dir_all(&facade).unwrap();
    std::fs::write(facade.join("client.rs"), "self.inner.generate_oauth_token(&body)").unwrap();
    let printed = warnings(&description);
    assert!(
        printed.contains("client.rs") && printed.contains("`generate-oauth-token`"),
        "{printed}"
    );
}
