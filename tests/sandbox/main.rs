//! Tests of the client and the sandbox together. Each checks that the other follows the
//! description.

#![expect(clippy::unwrap_used, reason = "so a test fails")]

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use voucherify_oauth::{Client, Credentials, Error, Introspection, Revocation, Scope};
use voucherify_oauth_sandbox::{Fault, ManualClock, RateLimit, Sandbox, TokenStatus};
use voucherify_oauth_tests::workspace;

fn client(sandbox: &Sandbox) -> Client {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
    Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap()
}

async fn refused(sandbox: &Sandbox) -> Error {
    client(sandbox).token(Scope::Vouchers).await.unwrap_err()
}

#[tokio::test]
async fn a_token_is_requested_introspected_and_revoked() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let client = client(&sandbox);
    let token = client.token(Scope::Vouchers | Scope::Campaigns).await.unwrap();
    assert_eq!(token.scope, Scope::Campaigns | Scope::Vouchers);

    clock.advance(Duration::from_secs(100));
    match client.introspect(&token.access_token).await.unwrap() {
        Introspection::Active(active) => assert_eq!(active.expires_in, Some(800)),
        other => panic!("{other:?}"),
    }
    assert_eq!(client.revoke(&token.access_token).await.unwrap(), Revocation::Revoked);
    assert_eq!(client.revoke(&token.access_token).await.unwrap(), Revocation::NotActive);
    let inactive = client.introspect(&token.access_token).await.unwrap();
    assert!(matches!(inactive, Introspection::Inactive));

    let requests = sandbox.requests();
    requests.assert_count(5);
    requests
        .to("/v1/oauth/token")
        .assert_one()
        .assert_body("grant_type=client_credentials&scope=campaigns+vouchers")
        .assert_header("x-app-id", sandbox.app_id())
        .assert_header("x-app-token", sandbox.app_token())
        .assert_no_header("authorization");
}

#[tokio::test]
async fn every_error_response_has_its_predicate() {
    let sandbox = Sandbox::start().await.unwrap();
    let requested = voucherify_oauth::ScopeSet::new().with_unrecognized("made-up-scope").unwrap();
    let scope = client(&sandbox).token(requested).await.unwrap_err();
    assert_eq!(scope.api_error().unwrap().key.as_deref(), Some("invalid_scope"));
    assert!(scope.request_id().is_some());

    sandbox.forbid_key(sandbox.app_id());
    assert!(refused(&sandbox).await.is_forbidden());
    sandbox.block_key(sandbox.app_id());
    let keys = refused(&sandbox).await;
    assert!(keys.is_unauthorized() && !keys.is_transient());

    let limit = RateLimit::new(0, Duration::from_secs(60)).retry_after();
    let sandbox = Sandbox::builder()
        .rate_limit(limit)
        .clock(ManualClock::new().reader())
        .start()
        .await
        .unwrap();
    let rate = refused(&sandbox).await;
    assert!(rate.is_transient());
    assert_eq!(rate.retry_after(), Some(Duration::from_secs(60)));
}

/// Fails if a new field of the description is not sent by the sandbox.
#[tokio::test]
async fn every_described_field_is_sent() {
    let text = std::fs::read_to_string(workspace::root().join("openapi/effective.json")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    let token = format!("access_token={}", token.expose_secret());
    for (component, path, form) in [
        (
            "OAuthTokenGenerateResponseBody",
            "/v1/oauth/token",
            "grant_type=client_credentials&scope=vouchers",
        ),
        ("OAuthTokenIntrospectResponseBody", "/v1/oauth/introspect", token.as_str()),
        ("Error", "/v1/oauth/token", "grant_type=client_credentials&scope=made-up-scope"),
    ] {
        let request = reqwest::Client::new()
            .post(format!("{}{path}", sandbox.base_url()))
            .header("X-App-Id", sandbox.app_id())
            .header("X-App-Token", sandbox.app_token())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        let response = request.send().await.unwrap().text().await.unwrap();
        let response: Value = serde_json::from_str(&response).unwrap();
        assert_eq!(
            names(&response, |it| it),
            names(&document["components"]["schemas"][component], |it| { &it["properties"] })
        );
    }
}

/// Returns the paths of all members, which `inner` finds in a value.
fn names(value: &Value, inner: fn(&Value) -> &Value) -> BTreeSet<String> {
    let members = inner(value).as_object().into_iter().flatten();
    let below = |(name, value): (&String, &Value)| {
        let below = names(value, inner).into_iter().map(|below| format!("{name}.{below}"));
        below.chain([name.clone()]).collect::<Vec<_>>()
    };
    members.flat_map(below).collect()
}

#[tokio::test(start_paused = true)]
async fn every_fault_is_an_error_without_a_secret() {
    let second = Duration::from_secs(1);
    let faults = [
        Fault::status(502).header("content-type", "text/html").body("<h1>"),
        Fault::status(500).acting(),
        Fault::garbage(),
        Fault::dropped().acting(),
        Fault::truncated(0),
        Fault::truncated(100),
        Fault::endless(),
        Fault::hanging(),
        Fault::dripping(second),
        Fault::delayed(20 * second),
    ];
    let twin = Sandbox::builder().seed(1).start().await.unwrap();
    let secret = twin.issue(Scope::Vouchers).unwrap();
    let secret = secret.access_token.expose_secret();
    for fault in faults {
        let sandbox = Sandbox::builder().seed(1).start().await.unwrap();
        sandbox.inject(fault.clone());
        let error = refused(&sandbox).await;
        let shown = format!("{error} {error:?}");
        for secret in [secret, sandbox.app_token()] {
            assert!(!shown.contains(secret), "{fault:?}: {shown}");
        }
        let issued = sandbox.token_status(secret) == TokenStatus::Active;
        assert_eq!(issued, sandbox.tokens().issued == 1, "both sandboxes issue the same token");
        sandbox.assert_no_faults_left();
    }
}
