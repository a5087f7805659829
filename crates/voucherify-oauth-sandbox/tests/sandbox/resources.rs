//! Access to resources.

use serde_json::json;
use voucherify_oauth_sandbox::{Echo, Sandbox};
use voucherify_oauth_types::{Scope, ScopeSet};

use crate::client::{get, request_token, send};

#[tokio::test]
async fn an_active_token_covers_the_paths_of_its_scope() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers+client_api").await.token();
    for (path, status) in [
        ("/v1/vouchers", 200),
        ("/v1/vouchers/abc/balance?x=1", 200),
        ("/client/v1/redeem", 200),
        ("/client/v1", 200),
        ("/v1/vouchersx", 403),
        ("/v1/campaigns", 403),
        ("/v1", 403),
        ("/v1/vouchers/../campaigns", 404),
        ("/v1/vouchers/%2E%2e/campaigns", 404),
        ("/v1/oauth", 404),
        ("/v1/oauth/other", 404),
        ("/v2/vouchers", 404),
        ("/", 404),
    ] {
        let reply = get(&sandbox, path, &token).await;
        assert_eq!(reply.status, status, "{path}");
        if status != 200 {
            assert_eq!(reply.problem(), (status, None));
        }
    }
}

#[tokio::test]
async fn the_default_response_describes_the_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers+campaigns").await.token();
    let authorization = format!("bearer {token}");
    // The vendor's JavaScript library sends all three.
    let headers = [
        ("authorization", authorization.as_str()),
        ("X-App-Id", sandbox.app_id()),
        ("X-App-Token", "whatever"),
    ];
    let reply = send(&sandbox, "PATCH", "/v1/vouchers/a?b=c", &headers, b"{}").await;
    let echo: Echo = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!((echo.method.as_str(), echo.path.as_str()), ("PATCH", "/v1/vouchers/a"));
    assert_eq!(echo.scope, Scope::Campaigns | Scope::Vouchers);
}

#[tokio::test]
async fn a_resource_needs_an_active_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "api").await.token();
    let basic = format!("Basic {token}");
    for authorization in [None, Some("Bearer "), Some("Bearer x"), Some("Bearer"), Some(&*basic)] {
        let headers: Vec<_> =
            authorization.map(|value| ("authorization", value)).into_iter().collect();
        let reply = send(&sandbox, "GET", "/v1/vouchers", &headers, b"").await;
        assert_eq!(reply.problem(), (401, None), "{authorization:?}");
    }
    let other = Sandbox::start().await.unwrap();
    assert_eq!(get(&other, "/v1/vouchers", &token).await.status, 401);
    assert_eq!(get(&sandbox, "/v1/vouchers", &token).await.status, 200);
}

#[tokio::test]
async fn every_scope_covers_only_its_own_path() {
    let sandbox = Sandbox::start().await.unwrap();
    let scopes = Scope::ALL.iter().filter(|scope| !matches!(scope, Scope::Api | Scope::ClientApi));
    // A new scope may have no path yet.
    for (scope, path) in scopes.filter_map(|scope| Some((*scope, scope.path_prefix()?))) {
        let token = sandbox.issue(scope).unwrap();
        let token = token.access_token.expose_secret();
        assert_eq!(get(&sandbox, path, token).await.status, 200);
        assert_eq!(get(&sandbox, &format!("{path}x"), token).await.status, 403);
    }
}

#[tokio::test]
async fn the_body_of_a_resource_can_be_set() {
    let sandbox = Sandbox::builder()
        .resource("/v1/vouchers/a", json!({ "code": "a" }))
        .start()
        .await
        .unwrap();
    let token = sandbox.issue(ScopeSet::from(Scope::Vouchers)).unwrap();
    let token = token.access_token.expose_secret();
    assert_eq!(get(&sandbox, "/v1/vouchers/a", token).await.json(), json!({ "code": "a" }));
    assert_eq!(get(&sandbox, "/v1/vouchers/a", "other").await.status, 401);
}
