//! The contract of `TokenStore`.

use std::time::Duration;

use voucherify_oauth::test_util::check_store;
use voucherify_oauth::token_source::{Lease, LeaseRequest, Lookup, TokenKey, TokenStore};
use voucherify_oauth::{Scope, ScopeSet};
use voucherify_oauth_redis::RedisStore;

use crate::machine::{key, store};
use crate::server::Server;

const LONG: Duration = Duration::from_secs(60);

pub(crate) async fn lease(store: &RedisStore, key: TokenKey<'_>) -> Lease {
    let request = LeaseRequest::new(LONG, LONG).newer_than(u64::MAX);
    match store.read_or_lease(key, request).await.unwrap() {
        Lookup::Granted(lease, _) => lease,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_store_meets_the_contract() {
    let redis = Server::start().await;
    check_store(&store(&redis.address(), &key())).await;
}

#[tokio::test]
async fn fences_increase_after_redis_loses_them() {
    let mut redis = Server::start().await;
    let scopes = ScopeSet::from(Scope::Vouchers);
    let token_key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    let before = lease(&store(&redis.address(), &key()), token_key).await;
    redis.kill();
    redis.restart().await;
    let after = lease(&store(&redis.address(), &key()), token_key).await;
    assert!(after.fence > before.fence);
}
