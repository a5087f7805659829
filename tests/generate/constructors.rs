//! What the generated constructors ask for.

use serde_json::json;
use voucherify_oauth_tests::Description;

#[test]
fn what_may_be_left_out_is_no_parameter_of_new() {
    let description = Description::with_fragment(|fragment| {
        fragment["components"]["schemas"]["ErrorDetails"] = json!({
            "type": "object",
            "properties": {
                "kept": { "type": "array", "items": { "type": "string" } },
                "tags": { "type": "array", "items": { "type": "string" } },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                "retries": { "type": "integer", "default": 3 },
                "region": { "type": "string", "default": "eu" },
            },
            "required": ["kept"],
        });
    });
    let description = description.unwrap();
    let outcome = description.generate(&[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let path = "crates/voucherify-oauth-types/src/generated/constructors.rs";
    let text = std::fs::read_to_string(description.out().join(path)).unwrap();
    let (_, block) = text.split_once("impl ApiErrorDetails {").unwrap();
    let (block, _) = block.split_once("\n}\n").unwrap();
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(block) });
}
