//! What `generate` will say of the outcome is said at once.

use serde_json::json;

use crate::support::{Description, at, document, remove};

#[test]
fn overlay_actions_that_no_longer_apply_are_named() {
    let mut document = document("prose-list.json");
    remove(&mut document, "/components/schemas/OAuthToken/properties/client_id");
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document.to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let gone = "matches nothing: \
                `$.components.schemas.OAuthTokenGenerateResponseBody.properties.client_id`\n  \
                help: ";
    assert!(ran.err.contains(gone), "{}", ran.err);
}

#[test]
fn what_nobody_has_described_is_named() {
    let mut document = document("prose-list.json");
    at(&mut document, "/components/schemas/OAuthToken/properties")["issued_at"] =
        json!({ "type": "integer" });
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document.to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for schema in ["OAuthTokenGenerateResponseBody", "OAuthTokenIntrospectResponseBody"] {
        let place =
            format!("overlay.json#/components/schemas/{schema}/properties/issued_at/description: ");
        assert!(ran.err.contains(&place), "{}", ran.err);
    }
}

#[test]
fn what_generate_will_refuse_is_named() {
    let mut document = document("array-and-string-enum.json");
    for list in [
        "/components/schemas/OAuthTokenGenerateRequestBody/properties/scope/items/enum",
        "/components/schemas/OAuthToken/properties/scope/enum",
    ] {
        at(&mut document, list).as_array_mut().unwrap().push(json!("client-api"));
    }
    let folder = Description::frozen();
    let file = folder.write("vendor.json", document.to_string());
    let ran = folder.import(&file, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("becomes `Scope::ClientApi`"), "{}", ran.err);
}
