//! Faults, byte for byte.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use voucherify_oauth_sandbox::{Fault, Sandbox, TokenStatus};

use crate::client::{FORM, exchange, introspect, reply, request_token, revoke};
use crate::recording::message;

/// Returns a token request that keeps the connection open.
fn request(sandbox: &Sandbox) -> Vec<u8> {
    let body = "grant_type=client_credentials&scope=vouchers";
    format!(
        "POST /v1/oauth/token HTTP/1.1\r\nhost: x\r\nx-app-id: {}\r\nx-app-token: {}\r\n\
        content-type: {FORM}\r\ncontent-length: {}\r\n\r\n{body}",
        sandbox.app_id(),
        sandbox.app_token(),
        body.len(),
    )
    .into_bytes()
}

async fn with(fault: Fault) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(fault);
    sandbox
}

#[tokio::test]
async fn a_response_can_be_replaced() {
    let sandbox = with(Fault::status(502).header("Content-Type", "text/html").body("<h1>")).await;
    let reply = request_token(&sandbox, "vouchers").await;
    assert_eq!((reply.status, reply.body.as_slice()), (502, &b"<h1>"[..]));
    assert_eq!(reply.header("content-type"), Some("text/html"));
    assert_eq!(sandbox.requests().assert_one().status(), Some(502));
    sandbox.assert_issued(0);
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 200);
}

#[tokio::test]
async fn a_429_has_the_format_of_the_service() {
    let sandbox = with(Fault::rate_limited(Duration::from_secs(7))).await;
    let reply = request_token(&sandbox, "vouchers").await;
    assert_eq!(reply.problem(), (429, None));
    assert_eq!(reply.header("retry-after"), Some("7"));
}

#[tokio::test]
async fn garbage_is_not_json_and_not_text() {
    let sandbox = with(Fault::garbage()).await;
    let reply = request_token(&sandbox, "vouchers").await;
    assert_eq!(reply.status, 200);
    assert!(reply.header("content-type").unwrap().starts_with("application/json"));
    assert!(std::str::from_utf8(&reply.body).is_err());
}

#[tokio::test]
async fn parts_of_a_response_can_be_changed() {
    let sandbox = with(Fault::none().header("content-type", "text/plain")).await;
    let labelled = request_token(&sandbox, "vouchers").await;
    assert_eq!(labelled.header("content-type"), Some("text/plain"));
    assert_eq!(introspect(&sandbox, &labelled.token()).await["active"], true);

    sandbox.inject(Fault::none().json(&json!({ "access_token": 4815 })));
    assert_eq!(request_token(&sandbox, "vouchers").await.json(), json!({ "access_token": 4815 }));
    sandbox.assert_issued(2);

    sandbox.inject(Fault::status(500).acting());
    let lost = request_token(&sandbox, "vouchers").await;
    assert_eq!((lost.status, lost.body.len(), lost.header("content-type")), (500, 0, None));
    sandbox.assert_issued(3);
}

#[tokio::test]
async fn a_connection_can_close_before_the_response() {
    for (fault, issued) in [(Fault::dropped(), 0), (Fault::dropped().acting(), 1)] {
        let sandbox = with(fault).await;
        let (received, _) = exchange(&sandbox, &request(&sandbox)).await;
        assert_eq!(received, b"");
        assert_eq!(sandbox.requests().assert_one().status(), None);
        sandbox.assert_issued(issued);
    }
}

#[tokio::test]
async fn a_connection_can_close_within_the_response() {
    for (fault, expected) in [
        (Fault::truncated(0), 0),
        (Fault::truncated(20), 20),
        (Fault::truncated(usize::MAX), usize::MAX),
    ] {
        let sandbox = with(fault).await;
        let (received, _) = exchange(&sandbox, &request(&sandbox)).await;
        let reply = reply(&received);
        assert_eq!(reply.status, 200);
        let announced: usize = reply.header("content-length").unwrap().parse().unwrap();
        assert_eq!(reply.body.len(), expected.min(announced - 1));
        sandbox.assert_issued(1);
    }
}

#[tokio::test]
async fn a_connection_can_close_after_an_empty_body() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();
    sandbox.inject(Fault::truncated(0));
    assert_eq!(revoke(&sandbox, &token).await.status, 204);
    assert_eq!(sandbox.token_status(&token), TokenStatus::Revoked);
}

