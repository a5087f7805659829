//! The lifetime of tokens, observed through a resource.

use std::time::Duration;

use voucherify_oauth_sandbox::{ManualClock, Sandbox, TokenStatus};
use voucherify_oauth_types::Scope;

use crate::client::{get, introspect, request_token};

#[tokio::test]
async fn a_token_lives_900_seconds() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let token = request_token(&sandbox, "vouchers").await.token();

    clock.advance(Duration::from_secs(899));
    assert_eq!(get(&sandbox, "/v1/vouchers", &token).await.status, 200);
    assert_eq!(introspect(&sandbox, &token).await["expires_in"], 1);

    clock.advance(Duration::from_secs(1));
    assert_eq!(get(&sandbox, "/v1/vouchers", &token).await.status, 401);
    assert_eq!(introspect(&sandbox, &token).await["active"], false);
    assert_eq!(sandbox.token_status(&token), TokenStatus::Expired);
}

#[tokio::test]
async fn every_token_can_be_revoked_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let tokens: Vec<_> = (0..3).map(|_| sandbox.issue(Scope::Api).unwrap()).collect();
    assert!(sandbox.revoke(tokens[0].access_token.expose_secret()));
    assert_eq!(sandbox.revoke_all(), 2);
    let counts = sandbox.tokens();
    assert_eq!((counts.issued, counts.active, counts.revoked), (3, 0, 3));
}
