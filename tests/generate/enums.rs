//! What the overlay says of an enum reaches its Rust type.

use std::fs;

use serde_json::json;
use voucherify_oauth_tests::Description;
use voucherify_oauth_tests::description::add_action;

const TYPES: &str = "crates/voucherify-oauth-types/src/generated";

fn generated(target: &str, update: &serde_json::Value, file: &str) -> String {
    let description = Description::with_overlay(|overlay| {
        add_action(overlay, json!({ "target": target, "update": update }));
    });
    let description = description.unwrap();
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    fs::read_to_string(description.out().join(TYPES).join(file)).unwrap()
}

#[test]
fn an_alias_of_an_open_enum_is_read_in_any_case() {
    let aliases = json!({ "x-enum-aliases": { "MAC-Bearer": "Bearer" } });
    let text = generated("$.components.schemas.TokenType", &aliases, "token_type.rs");
    assert!(text.contains(r#"value.eq_ignore_ascii_case("MAC-Bearer")"#), "{text}");
}

#[test]
fn a_closed_enum_keeps_its_words_under_another_name() {
    let name = json!({ "x-rust-name": "Grant" });
    let text = generated("$.components.schemas.GrantType", &name, "types.rs");
    let (before, _) = text.split_once("ClientCredentials,").unwrap();
    let (_, body) = before.split_once("pub enum Grant {").unwrap();
    assert!(body.contains("/// The client's own keys"), "{body}");
}
