//! What the overlay does to a description that moves.

use serde_json::{Value, json};

use crate::description::{Description, add_action};
use crate::{schema, snapshot};

const TITLE: &str = "$.info";

fn with_action(action: Value) -> Description {
    Description::with_overlay(|overlay| add_action(overlay, action)).unwrap()
}

fn warned(name: &str, description: &Description) {
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    snapshot(name, &outcome.err);
}

#[test]
fn an_action_that_matches_nothing() {
    let update = json!({ "description": "Gone." });
    let action = json!({ "target": "$.components.schemas.Gone", "update": update });
    warned("an_action_that_matches_nothing", &with_action(action));
}

#[test]
fn an_action_that_changes_nothing() {
    let description = Description::with_overlay(|overlay| {
        let again = overlay["actions"][0].clone();
        add_action(overlay, again);
    });
    warned("an_action_that_changes_nothing", &description.unwrap());
}

#[test]
fn an_action_that_hides_what_is_published() {
    let action = json!({ "target": TITLE, "update": { "version": "v9" } });
    warned("an_action_that_hides_what_is_published", &with_action(action));
}

#[test]
fn an_action_that_replaces_what_it_says() {
    let action = json!({ "target": TITLE, "update": { "version": "v9" }, "x-was": "v2018-08-01" });
    let description = with_action(action);
    let outcome = description.generate(&[]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert_eq!(description.generate(&["--check"]).code, 0);
}

#[test]
fn an_action_whose_value_changed_fails_the_check() {
    let action = json!({ "target": TITLE, "update": { "version": "v9" }, "x-was": "v2018-08-01" });
    let description = with_action(action);
    let newer = |fragment: &mut Value| fragment["info"]["version"] = json!("v2027-01-01");
    description.edit("oauth.json", newer).unwrap();
    warned("an_action_whose_value_changed", &description);
    let check = description.generate(&["--check"]);
    assert_eq!(check.code, 1);
    snapshot("an_action_whose_value_changed_check", &check.out);
}

#[test]
fn an_action_whose_value_is_gone() {
    let required = "$.components.schemas.OAuthTokenRevokeRequestBody.required";
    let action = json!({ "target": required, "remove": true, "x-was": ["access_token"] });
    let description = with_action(action);
    assert_eq!(description.generate(&[]).err, "");
    let gone = |fragment: &mut Value| {
        schema(fragment, "OAuthTokenRevokeRequestBody")
            .as_object_mut()
            .unwrap()
            .shift_remove("required");
    };
    description.edit("oauth.json", gone).unwrap();
    warned("an_action_whose_value_is_gone", &description);
    assert_eq!(description.generate(&["--check"]).code, 1);
}

/// The committed overlay adds to what is published, and hides none of it.
#[test]
fn the_overlay_only_adds() {
    let actions = |overlay: &Value| overlay["actions"].as_array().unwrap().clone();
    let text =
        std::fs::read_to_string(Description::committed().unwrap().openapi().join("overlay.json"));
    let overlay: Value = serde_json::from_str(&text.unwrap()).unwrap();
    assert!(actions(&overlay).iter().all(|action| action.get("remove").is_none()));
    assert_eq!(Description::committed().unwrap().generate(&[]).err, "");
}

/// The five changes that an overlay with removed and rewritten values would hide.
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
