//! Responses that differ from the description.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use voucherify_oauth_types::{ApiError, IntrospectionResponse, TokenResponse};

const SECRET: &str = "made-up-token";

/// Returns a response with `value` for one of its fields.
fn token(field: &str, value: Value) -> Value {
    let mut token = json!({
        "access_token": SECRET, "client_id": "made-up-client", "expires_at": 4_102_444_800_i64,
        "expires_in": 900, "scope": "api", "token_type": "Bearer",
    });
    token[field] = value;
    token
}

/// Deserializes a response and serializes it again.
fn round_trip<T: Serialize + DeserializeOwned>(response: &Value) -> Result<Value, String> {
    let read: Result<T, _> = serde_json::from_value(response.clone());
    read.map(|read| serde_json::to_value(read).unwrap()).map_err(|error| error.to_string())
}

#[test]
fn unusual_responses_are_read() {
    for (field, value, expected) in [
        ("scope", json!("made-up-scope api"), json!("api made-up-scope")),
        ("scope", json!("SKUs"), json!("skus")),
        ("scope", json!(""), json!("")),
        ("token_type", json!("bearer"), json!("Bearer")),
        ("token_type", json!("DPoP"), json!("DPoP")),
        ("expires_at", json!(9_007_199_254_740_991_i64), json!(9_007_199_254_740_991_i64)),
    ] {
        let read = round_trip::<TokenResponse>(&token(field, value));
        assert_eq!(read, Ok(token(field, expected)));
    }
    for inactive in [json!({ "active": false }), json!({ "active": false, "scope": null })] {
        assert_eq!(round_trip::<IntrospectionResponse>(&inactive), Ok(json!({ "active": false })));
    }
}

#[test]
fn invalid_responses_are_rejected_and_not_quoted() {
    let refused = [
        (
            round_trip::<TokenResponse>(&token("access_token", json!(4_815_162_342_i64))),
            "access token",
        ),
        (
            round_trip::<TokenResponse>(&token("scope", json!(["api"]))),
            "expected values as a string",
        ),
        (round_trip::<TokenResponse>(&token("expires_in", json!("900"))), "i64"),
        (round_trip::<IntrospectionResponse>(&json!({})), "missing field `active`"),
        (round_trip::<ApiError>(&json!({ "error": "invalid_scope" })), "invalid"),
    ];
    for (outcome, why) in refused {
        let error = outcome.unwrap_err();
        assert!(error.contains(why) && !error.contains("4815162342"), "{why}: {error}");
    }
    // The response may end at each byte.
    let whole = token("scope", json!("api")).to_string();
    assert!(serde_json::from_str::<TokenResponse>(&whole).is_ok());
    for end in 0..whole.len() {
        let error = serde_json::from_str::<TokenResponse>(&whole[..end]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
}
