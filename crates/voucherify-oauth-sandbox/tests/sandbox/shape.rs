//! Requests that are no requests for an operation.

use voucherify_oauth_sandbox::Sandbox;

use crate::client::{exchange, reply, send};

#[tokio::test]
async fn operations_take_post_only() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/v1/oauth/token", "/v1/oauth/introspect", "/v1/oauth/token/revoke"] {
        for method in ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "QUERY"] {
            let reply = send(&sandbox, method, path, &[], b"").await;
            assert_eq!(reply.problem(), (405, None), "{method} {path}");
            assert_eq!(reply.header("allow"), Some("POST"));
        }
        let reply = send(&sandbox, "HEAD", path, &[], b"").await;
        assert_eq!((reply.status, reply.body.as_slice()), (405, &b""[..]));
    }
}

#[tokio::test]
async fn an_address_must_be_exact() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/v1/oauth/token/", "//v1/oauth/token", "/v1/oauth/tokens"] {
        assert_eq!(send(&sandbox, "POST", path, &[], b"").await.problem(), (404, None), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_http_is_refused_by_the_server() {
    let sandbox = Sandbox::start().await.unwrap();
    let (received, _) = exchange(&sandbox, b"hello\r\n\r\n").await;
    assert_eq!(reply(&received).status, 400);
    sandbox.requests().assert_count(0);
}
