//! Scopes that were requested but not granted.

use voucherify_oauth::{Scope, ScopeSet};

use crate::support::{Reply, Service, builder};

#[tokio::test(start_paused = true)]
async fn a_token_returns_its_missing_scopes() {
    let service = Service::new(Reply::Scopes(Scope::Vouchers.into()));
    let source = builder(&service).build(Scope::Vouchers | Scope::Campaigns);
    let token = source.token().await.unwrap();
    assert_eq!(token.scopes(), &ScopeSet::from(Scope::Vouchers));
    assert_eq!(token.missing_scopes(), &ScopeSet::from(Scope::Campaigns));
}

#[tokio::test(start_paused = true)]
async fn a_wide_scope_covers_its_narrow_scopes() {
    let service = Service::new(Reply::Scopes(Scope::Api.into()));
    let source = builder(&service)
        .require_all_scopes(true)
        .build(Scope::Vouchers | Scope::Campaigns | Scope::ValidationRulesAssignments);
    assert!(source.token().await.unwrap().missing_scopes().is_empty());

    let source = builder(&service).build(Scope::Vouchers | Scope::ClientVouchers);
    let token = source.token().await.unwrap();
    assert_eq!(token.missing_scopes(), &ScopeSet::from(Scope::ClientVouchers));
}

#[tokio::test(start_paused = true)]
async fn an_unrecognized_scope_can_be_missing() {
    let service = Service::new(Reply::Scopes(Scope::Api.into()));
    let requested = ScopeSet::from(Scope::Vouchers).with_unrecognized("made-up-scope").unwrap();
    let token = builder(&service).build(requested).token().await.unwrap();
    assert_eq!(token.missing_scopes().to_string(), "made-up-scope");
}

#[tokio::test(start_paused = true)]
async fn required_scopes_that_are_missing_are_an_error() {
    let service = Service::new(Reply::Scopes(Scope::Vouchers.into()));
    let source =
        builder(&service).require_all_scopes(true).build(Scope::Vouchers | Scope::Campaigns);
    let error = source.token().await.unwrap_err();
    assert!(!error.is_transient());
    assert_eq!(error.missing_scopes(), Some(&Scope::Campaigns.into()));
    assert_eq!(
        error.to_string(),
        "could not get a token: the token lacks requested scopes: campaigns"
    );
    assert_eq!((service.requests(), service.revoked()), (1, vec!["secret-1".to_owned()]));
}
