//! A list in prose is read with certainty or not at all.

use serde_json::json;
use xtask::import::{Reading, read_prose};

use crate::support::{Established, at, document};

fn values(text: &str) -> Vec<String> {
    match read_prose(text) {
        Reading::List(values) => values,
        other => panic!("{text:?} is read as {other:?}"),
    }
}

#[test]
fn lists_that_are_certain() {
    for text in [
        "Allowed values: `a`, `b`, `c`.",
        "Says something. The `a` scope is all. Possible values: `a`, `b` and `c`.",
        "Values: `a`, `b`, and `c`. Separate by spaces.",
        "Set the `scope`.\n\nAllowed values: `a`, `b`, `c`.\n\nMore about it.",
    ] {
        assert_eq!(values(text), ["a", "b", "c"], "{text}");
    }
}

#[test]
fn one_value_is_a_list_too() {
    assert_eq!(values("Allowed values: `api`."), ["api"]);
}

#[test]
fn texts_without_a_list() {
    for text in
        ["", "What the token may do.", "The `api` scope is all.", "Values are space-delimited."]
    {
        assert_eq!(read_prose(text), Reading::Nothing, "{text}");
    }
}

#[test]
fn lists_that_might_be_misread() {
    for (text, sentence) in [
        ("Says something. Allowed values: `a`, `b`, `c", "Allowed values: `a`, `b`, `c"),
        ("Allowed values: a, b, c.", "Allowed values: a, b, c."),
        ("Allowed values: `a`, `b`, c.", "Allowed values: `a`, `b`, c."),
        ("Allowed values: `a`, `b`, `c`", "Allowed values: `a`, `b`, `c`"),
        ("Allowed values: `a`, `b`, `c`.d", "Allowed values: `a`, `b`, `c`.d"),
        ("Allowed values: `a`, `b`, `c`, etc.", "Allowed values: `a`, `b`, `c`, etc."),
        ("Some allowed values: `a`, `b`, `c`.", "Some allowed values: `a`, `b`, `c`."),
        ("Values: `a`, `b`, `c` and others.", "Values: `a`, `b`, `c` and others."),
        ("Values:\n- `a`\n- `b`", "Values:\n- `a`\n- `b`"),
        ("Try `a`, `b`, `c`.", "Try `a`, `b`, `c`."),
        ("Allowed values: `a`. Beta values: `b`.", "Allowed values: `a`. Beta values: `b`."),
        ("Allowed values: `a`. Beta values: b.", "Allowed values: `a`. Beta values: b."),
        ("Use `d` too. Allowed values: `a`.", "Allowed values: `a`."),
        ("Allowed values: `a`, `b c`, `d`.", "Allowed values: `a`, `b c`, `d`."),
    ] {
        assert_eq!(read_prose(text), Reading::Uncertain(sentence.to_owned()), "{text}");
    }
}

const RESPONSE: &str = "/components/schemas/OAuthToken/properties/scope";

#[test]
fn an_uncertain_list_is_refused_with_its_sentence() {
    let mut document = document("prose-list.json");
    at(&mut document, RESPONSE)["description"] =
        json!("What it may do. Possible values: `api`, `orders`, and more. Be careful.");
    let refusal = Established::frozen().refusal(&document);
    assert!(refusal.contains("Possible values: `api`, `orders`, and more."), "{refusal}");
    assert!(refusal.contains(&format!("{RESPONSE}/description")), "{refusal}");
    assert!(
        refusal.contains(&format!(r#""scope-lists": {{ "{RESPONSE}": ["a scope", …] }}"#)),
        "{refusal}"
    );
}

#[test]
fn a_line_gives_the_list_by_hand() {
    let mut committed = Established::frozen();
    let mut document = document("prose-list.json");
    let by_hand = ["api", "orders", "made-up-scope"].map(str::to_owned).to_vec();
    at(&mut document, RESPONSE)["description"] = json!("Possible values: `api`, and more.");
    let lists = &mut committed.config.scope_lists;
    lists.insert(RESPONSE.to_owned(), Some(by_hand));
    let fragment = committed.import(&document).fragment;
    let values = fragment.pointer("/components/schemas/Scope/enum").unwrap().as_array().unwrap();
    assert_eq!(values.len(), 14);
    assert_eq!(
        fragment.pointer(
            "/components/schemas/OAuthTokenGenerateResponseBody/properties/scope/allOf/0/$ref"
        ),
        Some(&json!("#/components/schemas/ScopeSet"))
    );
}

#[test]
fn a_list_that_is_gone_is_refused_until_a_line_says_so() {
    let mut committed = Established::frozen();
    let mut document = document("prose-list.json");
    at(&mut document, RESPONSE)["description"] = json!("What it may do.");
    let refusal = committed.refusal(&document);
    assert!(refusal.contains("lists no scopes, but the fragment has a list"), "{refusal}");
    assert!(refusal.contains("What it may do."), "{refusal}");
    committed.config.scope_lists.insert(RESPONSE.to_owned(), None);
    let fragment = committed.import(&document).fragment;
    let response = "/components/schemas/OAuthTokenGenerateResponseBody/properties/scope";
    assert_eq!(fragment.pointer(response), Some(&json!({ "type": "string" })));
}

#[test]
fn a_response_that_loses_its_list_is_refused() {
    let mut document = document("prose-list.json");
    let own = json!({ "active": { "type": "boolean" }, "scope": { "type": "string" } });
    *at(&mut document, "/components/schemas/OAuthTokenIntrospectResponseBody") =
        json!({ "type": "object", "properties": own, "required": ["active"] });
    let refusal = Established::frozen().refusal(&document);
    let place = "OAuthTokenIntrospectResponseBody/properties/scope: lists no scopes";
    assert!(refusal.contains(place), "{refusal}");
}

#[test]
fn a_line_for_a_place_that_is_gone_is_named() {
    let mut committed = Established::frozen();
    committed.config.scope_lists.insert("/components/schemas/Gone".to_owned(), None);
    let report = crate::support::all(&committed.import(&document("prose-list.json")).report);
    assert!(report.contains("which is not in the document"), "{report}");
}
