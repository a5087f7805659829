//! What published documents get wrong: repaired by a named rule, or refused.

use serde_json::{Value, json};
use xtask::import::repairs::{LATE_RULES, RULES};
use xtask::import::{Request, Topic, import};

use crate::support::{Committed, at, document, remove};

const TOKEN: &str = "/paths/~1v1~1oauth~1token/post";

/// The rules that were applied, and where.
fn repairs(document: &Value) -> Vec<(String, String)> {
    let imported = Committed::load().import(document);
    let notes = imported.report.of(Topic::Repaired);
    notes
        .map(|note| (note.message.split(':').next().unwrap().to_owned(), note.pointer.clone()))
        .collect()
}

#[test]
fn every_rule_has_its_oddity() {
    let found = repairs(&document("oddities.json"));
    for rule in RULES.iter().chain(LATE_RULES) {
        assert!(found.iter().any(|(name, _)| name == rule.name), "{}: {found:?}", rule.name);
    }
    assert!(found.iter().any(|(name, _)| name == "required-outside-all-of"));
}

#[test]
fn only_what_really_differs_is_left_of_the_oddities() {
    let committed = Committed::load();
    let mut fragment = committed.import(&document("oddities.json")).fragment;
    let severity = remove(&mut fragment, "/components/schemas/Error/properties/severity");
    assert_eq!(
        severity,
        json!({ "type": "string", "enum": ["low", "high", null], "nullable": true })
    );
    assert_eq!(fragment, committed.fragment);
}

#[test]
fn a_flag_that_is_false_makes_nothing_required() {
    let mut document = document("prose-list.json");
    at(&mut document, "/components/schemas/Error/properties/key")["required"] = json!(false);
    let committed = Committed::load();
    assert_eq!(committed.import(&document).fragment, committed.fragment);
}

#[test]
fn keys_that_nobody_knows_are_refused() {
    let committed = Committed::load();
    let mut document = document("prose-list.json");
    at(&mut document, TOKEN)["security"] = json!([[]]);
    let request = Request { fragment: None, ..committed.request(&document) };
    let refusal = crate::support::all(&import(&request).map(|_| ()).unwrap_err());
    assert!(refusal.contains(TOKEN) && refusal.contains("names no key"), "{refusal}");
}

#[test]
fn an_answer_with_the_schema_of_its_request_is_told() {
    let mut document = document("array-and-string-enum.json");
    let own = at(&mut document, &format!("{TOKEN}/requestBody/content"))
        ["application/x-www-form-urlencoded"]["schema"].clone();
    at(&mut document, &format!("{TOKEN}/responses/200/content"))["application/json"]["schema"] =
        own;
    let imported = Committed::load().import(&document);
    let note = imported.report.of(Topic::Odd).next().unwrap();
    assert_eq!(note.pointer, TOKEN);
}

#[test]
fn parts_that_contradict_each_other_are_refused() {
    let mut document = document("prose-list.json");
    let part = at(
        &mut document,
        "/components/schemas/OAuthTokenIntrospectResponseBody/allOf/1/properties",
    );
    part["expires_in"] = json!({ "type": "string" });
    let refusal = Committed::load().refusal(&document);
    assert!(refusal.contains("describe `expires_in`, and not alike"), "{refusal}");
}

#[test]
fn parts_that_say_the_same_twice_are_merged() {
    let mut document = document("prose-list.json");
    let part = at(
        &mut document,
        "/components/schemas/OAuthTokenIntrospectResponseBody/allOf/1/properties",
    );
    part["expires_in"] = json!({ "type": "integer", "description": "In other words." });
    let committed = Committed::load();
    assert_eq!(committed.import(&document).fragment, committed.fragment);
}

#[test]
fn a_circle_of_parts_is_refused() {
    let mut document = document("prose-list.json");
    let token = at(&mut document, "/components/schemas/OAuthToken");
    token["allOf"] = json!([{ "$ref": "#/components/schemas/OAuthTokenGenerateResponseBody" }]);
    let refusal = Committed::load().refusal(&document);
    assert!(refusal.contains("contains itself"), "{refusal}");
}

#[test]
fn parts_that_hold_themselves_end() {
    let mut document = document("prose-list.json");
    let token = at(&mut document, "/components/schemas/OAuthToken/properties");
    token["parent"] = json!({ "allOf": [
        { "$ref": "#/components/schemas/OAuthToken" },
        { "type": "object", "properties": { "kind": { "type": "string" } } }
    ] });
    let refusal = Committed::load().refusal(&document);
    assert!(refusal.contains("never end"), "{refusal}");
}
