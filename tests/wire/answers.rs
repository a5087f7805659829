//! What the caller gets to know of each answer.

use std::time::Duration;

use voucherify_oauth::{AccessToken, Client, Credentials, Error, Introspection, Scope, ScopeSet};
use voucherify_oauth_sandbox::{Fault, ManualClock, Sandbox};

use crate::client;

/// What the error says, and which of its questions it answers with yes.
fn told(error: &Error) -> String {
    let kinds = [
        ("builder", error.is_builder()),
        ("connect", error.is_connect()),
        ("decode", error.is_decode()),
        ("forbidden", error.is_forbidden()),
        ("invalid scope", error.is_invalid_scope()),
        ("rate limited", error.is_rate_limited()),
        ("timeout", error.is_timeout()),
        ("transient", error.is_transient()),
        ("unauthorized", error.is_unauthorized()),
    ];
    let kinds: Vec<_> = kinds.iter().filter(|(_, yes)| *yes).map(|(name, _)| *name).collect();
    let source = std::error::Error::source(error).map(ToString::to_string);
    format!(
        "{error}\nis: {}\nsource: {}\nkey: {}\nretry after: {:?}",
        kinds.join(", "),
        source.as_deref().unwrap_or("none"),
        error.error_key().unwrap_or("none"),
        error.retry_after(),
    )
}

/// Gives its requests the same names each time.
async fn seeded() -> Sandbox {
    Sandbox::builder().seed(1).start().await.unwrap()
}

async fn refused(fault: Fault) -> String {
    let sandbox = Sandbox::builder().fault(fault).start().await.unwrap();
    told(&client(&sandbox).token(Scope::Vouchers).await.unwrap_err())
}

#[tokio::test]
async fn a_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = client(&sandbox).token(Scope::Vouchers | Scope::Campaigns).await.unwrap();
    let (scope, kind) = (&token.scope, &token.token_type);
    snapshot!("token_answer", format!("{kind} for {}: {scope}", token.expires_in));
}

#[tokio::test]
async fn a_scope_under_its_alias() {
    let body = r#"{"access_token":"t","client_id":"c","expires_at":1,"expires_in":1,
        "scope":"SKUs wallets","token_type":"bearer"}"#;
    let fault = Fault::status(200).header("content-type", "application/json").body(body);
    let sandbox = Sandbox::builder().fault(fault).start().await.unwrap();
    let token = client(&sandbox).token(Scope::Skus).await.unwrap();
    assert!(token.scope.contains(Scope::Skus));
    snapshot!("alias", token.scope.to_string());
}

#[tokio::test]
async fn an_active_token() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    clock.advance(Duration::from_secs(100));
    let answer = client(&sandbox).introspect(&token).await.unwrap();
    let text = match answer {
        Introspection::Active(token) => {
            format!(
                "{} for {}: {}",
                token.token_type.unwrap(),
                token.expires_in.unwrap(),
                token.scope.unwrap()
            )
        }
        inactive => format!("{inactive:?}"),
    };
    snapshot!("active", text);
}

#[tokio::test]
async fn an_inactive_token() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = client(&sandbox).introspect(&AccessToken::new("unknown")).await.unwrap();
    snapshot!("inactive", format!("{answer:?}"));
}

#[tokio::test]
async fn a_token_that_is_revoked_twice() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.issue(Scope::Vouchers).unwrap().access_token;
    let client = client(&sandbox);
    let first = client.revoke(&token).await.unwrap();
    let second = client.revoke(&token).await.unwrap();
    snapshot!("revoked_twice", format!("{first:?}, then {second:?}"));
}

#[tokio::test]
async fn a_scope_that_the_service_does_not_have() {
    let sandbox = seeded().await;
    let scopes = ScopeSet::new().with_unrecognized("wallets").unwrap();
    snapshot!("invalid_scope", told(&client(&sandbox).token(scopes).await.unwrap_err()));
}

#[tokio::test]
async fn keys_that_are_wrong() {
    let sandbox = seeded().await;
    let credentials = Credentials::new(sandbox.app_id(), "wrong").unwrap();
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap();
    snapshot!("unauthorized", told(&client.token(Scope::Vouchers).await.unwrap_err()));
}

#[tokio::test]
async fn keys_that_may_not() {
    let sandbox = seeded().await;
    sandbox.forbid_key(sandbox.app_id());
    snapshot!("forbidden", told(&client(&sandbox).token(Scope::Vouchers).await.unwrap_err()));
}

#[tokio::test]
async fn too_many_requests() {
    let text = refused(Fault::rate_limited(Duration::from_secs(7))).await;
    snapshot!("rate_limited", text);
}

#[tokio::test]
async fn too_many_requests_without_a_word() {
    snapshot!("rate_limited_empty", refused(Fault::status(429)).await);
}

#[tokio::test]
async fn a_gateways_page() {
    let page = Fault::status(502).header("content-type", "text/html").body("<h1>Bad gateway</h1>");
    snapshot!("gateway", refused(page).await);
}

#[tokio::test]
async fn what_is_not_json() {
    snapshot!("garbage", refused(Fault::garbage()).await);
}

#[tokio::test]
async fn a_connection_that_ends() {
    // Without the source: its text holds the port, and is that of another crate.
    let text = refused(Fault::dropped()).await;
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("source")).collect();
    snapshot!("dropped", lines.join("\n"));
}
