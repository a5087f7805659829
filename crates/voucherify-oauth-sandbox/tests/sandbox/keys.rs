//! The keys of a project.

use std::time::Duration;

use voucherify_oauth_sandbox::{Key, ManualClock, Sandbox, TokenStatus};

use crate::client::{introspect, post_with, request_token, send};

const BODY: &str = "grant_type=client_credentials&scope=vouchers";

async fn status(sandbox: &Sandbox, app_id: &str, app_token: &str) -> u16 {
    let reply = post_with(sandbox, (app_id, app_token), "/v1/oauth/token", BODY).await;
    if reply.status != 200 {
        assert_eq!(reply.problem(), (reply.status, None));
    }
    reply.status
}

#[tokio::test]
async fn every_operation_needs_both_headers() {
    let sandbox = Sandbox::start().await.unwrap();
    let (app_id, app_token) = (sandbox.app_id(), sandbox.app_token());
    let cases: &[&[(&str, &str)]] = &[
        &[],
        &[("X-App-Id", app_id)],
        &[("X-App-Token", app_token)],
        &[("X-App-Id", app_token), ("X-App-Token", app_id)],
        &[("X-App-Id", app_id), ("X-App-Token", "other")],
        &[("X-App-Id", app_id), ("X-App-Token", "")],
        &[("Authorization", "Bearer abc")],
    ];
    for path in ["/v1/oauth/token", "/v1/oauth/introspect", "/v1/oauth/token/revoke"] {
        for headers in cases {
            let reply = send(&sandbox, "POST", path, headers, BODY.as_bytes()).await;
            assert_eq!(reply.problem(), (401, None), "{headers:?}");
        }
    }
}

#[tokio::test]
async fn a_project_can_have_several_keys() {
    let sandbox =
        Sandbox::builder().key(Key::new("a", "1")).key(Key::new("b", "2")).start().await.unwrap();
    sandbox.add_key(&Key::new("c", "3"));
    assert_eq!((sandbox.app_id(), sandbox.app_token()), ("a", "1"));
    for (app_id, app_token, expected) in
        [("a", "1", 200), ("b", "2", 200), ("c", "3", 200), ("a", "2", 401)]
    {
        assert_eq!(status(&sandbox, app_id, app_token).await, expected);
    }
}

#[tokio::test]
async fn tokens_of_a_deleted_key_become_inactive() {
    let sandbox =
        Sandbox::builder().key(Key::new("a", "1")).key(Key::new("b", "2")).start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();
    assert_eq!(status(&sandbox, "b", "2").await, 200);
    assert!(sandbox.delete_key("a") && !sandbox.delete_key("a"));
    assert_eq!(status(&sandbox, "a", "1").await, 401);
    assert_eq!(sandbox.token_status(&token), TokenStatus::KeyGone);
    assert!(sandbox.issue(voucherify_oauth_types::Scope::Vouchers).is_none());
    sandbox.assert_active(1);
}

#[tokio::test]
async fn tokens_can_outlive_a_blocked_key() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder()
        .clock(clock.reader())
        .tokens_outlive_key_by(Duration::from_secs(60))
        .start()
        .await
        .unwrap();
    let (app_id, app_token) = (sandbox.app_id(), sandbox.app_token());
    let issued = request_token(&sandbox, "vouchers").await;
    assert!(sandbox.block_key(app_id));
    assert_eq!(status(&sandbox, app_id, app_token).await, 401);

    clock.advance(Duration::from_secs(59));
    assert!(sandbox.unblock_key(app_id));
    let response = introspect(&sandbox, &issued.token()).await;
    assert_eq!(response["expires_at"], issued.json()["expires_at"]);

    clock.advance(Duration::from_secs(1));
    assert_eq!(sandbox.token_status(&issued.token()), TokenStatus::KeyGone);
    assert_eq!(status(&sandbox, app_id, app_token).await, 200);
    assert_eq!((sandbox.tokens().active, sandbox.tokens().key_gone), (1, 1));
}

#[tokio::test]
async fn tokens_survive_a_regenerated_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();
    let key = sandbox.regenerate_key(sandbox.app_id()).unwrap();
    assert_eq!(status(&sandbox, sandbox.app_id(), sandbox.app_token()).await, 401);
    assert_eq!(status(&sandbox, key.app_id(), key.app_token()).await, 200);
    assert_eq!(sandbox.token_status(&token), TokenStatus::Active);
    assert_eq!(sandbox.regenerate_key("other"), None);
}

#[tokio::test]
async fn a_forbidden_key_gets_403() {
    let sandbox = Sandbox::start().await.unwrap();
    let (app_id, app_token) = (sandbox.app_id(), sandbox.app_token());
    assert!(sandbox.forbid_key(app_id) && !sandbox.forbid_key("other"));
    assert_eq!(status(&sandbox, app_id, app_token).await, 403);
    sandbox.unblock_key(app_id);
    assert_eq!(status(&sandbox, app_id, app_token).await, 200);
}
