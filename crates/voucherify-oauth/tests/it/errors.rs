//! The predicates of errors, for every kind of response.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use voucherify_oauth::types::RevocationRequest;
use voucherify_oauth::{AccessToken, Client, Error, Scope, TokenSource};

use crate::support::{Response, Server, credentials};

async fn error(response: Response) -> Error {
    let server = Server::start([response]).await;
    let error = server.client().token(Scope::Vouchers).await.unwrap_err();
    server.finish().await;
    error
}

/// Returns the predicates that are true.
fn predicates(error: &Error) -> Vec<&'static str> {
    let predicates = [
        ("builder", error.is_builder()),
        ("connect", error.is_connect()),
        ("decode", error.is_decode()),
        ("forbidden", error.is_forbidden()),
        ("invalid scope", error.is_invalid_scope()),
        ("no runtime", error.is_no_runtime()),
        ("rate limited", error.is_rate_limited()),
        ("shut down", error.is_shut_down()),
        ("timeout", error.is_timeout()),
        ("transient", error.is_transient()),
        ("unauthorized", error.is_unauthorized()),
    ];
    predicates.into_iter().filter_map(|(name, yes)| yes.then_some(name)).collect()
}

#[tokio::test]
async fn an_error_has_every_field_of_the_service() {
    let body = r#"{
        "code": 400,
        "key": "invalid_scope",
        "message": "Invalid scope",
        "details": "Scope 'x' is unknown",
        "request_id": "v-0a1b2c",
        "resource_id": "r-1",
        "resource_type": "scope",
        "error": {"message": "more"},
        "brand_new": true
    }"#;
    let error = error(Response::json(400, body)).await;
    assert_eq!(predicates(&error), ["invalid scope"]);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.error_key(), Some("invalid_scope"));
    assert_eq!(error.request_id(), Some("v-0a1b2c"));
    assert_eq!(error.retry_after(), None);
    let api_error = error.api_error().unwrap();
    assert_eq!(api_error.code, 400);
    assert_eq!(api_error.details.as_deref(), Some("Scope 'x' is unknown"));
    assert_eq!(api_error.error.as_ref().unwrap().message.as_deref(), Some("more"));
    assert_eq!(
        error.to_string(),
        "could not get a token: 400 Bad Request: invalid_scope: Invalid scope: \
         Scope 'x' is unknown (request v-0a1b2c)"
    );
}

