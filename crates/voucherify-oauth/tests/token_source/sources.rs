//! A source for each set of scopes.

use voucherify_oauth::{Scope, ScopeSet, TokenSource, TokenSources};

use crate::support::{Reply, Service, builder, crowd, secret, tally};

fn sources(service: &Service) -> TokenSources {
    builder(service).build_sources()
}

#[tokio::test(start_paused = true)]
async fn the_order_of_scopes_does_not_matter() {
    let service = Service::new(Reply::Token(900));
    let sources = sources(&service);
    let one: ScopeSet = "vouchers campaigns".parse().unwrap();
    let other: ScopeSet = "campaigns vouchers".parse().unwrap();
    assert_eq!(secret(&sources.get(one)).await, "secret-1");
    assert_eq!(secret(&sources.get(other)).await, "secret-1");
    assert_eq!(secret(&sources.get(Scope::Vouchers)).await, "secret-2");
    assert_eq!((service.requests(), sources.all().len()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn each_set_has_one_request_in_flight() {
    let service = Service::new(Reply::Token(900));
    let sources = sources(&service);
    for scope in Scope::ALL {
        assert_eq!(tally(&crowd(&sources.get(*scope), 100).await), (100, 0));
    }
    assert_eq!((service.requests(), service.most_in_flight()), (Scope::ALL.len(), 1));
}

#[test]
fn a_request_gets_the_narrow_scope_for_its_path() {
    let sources = sources_without_runtime();
    for (path, scope) in [
        ("/v1/vouchers/abc?x=1", Some(Scope::Vouchers)),
        ("/v1/validation-rules-assignments", Some(Scope::ValidationRulesAssignments)),
        ("/client/v1/redeem", Some(Scope::ClientRedeem)),
        ("/v1/made-up-scope", None),
        ("/client/v1/made-up-scope", None),
        ("/elsewhere", None),
    ] {
        let source = sources.for_request(path);
        assert_eq!(
            source.map(|source| source.scopes().clone()),
            scope.map(ScopeSet::from),
            "{path}"
        );
    }
}

fn sources_without_runtime() -> TokenSources {
    TokenSource::builder(Service::new(Reply::Token(900))).build_sources()
}

#[tokio::test(start_paused = true)]
async fn shutting_down_ends_current_and_later_sources() {
    let service = Service::new(Reply::Token(900));
    let sources = sources(&service);
    for scope in [Scope::Vouchers, Scope::Campaigns, Scope::Orders] {
        secret(&sources.get(scope)).await;
    }
    sources.shutdown().await.unwrap();
    let mut revoked = service.revoked();
    revoked.sort();
    assert_eq!(revoked, ["secret-1", "secret-2", "secret-3"]);
    for scope in [Scope::Vouchers, Scope::Products] {
        assert!(sources.get(scope).token().await.unwrap_err().is_shut_down());
    }
    assert_eq!(service.requests(), 3);
}