#[tokio::test]
async fn a_body_can_be_endless() {
    let sandbox = with(Fault::endless()).await;
    let address = sandbox.base_url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&request(&sandbox)).await.unwrap();
    let (mut buffer, mut received) = (vec![0; 1 << 16], 0);
    while received < 32 << 20 {
        received += stream.read(&mut buffer).await.unwrap();
    }
    drop(stream);
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_response_can_be_delayed() {
    let late = Duration::from_secs(60);
    let sandbox = with(Fault::delayed(late)).await;
    let started = Instant::now();
    let reply = request_token(&sandbox, "vouchers").await;
    assert_eq!(reply.status, 200);
    assert!(started.elapsed() >= late);

    sandbox.inject(Fault::dropped().after(late));
    let started = Instant::now();
    assert_eq!(exchange(&sandbox, &request(&sandbox)).await.0, b"");
    assert!(started.elapsed() >= late);
}

#[tokio::test(start_paused = true)]
async fn a_body_can_arrive_byte_by_byte() {
    let sandbox = with(Fault::dripping(Duration::from_secs(1))).await;
    let started = Instant::now();
    let reply = request_token(&sandbox, "vouchers").await;
    assert_eq!(reply.token().len(), 50);
    assert!(started.elapsed() >= Duration::from_secs(reply.body.len() as u64));
}

#[tokio::test(start_paused = true)]
async fn a_response_can_be_withheld() {
    let sandbox = with(Fault::hanging()).await;
    let bytes = request(&sandbox);
    let response = exchange(&sandbox, &bytes);
    assert!(timeout(Duration::from_secs(3600), response).await.is_err());
    sandbox.assert_issued(0);
}

#[tokio::test]
async fn faults_happen_in_order_and_as_often_as_specified() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(500).times(2));
    sandbox.inject(Fault::none());
    sandbox.inject(Fault::status(503));
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(request_token(&sandbox, "vouchers").await.status);
    }
    assert_eq!(statuses, [500, 500, 200, 503, 200]);
    sandbox.assert_no_faults_left();
}

#[tokio::test]
async fn faults_can_be_limited_to_some_requests() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(500).on("/v1/oauth/token/revoke").always());
    sandbox
        .inject(Fault::status(418).when(|request| request.form("scope").as_deref() == Some("api")));
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 200);
    assert_eq!(request_token(&sandbox, "api").await.status, 418);
    assert_eq!(request_token(&sandbox, "api").await.status, 200);
    for _ in 0..3 {
        assert_eq!(revoke(&sandbox, "x").await.status, 500);
    }
    sandbox.assert_no_faults_left();
    sandbox.clear_faults();
    assert_eq!(revoke(&sandbox, "x").await.status, 404);

    sandbox.inject(Fault::status(500).on("/nowhere"));
    let said = message(|| sandbox.assert_no_faults_left());
    assert!(said.starts_with("expected no faults left, got [") && said.contains("500"), "{said}");
}

#[tokio::test]
async fn a_fault_counts_concurrent_requests_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::status(500).times(7));
    let mut tasks = tokio::task::JoinSet::new();
    let sandbox = std::sync::Arc::new(sandbox);
    for _ in 0..20 {
        let sandbox = sandbox.clone();
        tasks.spawn(async move { request_token(&sandbox, "vouchers").await.status });
    }
    let statuses = tasks.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 500).count(), 7);
    sandbox.assert_issued(13);
}

#[tokio::test]
async fn an_invalid_status_or_header_panics() {
    assert_eq!(message(|| _ = Fault::status(99)), "99 is not a final HTTP status");
    assert_eq!(message(|| _ = Fault::status(100)), "100 is not a final HTTP status");
    assert_eq!(message(|| _ = Fault::none().header("a b", "c")), "`a b: c` is not a valid header");
}

#[tokio::test]
async fn a_panic_in_a_closure_fails_the_test() {
    for on_thread in [false, true] {
        let builder = Sandbox::builder().grant(|_| panic!("on purpose"));
        let sandbox =
            if on_thread { builder.start_on_thread() } else { builder.start().await }.unwrap();
        let (received, _) = exchange(&sandbox, &request(&sandbox)).await;
        assert_eq!(received, b"");
        let said =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(sandbox))).unwrap_err();
        assert_eq!(
            said.downcast_ref::<&str>(),
            Some(&"a closure that was passed to the sandbox panicked")
        );
    }
}
