//! The outcomes of valid and almost valid responses.

use voucherify_oauth::types::{IntrospectionResponse, TokenType};
use voucherify_oauth::{AccessToken, Error, Introspection, Revocation, Scope, TokenResponse};

use crate::support::{ACTIVE, Response, Server, TOKEN};

async fn token(response: Response) -> Result<TokenResponse, Error> {
    let server = Server::start([response]).await;
    let outcome = server.client().token(Scope::Vouchers).await;
    server.finish().await;
    outcome
}

async fn introspect(response: Response) -> Result<Introspection, Error> {
    let server = Server::start([response]).await;
    let outcome = server.client().introspect(&AccessToken::new("s3cret")).await;
    server.finish().await;
    outcome
}

async fn revoke(response: Response) -> Result<Revocation, Error> {
    let server = Server::start([response]).await;
    let outcome = server.client().revoke(&AccessToken::new("s3cret")).await;
    server.finish().await;
    outcome
}

#[tokio::test]
async fn a_token_has_all_its_fields() {
    let token = token(Response::json(200, TOKEN)).await.unwrap();
    assert_eq!(token.access_token.expose_secret().len(), 50);
    assert_eq!(token.client_id, "client-1");
    assert_eq!((token.expires_at, token.expires_in), (4_102_444_800, 900), "beyond 32 bits");
    assert_eq!(token.scope, Scope::Vouchers | Scope::Campaigns);
    assert_eq!(token.token_type, TokenType::Bearer);
}

#[tokio::test]
async fn unknown_fields_of_a_token_are_ignored() {
    let later = TOKEN
        .replace("vouchers campaigns", "vouchers made-up-scope")
        .replace("Bearer", "DPoP")
        .replace("\"client_id\"", "\"brand_new\": [1], \"client_id\"");
    let token = token(Response::json(200, later)).await.unwrap();
    assert!(token.scope.contains(Scope::Vouchers));
    assert_eq!(token.scope.to_string(), "vouchers made-up-scope");
    assert_eq!(token.token_type.as_str(), "DPoP");
}

#[tokio::test]
async fn a_token_that_does_not_fit_in_a_header_is_an_error() {
    let secret = "s3cret-token-0123456789-0123456789-0123456789-0123";
    assert!(TOKEN.contains(secret));
    for bad in ["", " ", "s3cret token", "s3cret\\t", "s3crét", "==", "s3cret=token"] {
        let error = token(Response::json(200, TOKEN.replace(secret, bad))).await.unwrap_err();
        assert!(error.is_decode() && !error.is_transient(), "{bad:?}");
        assert_eq!(error.status().unwrap(), 200);
        let shown = format!("{error:?}");
        assert!(
            shown.starts_with("could not get a token: the token can't be used: it "),
            "{shown}"
        );
        assert!(!shown.contains("s3cr"), "{shown}");
    }
    for bad in ["", " ", "Bea rer", "Bearer:", "Bear\u{e9}r"] {
        let error = token(Response::json(200, TOKEN.replace("Bearer", bad))).await.unwrap_err();
        assert!(error.is_decode(), "{bad:?}");
    }
    for good in ["a", "A-._~+/9=="] {
        assert!(token(Response::json(200, TOKEN.replace(secret, good))).await.is_ok(), "{good}");
    }
}

#[tokio::test]
async fn long_and_unsafe_texts_are_truncated_and_escaped() {
    let long = format!("\u{9b}2J\u{2028}\u{202e}{}", "x".repeat(200_000));
    let body = format!(
        r#"{{"code":400,"message":"{long}","key":"{long}",
            "request_id":"{long}","details":"{long}"}}"#
    );
    let error = token(Response::json(400, body)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.api_error().unwrap().message.len() < 2_000);
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(shown.len() < 6_000, "{} bytes", shown.len());
        assert!(!shown.contains(['\u{9b}', '\u{2028}', '\u{202e}']), "{shown}");
        assert!(shown.contains("u{9b}2J"), "{shown}");
    }
}

#[tokio::test]
async fn the_content_type_is_ignored() {
    assert!(token(Response::new(200, TOKEN)).await.is_ok());
    assert!(token(Response::new(200, TOKEN).header("content-type", "text/plain")).await.is_ok());
}

#[tokio::test]
async fn an_active_token_comes_with_the_whole_response() {
    let outcome = introspect(Response::json(200, ACTIVE)).await.unwrap();
    let Introspection::Active(token) = outcome else { panic!("{outcome:?}") };
    let expected: IntrospectionResponse = serde_json::from_str(ACTIVE).unwrap();
    assert_eq!(serde_json::to_value(&token).unwrap(), serde_json::to_value(&expected).unwrap());
    assert_eq!(token.client_id.as_deref(), Some("client-1"));
    assert_eq!((token.expires_at, token.expires_in), (Some(4_102_444_800), Some(617)));
    assert_eq!(token.scope, Some(Scope::Vouchers | Scope::Campaigns));
    assert_eq!(token.token_type, Some(TokenType::Bearer));
}

#[tokio::test]
async fn an_inactive_token_is_not_an_error() {
    for body in [r#"{"active":false}"#.to_owned(), ACTIVE.replace("true", "false")] {
        let outcome = introspect(Response::json(200, &body)).await.unwrap();
        assert_eq!(outcome, Introspection::Inactive, "{body}");
    }
}

#[tokio::test]
async fn a_missing_field_of_an_active_token_is_none() {
    let body = ACTIVE.replace("\"scope\"", "\"other\"");
    let outcome = introspect(Response::json(200, body)).await.unwrap();
    let Introspection::Active(token) = outcome else { panic!("{outcome:?}") };
    assert_eq!((token.scope, token.expires_in), (None, Some(617)));
}

#[tokio::test]
async fn revoking_returns_revoked_or_not_active() {
    assert_eq!(revoke(Response::empty(204)).await.unwrap(), Revocation::Revoked);
    assert_eq!(revoke(Response::empty(404)).await.unwrap(), Revocation::NotActive);
}

#[tokio::test]
async fn a_404_with_a_body_is_an_error() {
    let json = r#"{"code":404,"key":"not_found","message":"Resource not found"}"#;
    let unread = Response::html(404).broken_off_after(5);
    for response in
        [Response::html(404), Response::json(404, json), Response::new(404, " "), unread]
    {
        let error = revoke(response).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
        assert!(!error.is_transient());
    }
}

#[tokio::test]
async fn an_empty_404_is_an_error_of_other_operations() {
    assert_eq!(token(Response::empty(404)).await.unwrap_err().status().unwrap(), 404);
    assert_eq!(introspect(Response::empty(404)).await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn only_the_documented_status_is_a_success() {
    for status in [200, 201, 202, 205, 206] {
        assert_eq!(revoke(Response::html(status)).await.unwrap_err().status().unwrap(), status);
    }
    for status in [201, 202, 206] {
        let error = token(Response::json(status, TOKEN)).await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert!(!error.is_transient() && !error.is_decode());
    }
}
