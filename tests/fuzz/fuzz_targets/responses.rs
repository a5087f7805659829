//! Deserializing any bytes as a response gives a value or an error. `Debug` does not depend on the
//! token.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use voucherify_oauth_types::{ApiError, IntrospectionResponse, TokenResponse};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(response) = serde_json::from_slice::<TokenResponse>(bytes) {
        if let Some(other) = with_another_token(bytes) {
            let other: TokenResponse = serde_json::from_value(other).expect("a response");
            assert_eq!(format!("{response:?}"), format!("{other:?}"));
        }
        let written = serde_json::to_value(&response).expect("a response is JSON");
        let again: TokenResponse = serde_json::from_value(written.clone()).expect("a response");
        assert_eq!(serde_json::to_value(&again).expect("a response is JSON"), written);
    }
    if let Ok(response) = serde_json::from_slice::<IntrospectionResponse>(bytes) {
        if let Some(other) = with_another_token(bytes).filter(|_| response.access_token.is_some()) {
            let other: IntrospectionResponse = serde_json::from_value(other).expect("a response");
            assert_eq!(format!("{response:?}"), format!("{other:?}"));
        }
    }
    if let Ok(error) = serde_json::from_slice::<ApiError>(bytes) {
        let written = serde_json::to_value(&error).expect("an error is JSON");
        assert!(serde_json::from_value::<ApiError>(written).is_ok());
    }
});

/// Returns the object with another token.
fn with_another_token(bytes: &[u8]) -> Option<Value> {
    let mut response: Value = serde_json::from_slice(bytes).ok()?;
    response.as_object_mut()?.insert("access_token".to_owned(), "another".into());
    Some(response)
}
