//! Scopes that were asked for and not granted.

use voucherify_oauth::{Scope, ScopeSet};

use crate::support::{Reply, Service, builder};

#[tokio::test(start_paused = true)]
async fn a_token_tells_what_it_lacks() {
    let service = Service::new(Reply::Scopes(Scope::Vouchers.into()));
    let source = builder(&service).build(Scope::Vouchers | Scope::Campaigns);
    let token = source.token().await.unwrap();
    assert_eq!(token.scopes(), &ScopeSet::from(Scope::Vouchers));
    assert_eq!(token.missing_scopes(), &ScopeSet::from(Scope::Campaigns));
}

#[tokio::test(start_paused = true)]
async fn a_wide_scope_lacks_nothing_that_it_opens() {
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
async fn a_scope_that_this_version_does_not_know_can_be_lacking() {
    let service = Service::new(Reply::Scopes(Scope::Api.into()));
    let asked = ScopeSet::from(Scope::Vouchers).with_unrecognized("made-up-scope").unwrap();
    let token = builder(&service).build(asked).token().await.unwrap();
    assert_eq!(token.missing_scopes().to_string(), "made-up-scope");
}

#[tokio::test(start_paused = true)]
async fn lacking_scopes_are_an_error_for_who_wants_that_and_the_token_is_revoked() {
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
