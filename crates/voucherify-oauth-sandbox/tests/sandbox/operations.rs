//! The three operations.

use serde_json::json;
use voucherify_oauth_sandbox::{ManualClock, Sandbox, TokenStatus};
use voucherify_oauth_types::{ScopeSet, TokenResponse, TokenType};

use crate::client::{FORM, introspect, post, request_token, revoke, send};

#[tokio::test]
async fn a_token_response_has_the_described_type() {
    let sandbox = Sandbox::builder().clock(ManualClock::new().reader()).start().await.unwrap();
    let reply = request_token(&sandbox, "vouchers+campaigns").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    let token: TokenResponse = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(token.access_token.expose_secret().len(), 50);
    assert_eq!(token.expires_in, 900);
    assert_eq!(token.expires_at, 1_767_225_600 + 900);
    assert_eq!(token.scope.to_string(), "campaigns vouchers");
    assert_eq!(token.token_type, TokenType::Bearer);
}

#[tokio::test]
async fn all_encodings_of_a_space_are_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    for scope in [
        "qualifications+validations+redemptions",
        "qualifications%20validations%20redemptions",
        "qualifications validations redemptions",
    ] {
        let reply = request_token(&sandbox, scope).await;
        assert_eq!(reply.json()["scope"], "qualifications redemptions validations", "{scope}");
    }
}

#[tokio::test]
async fn every_documented_scope_is_granted() {
    let sandbox = Sandbox::start().await.unwrap();
    for scope in voucherify_oauth_types::Scope::ALL {
        assert_eq!(request_token(&sandbox, scope.as_str()).await.json()["scope"], scope.as_str());
    }
}

#[tokio::test]
async fn an_error_names_the_invalid_scope() {
    let sandbox = Sandbox::start().await.unwrap();
    for (sent, named) in [
        ("qualifications%2Cvalidations", "`qualifications,validations`"),
        ("vouchers,campaigns", "`vouchers,campaigns`"),
        ("vouchers+voucher", "`voucher`"),
        ("SKUs", "`SKUs`"),
        ("vouchers%09campaigns", r"`vouchers\tcampaigns`"),
        ("%FF", "`\u{fffd}`"),
    ] {
        let reply = request_token(&sandbox, sent).await;
        assert_eq!(reply.problem(), (400, Some("invalid_scope".to_owned())));
        let message = reply.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(named), "{message}");
    }
    sandbox.assert_issued(0);
}

#[tokio::test]
async fn an_error_has_the_key_of_the_invalid_field() {
    let sandbox = Sandbox::start().await.unwrap();
    for (body, key) in [
        ("", "invalid_grant_type"),
        ("scope=vouchers", "invalid_grant_type"),
        ("grant_type=password&scope=vouchers", "invalid_grant_type"),
        (
            "grant_type=client_credentials&grant_type=client_credentials&scope=api",
            "invalid_grant_type",
        ),
        ("grant_type=client_credentials", "invalid_scope"),
        ("grant_type=client_credentials&scope=", "invalid_scope"),
        ("grant_type=client_credentials&scope=++", "invalid_scope"),
        ("grant_type=client_credentials&scope=api&scope=api", "invalid_scope"),
    ] {
        let reply = post(&sandbox, "/v1/oauth/token", body).await;
        assert_eq!(reply.problem(), (400, Some(key.to_owned())), "{body}");
        assert!(reply.json()["request_id"].is_string());
    }
    for body in ["", "token=abc", "access_token=", "access_token=a&access_token=b"] {
        let reply = post(&sandbox, "/v1/oauth/introspect", body).await;
        assert_eq!(reply.problem(), (400, Some("missing_parameters".to_owned())), "{body}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_a_form_has_no_fields() {
    let sandbox = Sandbox::start().await.unwrap();
    let keys = [("X-App-Id", sandbox.app_id()), ("X-App-Token", sandbox.app_token())];
    let body = b"grant_type=client_credentials&scope=vouchers";
    let mut statuses = Vec::new();
    for kind in [Some("application/json"), Some("text/plain"), Some(FORM), None] {
        let kind = kind.map(|kind| ("content-type", kind));
        let headers: Vec<_> = keys.into_iter().chain(kind).collect();
        statuses.push(send(&sandbox, "POST", "/v1/oauth/token", &headers, body).await.status);
    }
    assert_eq!(statuses, [400, 400, 200, 200]);
}

#[tokio::test]
async fn introspection_reports_an_active_token() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let issued = request_token(&sandbox, "vouchers").await;
    clock.advance(std::time::Duration::from_secs(100));
    let mut expected = issued.json();
    expected["active"] = json!(true);
    expected["expires_in"] = json!(800);
    assert_eq!(introspect(&sandbox, &issued.token()).await, expected);
}

#[tokio::test]
async fn introspection_reports_other_tokens_as_inactive() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();
    revoke(&sandbox, &token).await;
    for inactive in [token.as_str(), "unknown", "%FF%FE"] {
        assert_eq!(introspect(&sandbox, inactive).await, json!({ "active": false }));
    }
}

#[tokio::test]
async fn a_token_can_be_revoked_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();
    for status in [204, 404] {
        let reply = revoke(&sandbox, &token).await;
        assert_eq!((reply.status, reply.body.as_slice()), (status, &b""[..]));
        assert_eq!(reply.header("content-type"), None);
    }
    assert_eq!(revoke(&sandbox, "").await.status, 404);
    assert_eq!(sandbox.token_status(&token), TokenStatus::Revoked);
}

#[tokio::test]
async fn granted_scopes_can_differ_from_requested_scopes() {
    let sandbox = Sandbox::builder()
        .grant(|requested| {
            if requested.len() == 3 {
                ScopeSet::from_wire("api made-up-scope")
            } else {
                requested.clone()
            }
        })
        .new_scope("made-up-scope")
        .start()
        .await
        .unwrap();
    let granted = request_token(&sandbox, "qualifications+validations+redemptions").await.json();
    assert_eq!(granted["scope"], "api made-up-scope");
    assert_eq!(request_token(&sandbox, "made-up-scope").await.json()["scope"], "made-up-scope");
}
