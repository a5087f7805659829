//! Deserializing any bytes as a response gives a value or an error. `Debug` never prints the token.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use voucherify_oauth_types::{ApiError, IntrospectionResponse, TokenResponse};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(response) = serde_json::from_slice::<TokenResponse>(bytes) {
        let secret = response.access_token.expose_secret();
        assert_hidden(secret, &response, bytes);
        let written = serde_json::to_value(&response).expect("a response is JSON");
        let again: TokenResponse = serde_json::from_value(written.clone()).expect("a response");
        assert_eq!(serde_json::to_value(&again).expect("a response is JSON"), written);
    }
    if let Ok(response) = serde_json::from_slice::<IntrospectionResponse>(bytes) {
        if let Some(token) = &response.access_token {
            assert_hidden(token.expose_secret(), &response, bytes);
        }
    }
    if let Ok(error) = serde_json::from_slice::<ApiError>(bytes) {
        let written = serde_json::to_value(&error).expect("an error is JSON");
        assert!(serde_json::from_value::<ApiError>(written).is_ok());
    }
});

/// Asserts that `Debug` does not print the secret, unless another field contains it too.
fn assert_hidden(secret: &str, shown: &impl Debug, bytes: &[u8]) {
    let Ok(Value::Object(members)) = serde_json::from_slice(bytes) else { return };
    let elsewhere = members.iter().any(|(name, value)| {
        name.contains(secret) || (name != "access_token" && value.to_string().contains(secret))
    });
    // A short secret may be part of any text.
    if secret.len() >= 8 && !elsewhere {
        let printed = format!("{shown:?}");
        let named = format!("{:?}", members.keys());
        assert!(!printed.contains(secret) || named.contains(secret), "prints a token");
    }
}
