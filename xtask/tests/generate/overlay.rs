//! The overlay on a description that changes.

use serde_json::{Value, json};

use crate::support::{Description, add_action, committed, read, remove};
use crate::warnings::warnings;
use crate::{schema, snapshot};

const TITLE: &str = "$.info";

fn with_action(action: Value) -> Description {
    Description::with_overlay(|overlay| add_action(overlay, action))
}

#[test]
fn actions_without_effect_or_x_was_give_warnings() {
    let gone = json!({ "description": "Gone." });
    let again = Description::with_overlay(|overlay| {
        let first = overlay["actions"][0].clone();
        add_action(overlay, first);
    });
    let nothing = json!({ "target": "$.components.schemas.Gone", "update": gone });
    let hiding = json!({ "target": TITLE, "update": { "version": "v9" } });
    let printed: String = [
        ("matches nothing", with_action(nothing)),
        ("changes nothing", again),
        ("replaces a published value", with_action(hiding)),
    ]
    .iter()
    .map(|(case, description)| format!("--- {case}\n{}\n", warnings(description)))
    .collect();
    snapshot("overlay_warnings", &printed);
}

#[test]
fn an_action_can_replace_the_value_in_x_was() {
    let action = json!({ "target": TITLE, "update": { "version": "v9" }, "x-was": "v2018-08-01" });
    let description = with_action(action);
    let outcome = description.generate(&[]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert_eq!(description.generate(&["--check"]).code, 0);
    // The published value changes.
    description.edit("oauth.json", |fragment| fragment["info"]["version"] = json!("v2027-01-01"));
    let printed = warnings(&description);
    assert!(
        printed.contains("expects `\"v2018-08-01\"`, but the description has `\"v2027-01-01\"`")
    );
    let check = description.generate(&["--check"]);
    assert_eq!(check.code, 1);
    assert!(check.out.contains("0 stale") && check.out.contains("adapt the 1 overlay action"));
}

#[test]
fn an_action_on_a_missing_value_fails_the_check() {
    let required = "$.components.schemas.OAuthTokenRevokeRequestBody.required";
    let action = json!({ "target": required, "remove": true, "x-was": ["access_token"] });
    let description = with_action(action);
    assert_eq!(description.generate(&[]).err, "");
    description.edit("oauth.json", |fragment| {
        remove(fragment, "/components/schemas/OAuthTokenRevokeRequestBody/required");
    });
    let printed = warnings(&description);
    assert!(printed.contains("but the description has nothing there"), "{printed}");
    assert_eq!(description.generate(&["--check"]).code, 1);
}

/// An action that removes a value would hide a later change of the vendor.
#[test]
fn the_committed_overlay_removes_nothing() {
    let overlay = read(&committed().join("overlay.json"));
    let actions = overlay["actions"].as_array().unwrap();
    assert!(actions.iter().all(|action| action.get("remove").is_none()));
}

/// Five changes that would be hidden if the overlay replaced or removed values.
#[test]
fn no_published_change_is_hidden() {
    let effective = |change: fn(&mut Value)| crate::generation(change).effective;
    let schemas = |document: &Value, at: &str| {
        document["components"]["schemas"].pointer(at).cloned().unwrap_or_default()
    };
    let grant = effective(|fragment| {
        let grant =
            &mut schema(fragment, "OAuthTokenGenerateRequestBody")["properties"]["grant_type"];
        grant["enum"].as_array_mut().unwrap().push(json!("refresh_token"));
    });
    let values = schemas(&grant, "/OAuthTokenGenerateRequestBody/properties/grant_type/enum");
    assert_eq!(values, json!(["client_credentials", "refresh_token"]));
    let kind = crate::generation(|fragment| {
        let kind =
            &mut schema(fragment, "OAuthTokenGenerateResponseBody")["properties"]["token_type"];
        kind["enum"].as_array_mut().unwrap().push(json!("DPoP"));
    });
    let (_, kind) =
        kind.api.versions[0].enums().find(|(named, _)| named.name == "TokenType").unwrap();
    assert_eq!(kind.values.len(), 2);
    let plain = crate::generation(|fragment| {
        let grant =
            &mut schema(fragment, "OAuthTokenGenerateRequestBody")["properties"]["grant_type"];
        grant.as_object_mut().unwrap().shift_remove("enum");
    });
    assert!(plain.api.versions[0].find("GrantType").is_none());
    let optional = effective(|fragment| {
        let response = schema(fragment, "OAuthTokenIntrospectResponseBody");
        response["required"].as_array_mut().unwrap().retain(|name| name != "active");
    });
    assert_eq!(schemas(&optional, "/OAuthTokenIntrospectResponseBody/required"), json!([]));
    let cluster = crate::generation(|fragment| {
        let cluster = &mut fragment["servers"][0]["variables"]["cluster"]["enum"];
        cluster.as_array_mut().unwrap().push(json!("eu2.api"));
    });
    assert_eq!(cluster.api.clusters.unwrap().values.values.len(), 4);
}
