//! JSON of each request and answer, as it is written and as it is read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use voucherify_oauth_types::{
    AccessToken, ApiError, ApiErrorDetails, IntrospectionRequest, IntrospectionResponse,
    RevocationRequest, Scope, TokenRequest, TokenResponse, TokenType,
};

/// A value written as JSON, which must be read back as what writes the same.
fn written<T: Serialize + DeserializeOwned>(name: &str, value: &T) {
    let json = serde_json::to_string_pretty(value).unwrap();
    let again: T = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string_pretty(&again).unwrap(), json);
    snapshot!(name, &json);
}

/// What becomes of a JSON text that is read and written again, or why it is not read.
fn read<T: Serialize + DeserializeOwned>(name: &str, json: &str) {
    let outcome = match serde_json::from_str::<T>(json) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap(),
        Err(error) => format!("error: {error}"),
    };
    snapshot!(name, &format!("{json}\n\nis read as\n\n{outcome}"));
}

/// An answer that the tests made up; `{}` is where more fields go.
fn token_json(more: &str) -> String {
    format!(
        r#"{{"access_token":"made-up-token","client_id":"made-up-client","expires_at":4102444800,"expires_in":900,"scope":"api","token_type":"Bearer"{more}}}"#
    )
}

#[test]
fn token_request() {
    written("token_request", &TokenRequest::client_credentials(Scope::Vouchers | Scope::Campaigns));
}

#[test]
fn introspection_request() {
    written("introspection_request", &IntrospectionRequest::new(AccessToken::new("made-up-token")));
}

#[test]
fn revocation_request() {
    written("revocation_request", &RevocationRequest::new(AccessToken::new("made-up-token")));
}

#[test]
fn token_response() {
    let scopes = Scope::Vouchers | Scope::Campaigns;
    let response = TokenResponse::new()
        .with_access_token("made-up-token")
        .with_client_id("made-up-client")
        .with_expires_at(4_102_444_800)
        .with_expires_in(900)
        .with_scope(scopes)
        .with_token_type(TokenType::Bearer);
    written("token_response", &response);
}

#[test]
fn introspection_response() {
    let response = IntrospectionResponse::new()
        .with_active(true)
        .with_access_token("made-up-token")
        .with_client_id("made-up-client")
        .with_expires_at(4_102_444_800_i64)
        .with_expires_in(555)
        .with_scope(Scope::Api)
        .with_token_type("Bearer");
    written("introspection_response", &response);
    written("introspection_response_inactive", &IntrospectionResponse::new());
}

#[test]
fn api_error() {
    written(
        "api_error_shortest",
        &ApiError::new().with_code(429).with_message("Too many requests"),
    );
    let error = ApiError::new()
        .with_code(400)
        .with_message("Not understood")
        .with_details("In detail")
        .with_error(ApiErrorDetails::new().with_message("From a rule"))
        .with_key("invalid_scope")
        .with_request_id("v-0123456789")
        .with_resource_id("made-up-id")
        .with_resource_type("voucher");
    written("api_error_longest", &error);
}

#[test]
fn odd_answers_are_read() {
    read::<TokenResponse>("read_unknown_field", &token_json(r#","project_id":"p1""#));
    read::<TokenResponse>("read_unknown_scope", &token_json("").replace("api", "wallets api"));
    read::<TokenResponse>("read_alias", &token_json("").replace("api", "SKUs"));
    read::<TokenResponse>("read_lower_case_bearer", &token_json("").replace("Bearer", "bearer"));
    read::<TokenResponse>("read_unknown_token_type", &token_json("").replace("Bearer", "DPoP"));
    read::<TokenResponse>(
        "read_after_2038",
        &token_json("").replace("4102444800", "9007199254740991"),
    );
    read::<IntrospectionResponse>("read_inactive", r#"{"active":false}"#);
    read::<IntrospectionResponse>(
        "read_nulls",
        r#"{"active":false,"scope":null,"expires_in":null}"#,
    );
}

#[test]
fn wrong_answers_are_refused() {
    read::<TokenResponse>(
        "refuse_missing_field",
        &token_json("").replace(r#""expires_in":900,"#, ""),
    );
    read::<TokenResponse>(
        "refuse_token_that_is_a_number",
        &token_json("").replace(r#""made-up-token""#, "4815162342"),
    );
    read::<TokenResponse>(
        "refuse_list_of_scopes",
        &token_json("").replace(r#""api""#, r#"["api"]"#),
    );
    read::<IntrospectionResponse>("refuse_no_active", "{}");
    read::<ApiError>("refuse_rfc_6749_error", r#"{"error":"invalid_scope"}"#);
}
