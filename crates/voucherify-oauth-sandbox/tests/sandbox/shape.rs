//! Requests with a wrong method or path, and bytes that are not HTTP.

use voucherify_oauth_sandbox::Sandbox;

use crate::client::{exchange, reply, send};

#[tokio::test]
async fn operations_accept_only_post() {
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
async fn a_path_must_match_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/v1/oauth/token/", "//v1/oauth/token", "/v1/oauth/tokens"] {
        assert_eq!(send(&sandbox, "POST", path, &[], b"").await.problem(), (404, None), "{path}");
    }
}

#[tokio::test]
async fn the_server_rejects_invalid_http() {
    let sandbox = Sandbox::start().await.unwrap();
    let (received, _) = exchange(&sandbox, b"hello\r\n\r\n").await;
    assert_eq!(reply(&received).status, 400);
    sandbox.requests().assert_count(0);
}
