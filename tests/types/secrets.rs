//! What holds a secret does not print it.

use voucherify_oauth_types::{
    AccessToken, IntrospectionRequest, IntrospectionResponse, RevocationRequest, Scope,
    TokenResponse, TokenType,
};

const SECRET: &str = "s3cr3t";

#[test]
fn debug_of_everything_that_holds_a_token() {
    let token = || AccessToken::new(SECRET);
    let response = TokenResponse::new()
        .with_access_token(token())
        .with_client_id("client")
        .with_expires_at(1)
        .with_expires_in(900)
        .with_scope(Scope::Api)
        .with_token_type(TokenType::Bearer);
    let shown = [
        format!("{:?}", token()),
        format!("{:?}", IntrospectionRequest::new(token())),
        format!("{:?}", RevocationRequest::new(token())),
        format!("{:?}", IntrospectionResponse::new().with_active(true).with_access_token(token())),
        format!("{response:#?}"),
    ]
    .join("\n");
    assert!(!shown.contains(SECRET));
    snapshot!("debug_of_secrets", &shown);
}

#[test]
fn a_refused_answer_is_not_quoted() {
    let sound = format!(
        r#"{{"access_token":"{SECRET}","client_id":"c","expires_at":1,"expires_in":1,"scope":"api","token_type":"Bearer"}}"#
    );
    assert!(serde_json::from_str::<TokenResponse>(&sound).is_ok());
    for end in 0..sound.len() {
        let error = serde_json::from_str::<TokenResponse>(&sound[..end]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
}
