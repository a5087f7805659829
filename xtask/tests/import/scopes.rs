//! Several lists of scopes, and several spellings of one.

use serde_json::{Value, json};
use xtask::import::{Request, import};
use xtask::report::{Diagnostic, Severity};

use crate::support::{Established, at, document};

const ENUM: &str = "/components/schemas/Scope/enum";
const ASKED: &str = "/components/schemas/OAuthTokenGenerateRequestBody/properties/scope/items/enum";
const ANSWERED: &str = "/components/schemas/OAuthToken/properties/scope/enum";

fn scopes(fragment: &Value) -> Vec<&str> {
    let values = fragment.pointer(ENUM).unwrap().as_array().unwrap();
    values.iter().map(|value| value.as_str().unwrap()).collect()
}

/// Both lists of the document, changed alike.
fn with_lists(change: impl Fn(&mut Vec<Value>)) -> Value {
    let mut document = document("array-and-string-enum.json");
    for list in [ASKED, ANSWERED] {
        change(at(&mut document, list).as_array_mut().unwrap());
    }
    document
}

#[test]
fn a_new_value_keeps_its_place_in_the_list() {
    let document = with_lists(|values| values.insert(1, json!("accounts")));
    let imported = Established::frozen().import(&document);
    assert_eq!(scopes(&imported.fragment)[..3], ["api", "accounts", "assets"]);
}

#[test]
fn a_value_that_is_gone_is_gone() {
    let document = with_lists(|values| values.retain(|value| value != "rewards"));
    assert!(!scopes(&Established::frozen().import(&document).fragment).contains(&"rewards"));
}

fn warnings(document: &Value) -> Vec<Diagnostic> {
    let imported = Established::frozen().keeping().import(document);
    imported.report.of(Severity::Warning).cloned().collect()
}

#[test]
fn a_disagreement_names_both_places_and_loses_nothing() {
    let mut document = document("array-and-string-enum.json");
    at(&mut document, ASKED).as_array_mut().unwrap().push(json!("made-up-scope"));
    at(&mut document, ANSWERED).as_array_mut().unwrap().push(json!("made-up-other"));
    let found = warnings(&document);
    assert_eq!(found.len(), 2);
    let expected =
        [(ASKED, "lacks `made-up-other`", ANSWERED), (ANSWERED, "lacks `made-up-scope`", ASKED)];
    for (warning, (here, value, there)) in found.iter().zip(expected) {
        assert_eq!(warning.pointer, here);
        assert!(warning.message.contains(value) && warning.message.contains(there), "{warning}");
    }
    let imported = Established::frozen().import(&document);
    assert!(scopes(&imported.fragment).contains(&"made-up-scope"));
    assert!(scopes(&imported.fragment).contains(&"made-up-other"));
}

#[test]
fn the_scopes_of_a_flow_are_not_read() {
    let mut document = document("prose-list.json");
    document["components"]["securitySchemes"]["OAuth"] = json!({
        "type": "oauth2",
        "flows": { "implicit": { "authorizationUrl": "", "scopes": { "made-up-scope": "" } } },
    });
    let operation = at(&mut document, "/paths/~1v1~1oauth~1introspect/post");
    operation["security"].as_array_mut().unwrap().push(json!({ "OAuth": ["made-up-scope"] }));
    let imported = Established::frozen().import(&document);
    assert!(!scopes(&imported.fragment).contains(&"made-up-scope"));
}

fn respelled(from: &str, to: &str) -> Value {
    with_lists(|values| {
        values.iter_mut().filter(|value| *value == from).for_each(|value| *value = json!(to));
    })
}

#[test]
fn another_case_is_the_established_value() {
    let committed = Established::frozen();
    let imported = committed.import(&respelled("orders", "Orders"));
    assert_eq!(imported.fragment, committed.import(&respelled("orders", "orders")).fragment);
    let report = crate::support::all(&imported.report);
    assert!(report.contains("`orders` and `Orders` are spellings of one scope"), "{report}");
    // The overlay learns to read it.
    let overlay = imported.overlay.unwrap();
    assert!(overlay.to_string().contains(r#""SKUs":"skus","Orders":"orders""#));
}

#[test]
fn a_spelling_that_the_overlay_knows_changes_nothing() {
    let committed = Established::frozen();
    let document = respelled("skus", "SKUs");
    assert_eq!(committed.import(&document).overlay, None);
    // An alias is established even where no fragment is.
    let request = Request { fragment: None, ..committed.request(&document) };
    assert!(scopes(&import(&request).unwrap().fragment).contains(&"skus"));
}

#[test]
fn the_first_spelling_counts_where_nothing_is_established() {
    let committed = Established::frozen();
    let mut document = document("array-and-string-enum.json");
    at(&mut document, ASKED)[0] = json!("API");
    let request = Request { fragment: None, overlay: None, ..committed.request(&document) };
    let imported = import(&request).unwrap();
    assert_eq!(scopes(&imported.fragment)[0], "API");
    assert_eq!(imported.respellings[0].alias, "api");
}

#[test]
fn respelling_adopts_the_document_s_spelling() {
    let committed = Established::frozen();
    let document = respelled("skus", "SKUs");
    let request = Request { respell: true, ..committed.request(&document) };
    let imported = import(&request).unwrap();
    assert!(scopes(&imported.fragment).contains(&"SKUs"));
    let overlay = imported.overlay.unwrap().to_string();
    // The old spelling is read as the new one; its path and its name in Rust move along.
    assert!(overlay.contains(r#""x-enum-aliases":{"skus":"SKUs"}"#), "{overlay}");
    assert!(overlay.contains(r#""SKUs":"/v1/skus"#), "{overlay}");
    assert!(overlay.contains(r#""x-enum-names":{"SKUs":"Skus"}"#), "{overlay}");
}

#[test]
fn a_new_overlay_is_begun_where_there_is_none() {
    let committed = Established::frozen();
    let document = respelled("orders", "Orders");
    let request = Request { overlay: None, ..committed.request(&document) };
    let overlay = import(&request).unwrap().overlay.unwrap();
    assert_eq!(overlay["actions"][0]["update"]["x-enum-aliases"], json!({ "Orders": "orders" }));
}

#[test]
fn a_value_that_is_not_a_scope_is_refused() {
    for value in ["a b", "", "a\"b", "é"] {
        let document = with_lists(|values| values.push(json!(value)));
        let refusal = Established::frozen().refusal(&document);
        assert!(refusal.contains("is not a scope"), "{refusal}");
    }
}
