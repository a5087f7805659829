//! Recorded requests and the messages of failed assertions.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use voucherify_oauth_sandbox::{Key, ManualClock, Sandbox};

use crate::client::{post, post_with, request_token};

/// Returns the message of a failed assertion.
pub(crate) fn message(assertion: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assertion)).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn every_byte_of_a_request_is_recorded() {
    let sandbox = Sandbox::builder().key(Key::new("id", "secret")).start().await.unwrap();
    post(&sandbox, "/v1/oauth/token?x=1", b"grant_type=client_credentials&scope=api\xFF").await;
    let requests = sandbox.requests();
    let request =
        requests.to("/v1/oauth/token").assert_one().header("x-app-token").map(str::to_owned);
    assert_eq!(request.as_deref(), Some("secret"));
    let request = &requests[0];
    assert_eq!(request.body(), b"grant_type=client_credentials&scope=api\xFF");
    assert_eq!((request.method(), request.query()), ("POST", Some("x=1")));
    assert_eq!(request.status(), Some(400));
    request.assert_header("X-App-Id", "id").assert_no_header("authorization");
    request.assert_form("scope", "api\u{fffd}");
    assert_eq!(request.headers().count(), 6);
}

#[tokio::test]
async fn a_failed_assertion_lists_the_requests() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder()
        .key(Key::new("id", "secret"))
        .clock(clock.reader())
        .start()
        .await
        .unwrap();
    assert_eq!(
        message(|| _ = sandbox.requests().to("/v1/oauth/token").assert_one()),
        "expected 1 requests to /v1/oauth/token, got 0: no request arrived"
    );
    request_token(&sandbox, "vouchers").await;
    let listed = "\n  1. POST /v1/oauth/token -> 200\n    host: sandbox\n    connection: close\
        \n    x-app-id: id\n    x-app-token: secret\
        \n    content-type: application/x-www-form-urlencoded\n    content-length: 44\
        \n    \"grant_type=client_credentials&scope=vouchers\"";
    assert_eq!(
        message(|| _ = sandbox.requests().assert_count(2)),
        format!("expected 2 requests, got 1: {listed}")
    );
    let issued = message(|| sandbox.assert_issued(2));
    assert!(
        issued.starts_with("expected 2 tokens issued, got TokenCounts { issued: 1"),
        "{issued}"
    );
    assert!(issued.ends_with(listed), "{issued}");
    let request = &sandbox.requests()[0];
    for (said, expected) in [
        (
            message(|| _ = request.assert_header("x-app-id", "other")),
            "expected x-app-id: \"other\", got Some(\"id\")",
        ),
        (message(|| _ = request.assert_no_header("x-app-id")), "expected no header x-app-id"),
        (message(|| _ = request.assert_body("x")), "expected the body \"x\""),
        (
            message(|| _ = request.assert_form("scope", "api")),
            "expected scope=\"api\" in the form, got Some(\"vouchers\")",
        ),
        (
            message(|| _ = request.assert_bearer("t")),
            "expected authorization: \"Bearer t\", got None",
        ),
        (message(|| sandbox.assert_active(0)), "expected 0 active tokens, got TokenCounts"),
    ] {
        assert!(said.starts_with(expected), "{said}");
    }
}

#[tokio::test]
async fn only_the_last_requests_are_kept() {
    let sandbox = Sandbox::builder().record_last(2).start().await.unwrap();
    for scope in ["api", "vouchers", "campaigns"] {
        request_token(&sandbox, scope).await;
    }
    let requests = sandbox.requests();
    assert_eq!(
        requests.iter().map(|request| request.form("scope").unwrap()).collect::<Vec<_>>(),
        ["vouchers", "campaigns"]
    );
    requests.matching(|request| request.text().contains("vouchers")).assert_count(1);
    sandbox.forget_requests();
    sandbox.requests().assert_count(0);
    sandbox.assert_issued(3);
}

#[tokio::test]
async fn a_long_body_is_truncated_and_gets_a_response() {
    let sandbox = Sandbox::builder().start_on_thread().unwrap();
    let long = format!("grant_type=client_credentials&scope=api&x={}", "x".repeat(3 << 20));
    assert_eq!(post(&sandbox, "/v1/oauth/token", &long).await.problem().0, 400);
    assert_eq!(post(&sandbox, "/v1/oauth/token/revoke", &long).await.status, 404);
    assert!(sandbox.requests().iter().all(|request| request.body().len() == 1 << 20));
}

#[tokio::test]
async fn requests_can_be_awaited_and_observed() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = seen.clone();
    let sandbox = Sandbox::builder()
        .observer(move |request| {
            log.lock().unwrap().push((request.path().to_owned(), request.status()))
        })
        .start()
        .await
        .unwrap();
    let (_, reply) = tokio::join!(
        sandbox.arrived(1),
        post_with(&sandbox, ("a", "b"), "/v1/oauth/introspect", "")
    );
    assert_eq!(reply.status, 401);
    assert_eq!(*seen.lock().unwrap(), [("/v1/oauth/introspect".to_owned(), Some(401))]);
}
