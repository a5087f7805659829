//! Documents made for one language tell a part; the rest stays as established.

use serde_json::{Value, json};
use xtask::import::{Request, Topic, import};

use crate::support::{Committed, at, document, remove};

const ANSWER: &str = "/components/schemas/OAuthTokenGenerateResponseBody";

#[test]
fn it_is_told_that_the_document_tells_a_part() {
    let imported = Committed::load().import(&document("per-language.json"));
    assert!(imported.partial);
    let kept = imported.report.of(Topic::Kept).next().unwrap();
    assert!(kept.message.contains("stay as established"), "{}", kept.message);
}

#[test]
fn a_stray_exception_does_not_make_it_a_full_witness() {
    let committed = Committed::load();
    let mut document = document("per-language.json");
    at(&mut document, &format!("{ANSWER}/properties/expires_in"))["nullable"] = json!(false);
    at(&mut document, ANSWER)["required"] = json!(["expires_in"]);
    let imported = committed.import(&document);
    assert!(imported.partial);
    assert_eq!(imported.fragment, committed.fragment);
}

#[test]
fn a_document_that_requires_fields_is_a_full_witness() {
    let mut document = document("prose-list.json");
    assert!(!Committed::load().import(&document).partial);
    let token = at(&mut document, "/components/schemas/OAuthToken/properties");
    for (_, field) in token.as_object_mut().unwrap() {
        field["nullable"] = json!(true);
    }
    assert!(!Committed::load().import(&document).partial);
}

#[test]
fn a_new_field_is_taken_as_optional() {
    let mut document = document("per-language.json");
    at(&mut document, &format!("{ANSWER}/properties"))["issued_at"] =
        json!({ "type": "integer", "nullable": true, "default": 0 });
    let committed = Committed::load();
    let mut fragment = committed.import(&document).fragment;
    let added = remove(&mut fragment, &format!("{ANSWER}/properties/issued_at"));
    assert_eq!(added, json!({ "type": "integer" }));
    assert_eq!(fragment, committed.fragment);
}

#[test]
fn a_field_that_is_gone_is_gone_and_required_no_more() {
    let mut document = document("per-language.json");
    remove(&mut document, &format!("{ANSWER}/properties/client_id"));
    let fragment = Committed::load().import(&document).fragment;
    let answer = fragment.pointer(ANSWER).unwrap();
    assert!(answer["properties"].get("client_id").is_none());
    assert!(!answer["required"].as_array().unwrap().contains(&json!("client_id")));
    assert!(answer["required"].as_array().unwrap().contains(&json!("scope")));
}

#[test]
fn an_operation_that_it_lacks_is_named_and_kept() {
    let committed = Committed::load();
    let mut document = document("per-language.json");
    remove(&mut document, "/paths/~1v1~1oauth~1token~1revoke");
    let imported = committed.import(&document);
    assert_eq!(imported.missing, ["revoke-oauth-token"]);
    let named = |note: &&xtask::import::Note| note.message.contains("lacks `revoke-oauth-token`");
    assert!(imported.report.of(Topic::Kept).any(|note| named(&note)));
    assert_eq!(imported.fragment, committed.fragment);
}

#[test]
fn where_nothing_is_established_every_field_is_optional() {
    let committed = Committed::load();
    let document = document("per-language.json");
    let request = Request { fragment: None, overlay: None, ..committed.request(&document) };
    let fragment = import(&request).unwrap().fragment;
    let answer = fragment.pointer(ANSWER).unwrap();
    assert_eq!(answer.get("required"), None);
    assert_eq!(answer["properties"]["client_id"], json!({ "type": "string" }));
    let answers: Vec<_> = fragment["paths"]["/v1/oauth/token"]["post"]["responses"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(answers, ["200"]);
}

#[test]
fn a_default_that_it_adds_is_not_taken_and_an_established_one_stays() {
    let fragment = Committed::load().import(&document("per-language.json")).fragment;
    let field = |at: &str| -> Value { fragment.pointer(at).unwrap().clone() };
    let asked = "/components/schemas/OAuthTokenGenerateRequestBody/properties/grant_type";
    assert_eq!(field(asked).get("default"), None);
    assert_eq!(field(&format!("{ANSWER}/properties/token_type"))["default"], "Bearer");
}
