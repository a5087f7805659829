//! A list in prose is read with certainty or not at all.

use serde_json::json;
use xtask::import::scopes::{Reading, read_prose};

use crate::support::{Committed, at, document};

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
        "Possible values:\n- `a`\n- `b`\n- `c`",
        "One of: `a`, `b`, or `c`. Separate by spaces.",
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
    for (text, why) in [
        ("Allowed values: `a`, `b`, `c", "quotation does not end"),
        ("Allowed values: a, b, c.", "quotes no values"),
        ("Allowed values: `a`, `b`, c.", "does not end with the last value"),
        ("Allowed values: `a`, `b`, `c`", "does not end with the last value"),
        ("Allowed values: `a`, `b`, `c`, etc.", "may not be the whole list"),
        ("Some allowed values: `a`, `b`, `c`.", "may not be the whole list"),
        ("Values such as: `a`, `b`, `c`.", "may not be the whole list"),
        ("Values: `a`, `b`, `c` and others.", "may not be the whole list"),
        ("Try `a`, `b`, `c`.", "nothing says that it is the list"),
        ("Allowed values: `a`, `b`. Beta values: `c`, `d`.", "more than one list"),
        ("Allowed values: `a`, `b`, `c`. Soon `d` too.", "this value is not in the list"),
        ("Allowed values: `a`, `b c`, `d`.", "characters that no scope can have"),
    ] {
        match read_prose(text) {
            Reading::Uncertain { why: told, sentence } => {
                assert!(told.contains(why), "{text}: {told}");
                assert!(!sentence.is_empty());
            }
            other => panic!("{text:?} is read as {other:?}"),
        }
    }
}

#[test]
fn an_uncertain_list_refuses_the_import_and_shows_the_sentence() {
    let mut document = document("prose-list.json");
    let text = at(&mut document, "/components/schemas/OAuthToken/properties/scope/description");
    *text = json!("What it may do. Possible values: `api`, `orders`, and more. Be careful.");
    let refusal = Committed::load().refusal(&document);
    assert!(refusal.contains("Possible values: `api`, `orders`, and more."), "{refusal}");
    assert!(refusal.contains("/OAuthToken/properties/scope/description"), "{refusal}");
}

#[test]
fn a_list_nowhere_refuses_the_import() {
    let mut document = document("prose-list.json");
    for schema in ["OAuthToken", "OAuthTokenGenerateRequestBody"] {
        let text = format!("/components/schemas/{schema}/properties/scope/description");
        *at(&mut document, &text) = json!("What it may do.");
    }
    let refusal = Committed::load().refusal(&document);
    assert!(refusal.contains("listed nowhere"), "{refusal}");
    assert!(refusal.contains("What it may do."), "{refusal}");
}

#[test]
fn one_list_is_enough() {
    let mut document = document("prose-list.json");
    let text = at(&mut document, "/components/schemas/OAuthToken/properties/scope/description");
    *text = json!("What it may do.");
    let committed = Committed::load();
    assert_eq!(committed.import(&document).fragment, committed.fragment);
}