#[tokio::test]
async fn each_error_status_has_its_predicates() {
    for (status, expected) in [
        (300, &[][..]),
        (304, &[]),
        (400, &[]),
        (401, &["unauthorized"]),
        (403, &["forbidden"]),
        (404, &[]),
        (408, &["transient"]),
        (409, &[]),
        (418, &[]),
        (429, &["rate limited", "transient"]),
        (500, &["transient"]),
        (502, &["transient"]),
        (503, &["transient"]),
        (504, &["transient"]),
        (599, &["transient"]),
    ] {
        let api_error = Response::json(status, format!(r#"{{"code":{status},"message":"m"}}"#));
        for response in [Response::empty(status), Response::html(status), api_error] {
            let error = error(response).await;
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(predicates(&error), expected, "{status}");
            assert_eq!(error.retry_after(), None, "{status}");
        }
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_keeps_its_status() {
    let error = error(Response::html(502).header("retry-after", "3")).await;
    assert_eq!(predicates(&error), ["transient"]);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    assert!(
        error.api_error().is_none() && error.error_key().is_none() && error.request_id().is_none()
    );
    assert_eq!(error.to_string(), "could not get a token: 502 Bad Gateway");
}

#[tokio::test]
async fn an_empty_429_has_the_end_of_the_limit() {
    let response = Response::empty(429)
        .header("date", "Fri, 21 Aug 2026 12:00:00 GMT")
        .header("x-rate-limit-limit", "2000")
        .header("x-rate-limit-remaining", "0")
        .header("x-rate-limit-retry", "1787313642");
    let error = error(response).await;
    assert_eq!(predicates(&error), ["rate limited", "transient"]);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(42)));
}

#[tokio::test]
async fn an_error_object_is_read_with_any_content_type() {
    let body = r#"{"code":400,"key":"invalid_scope","message":"m"}"#;
    let error = error(Response::new(400, body).header("content-type", "text/html")).await;
    assert!(error.is_invalid_scope());
}

#[tokio::test]
async fn the_status_is_that_of_the_response_line() {
    let error = error(Response::json(403, r#"{"code":429,"message":"m"}"#)).await;
    assert_eq!(predicates(&error), ["forbidden"]);
    assert_eq!(error.status().unwrap(), 403);
}

#[tokio::test]
async fn json_of_another_shape_is_not_an_error_object() {
    for body in [
        "null",
        "[]",
        "{}",
        r#""text""#,
        r#"{"code":400}"#,
        r#"{"message":"m"}"#,
        r#"{"code":"400","message":"m"}"#,
        r#"{"error":"invalid_scope","error_description":"RFC 6749's"}"#,
    ] {
        let error = error(Response::json(400, body)).await;
        assert_eq!(error.status().unwrap(), 400);
        assert!(error.api_error().is_none(), "{body}");
    }
}

#[tokio::test]
async fn an_incomplete_body_does_not_hide_the_status() {
    for response in [Response::html(503).broken_off_after(9), Response::endless(503)] {
        let error = error(response.header("retry-after", "1")).await;
        assert_eq!(predicates(&error), ["transient"]);
        assert_eq!(error.status().unwrap(), 503);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
        assert!(std::error::Error::source(&error).is_some(), "no source");
    }
}

#[tokio::test]
async fn an_undecodable_success_is_an_error() {
    let page = error(Response::html(200)).await;
    assert_eq!(predicates(&page), ["decode"]);
    assert_eq!(page.status().unwrap(), 200);
    assert_eq!(
        page.to_string(),
        "could not get a token: the response is not what the service documents"
    );
    let source = std::error::Error::source(&page).unwrap();
    assert_eq!(source.to_string(), "it is not valid JSON at line 1, column 1");
    for body in ["", "{", "{}", "null", r#"{"code":400,"key":"invalid_scope","message":"m"}"#] {
        assert_eq!(predicates(&error(Response::json(200, body)).await), ["decode"], "{body}");
    }
}

#[tokio::test]
async fn a_message_stays_on_its_line() {
    let body = r#"{"code":400,"key":"k\n","message":"a\r\nb\u001b[31m — ü","request_id":"\u0000"}"#;
    let error = error(Response::json(400, body)).await;
    assert_eq!(
        error.to_string(),
        r"could not get a token: 400 Bad Request: k\n: a\r\nb\u{1b}[31m — ü (request \u{0})"
    );
}

#[tokio::test]
async fn the_message_names_the_operation() {
    let server =
        Server::start([Response::empty(500), Response::empty(500), Response::empty(500)]).await;
    let (client, token) = (server.client(), "s3cret".into());
    let texts = [
        client.token(Scope::Api).await.unwrap_err().to_string(),
        client.introspect(&token).await.unwrap_err().to_string(),
        client.revoke(&token).await.unwrap_err().to_string(),
    ];
    assert_eq!(
        texts,
        [
            "could not get a token: 500 Internal Server Error",
            "could not introspect the token: 500 Internal Server Error",
            "could not revoke the token: 500 Internal Server Error",
        ]
    );
    server.finish().await;
}

#[tokio::test]
async fn a_refused_connection_shows_all_its_sources() {
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let error = client.token(Scope::Vouchers).await.unwrap_err();
    assert_eq!((predicates(&error), error.status()), (vec!["connect", "transient"], None));
    assert_eq!(error.to_string(), "could not get a token: connection failed");
    let shown = format!("{error:?}");
    assert!(shown.starts_with("could not get a token: connection failed: "), "{shown}");
    assert!(shown.contains("http://127.0.0.1:1/v1/oauth/token"), "{shown}");
    assert!(shown.contains("Connection refused"), "{shown}");
    assert!(!shown.contains(['{', '\n']), "{shown}");
    let source = format!("{:?}", std::error::Error::source(&error).unwrap());
    assert!(source.contains("/v1/oauth/token"), "{source}");
}

#[tokio::test]
async fn a_token_source_returns_the_error_of_the_client() {
    let unauthorized = r#"{"code":401,"message":"Unauthorized","details":"no such key"}"#;
    for (response, expected, text) in [
        (
            Response::json(401, unauthorized),
            &["unauthorized"][..],
            "401 Unauthorized: Unauthorized: no such key",
        ),
        (Response::empty(503), &["transient"], "503 Service Unavailable"),
        (Response::hang_up(), &["transient"], "no complete response arrived"),
    ] {
        let server = Server::start([response]).await;
        let builder = TokenSource::builder(server.client()).attempts(1);
        let error = builder.build(Scope::Vouchers).token().await.unwrap_err();
        assert_eq!(predicates(&error), expected);
        assert_eq!(error.to_string(), format!("could not get a token: {text}"));
        server.finish().await;
    }
}

#[tokio::test]
async fn a_source_that_was_shut_down_returns_an_error() {
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let source = TokenSource::new(client, Scope::Vouchers);
    source.shutdown().await.unwrap();
    let error = source.token().await.unwrap_err();
    assert_eq!(predicates(&error), ["shut down"]);
    assert_eq!(error.to_string(), "could not get a token: the token source was shut down");
}

#[test]
fn an_operation_outside_of_a_runtime_is_an_error() {
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let token = AccessToken::new("s3cret");
    let errors = [
        now(client.token(Scope::Vouchers)).unwrap_err(),
        now(client.introspect(&token)).map(drop).unwrap_err(),
        now(client.revoke(&token)).unwrap_err(),
        now(client.v1().revoke_oauth_token(&RevocationRequest::new(token.clone()))).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(predicates(&error), ["no runtime"]);
        assert!(
            error
                .to_string()
                .ends_with(": there is no Tokio runtime: await the operation in a runtime")
        );
    }
}

#[test]
fn a_runtime_without_a_timer_panics_as_documented() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let client = Client::builder(credentials()).base_url("http://127.0.0.1:1").build().unwrap();
    let call = std::panic::AssertUnwindSafe(|| runtime.block_on(client.token(Scope::Vouchers)));
    assert!(std::panic::catch_unwind(call).is_err());
}

/// Polls a future that does not wait.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(value) = pin!(future).poll(&mut context) else { panic!("it waits") };
    value
}

#[tokio::test]
async fn clones_share_one_error() {
    let error = error(Response::json(400, r#"{"code":400,"message":"m"}"#)).await;
    let clone = error.clone();
    assert!(std::ptr::eq(error.api_error().unwrap(), clone.api_error().unwrap()));
}
