//! The token limit and the rate limit.

use std::time::Duration;

use serde_json::json;
use voucherify_oauth_sandbox::{ManualClock, RateLimit, Sandbox};
use voucherify_oauth_types::Scope;

use crate::client::{get, introspect, request_token, revoke};

#[tokio::test]
async fn a_project_has_at_most_1000_active_tokens() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let first = request_token(&sandbox, "vouchers").await.token();
    for _ in 1..1000 {
        sandbox.issue(Scope::Vouchers).unwrap();
    }
    let refused = request_token(&sandbox, "vouchers").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json(), json!({ "code": 429, "message": "Too many active tokens" }));
    assert!(sandbox.issue(Scope::Vouchers).is_none());

    revoke(&sandbox, &first).await;
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 200);
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 429);
    clock.advance(Duration::from_secs(900));
    assert_eq!(request_token(&sandbox, "vouchers").await.status, 200);
    sandbox.assert_active(1);
}

#[tokio::test]
async fn a_rate_limit_is_reported_and_enforced() {
    let clock = ManualClock::new();
    let limit = RateLimit::new(2, Duration::from_secs(60)).retry_after().limit_type();
    let sandbox = Sandbox::builder().clock(clock.reader()).rate_limit(limit).start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await;
    assert_eq!(token.header("x-rate-limit-remaining"), Some("1"));
    clock.advance(Duration::from_secs(10));
    assert_eq!(introspect(&sandbox, &token.token()).await["active"], true);

    let refused = get(&sandbox, "/v1/vouchers", &token.token()).await;
    assert_eq!(refused.problem(), (429, None));
    assert!(refused.json().get("request_id").is_none());
    for (name, value) in [
        ("x-rate-limit-limit", "2"),
        ("x-rate-limit-remaining", "0"),
        ("x-rate-limit-retry", "1767225660"),
        ("x-rate-limit-type", "api_calls"),
        ("retry-after", "50"),
    ] {
        assert_eq!(refused.header(name), Some(value), "{name}");
    }
    clock.advance(Duration::from_secs(50));
    assert_eq!(get(&sandbox, "/v1/vouchers", &token.token()).await.status, 200);
}
