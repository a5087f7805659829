//! What published documents get wrong: repaired by a named rule, or refused.

use serde_json::{Value, json};
use xtask::import::repair::RULES;
use xtask::report::Severity;

use crate::support::{Committed, at, document, remove};

const TOKEN: &str = "/paths/~1v1~1oauth~1token/post";
const SECURITY: &str = "/paths/~1v1~1oauth~1token/post/security";

#[test]
fn every_rule_has_its_oddity() {
    let imported = Committed::load().import(&document("oddities.json"));
    let names = RULES.iter().map(|rule| rule.name).chain(["required-outside-all-of"]);
    for name in names {
        let mut notes = imported.report.of(Severity::Note);
        assert!(notes.any(|note| note.message.starts_with(&format!("{name}: "))), "{name}");
    }
}

#[test]
fn nothing_is_left_of_the_oddities() {
    let committed = Committed::load();
    assert_eq!(committed.import(&document("oddities.json")).fragment, committed.fragment);
}

#[test]
fn malformed_lists_in_security_are_read_as_empty() {
    let committed = Committed::load();
    for malformed in [
        json!([{ "X-App-Id": [[]], "X-App-Token": [] }]),
        json!([{ "X-App-Id": {}, "X-App-Token": null }]),
    ] {
        let mut document = document("prose-list.json");
        *at(&mut document, SECURITY) = malformed.clone();
        assert_eq!(committed.import(&document).fragment, committed.fragment, "{malformed}");
    }
}

#[test]
fn requirements_that_name_no_credentials_are_refused() {
    for malformed in [json!([[]]), json!(null)] {
        let mut document = document("prose-list.json");
        *at(&mut document, SECURITY) = malformed;
        let refusal = Committed::load().refusal(&document);
        assert!(refusal.contains(SECURITY), "{refusal}");
        assert!(refusal.contains("is not a list of requirements"), "{refusal}");
    }
}

#[test]
fn security_of_the_whole_document_is_written_to_each_operation() {
    let committed = Committed::load();
    let mut whole = document("prose-list.json");
    let mut security = None;
    for path in ["~1v1~1oauth~1token", "~1v1~1oauth~1introspect", "~1v1~1oauth~1token~1revoke"] {
        security = Some(remove(&mut whole, &format!("/paths/{path}/post/security")));
    }
    whole["security"] = security.unwrap();
    assert_eq!(committed.import(&whole).fragment, committed.fragment);
    // An operation that needs none says so.
    at(&mut whole, TOKEN)["security"] = json!([]);
    let fragment = committed.import(&whole).fragment;
    assert_eq!(fragment.pointer(SECURITY), Some(&json!([])));
}

#[test]
fn a_required_name_without_a_property_is_taken() {
    let mut document = document("prose-list.json");
    let names = at(&mut document, "/components/schemas/Error/required").as_array_mut().unwrap();
    names.push(json!("cause"));
    let fragment = Committed::load().import(&document).fragment;
    let names: &Value = fragment.pointer("/components/schemas/Error/required").unwrap();
    assert!(names.as_array().unwrap().contains(&json!("cause")));
}
