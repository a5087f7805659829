//! What a store promises, operation by operation.

use std::time::Duration;

use tokio::time::sleep;
use voucherify_oauth::token_source::{TokenKey, TokenStore};
use voucherify_oauth::types::TokenType;
use voucherify_oauth::{AccessToken, Scope, ScopeSet, TokenResponse};
use voucherify_oauth_redis::RedisStore;

use crate::machine::{key, store};
use crate::server::Server;

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(60);

fn token(secret: &str) -> TokenResponse {
    let token = AccessToken::new(secret);
    TokenResponse::new()
        .with_access_token(token)
        .with_client_id("client")
        .with_expires_in(900)
        .with_scope(Scope::Vouchers)
        .with_token_type(TokenType::Bearer)
}

/// The secret that is stored.
async fn stored(store: &RedisStore, key: TokenKey<'_>) -> Option<String> {
    let stored = store.read(key).await.unwrap()?;
    Some(stored.response.access_token.expose_secret().to_owned())
}

#[tokio::test]
async fn a_token_is_read_as_it_was_stored_with_what_is_left_of_its_life() {
    let Some(redis) = Server::start().await else { return };
    let store = store(&redis.address(), &key());
    let scopes = ScopeSet::from(Scope::Vouchers);
    let key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    assert!(store.read(key).await.unwrap().is_none());
    let lease = store.lease(key, LONG).await.unwrap().unwrap();
    sleep(4 * SHORT).await;
    assert!(store.store(key, lease, &token("one")).await.unwrap());
    let read = store.read(key).await.unwrap().unwrap();
    assert_eq!(read.response.access_token, AccessToken::new("one"));
    assert_eq!((read.response.expires_in, read.fence), (900, lease.fence));
    // Since the lease was granted, not since the token was stored.
    assert!(read.remaining <= Duration::from_secs(900) - 4 * SHORT, "{:?}", read.remaining);
    assert!(read.remaining > Duration::from_secs(880), "{:?}", read.remaining);
    // Storing ended the lease.
    assert!(store.lease(key, LONG).await.unwrap().unwrap().fence > lease.fence);
}

#[tokio::test]
async fn one_lease_at_a_time_and_whoever_lost_it_stays_without() {
    let Some(redis) = Server::start().await else { return };
    let store = store(&redis.address(), &key());
    let scopes = ScopeSet::from(Scope::Vouchers);
    let key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    let first = store.lease(key, SHORT).await.unwrap().unwrap();
    assert!(store.lease(key, LONG).await.unwrap().is_none());
    assert!(store.renew(key, first, 4 * SHORT).await.unwrap());
    sleep(2 * SHORT).await;
    assert!(store.lease(key, LONG).await.unwrap().is_none());
    sleep(4 * SHORT).await;
    let second = store.lease(key, LONG).await.unwrap().unwrap();
    assert!(second.fence > first.fence && second.granted > first.granted);
    assert!(!store.renew(key, first, LONG).await.unwrap());
    store.release(key, first).await.unwrap();
    assert!(store.lease(key, LONG).await.unwrap().is_none(), "it is another's");
    store.release(key, second).await.unwrap();
    assert!(store.lease(key, LONG).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_was_slow_does_not_overwrite_a_newer_token_not_even_a_discarded_one() {
    let Some(redis) = Server::start().await else { return };
    let store = store(&redis.address(), &key());
    let scopes = ScopeSet::from(Scope::Vouchers);
    let key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    let first = store.lease(key, SHORT).await.unwrap().unwrap();
    sleep(2 * SHORT).await;
    let second = store.lease(key, LONG).await.unwrap().unwrap();
    assert!(store.store(key, second, &token("two")).await.unwrap());
    assert!(!store.store(key, first, &token("one")).await.unwrap());
    assert_eq!(stored(&store, key).await.as_deref(), Some("two"));
    store.discard(key, first.fence).await.unwrap();
    assert_eq!(stored(&store, key).await.as_deref(), Some("two"));
    store.discard(key, second.fence).await.unwrap();
    assert_eq!(stored(&store, key).await, None);
    assert!(!store.store(key, first, &token("one")).await.unwrap());
    assert_eq!(stored(&store, key).await, None);
}

#[tokio::test]
async fn fences_go_on_rising_when_redis_has_lost_them() {
    let Some(mut redis) = Server::start().await else { return };
    let scopes = ScopeSet::from(Scope::Vouchers);
    let token_key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    let before = store(&redis.address(), &key()).lease(token_key, LONG).await.unwrap().unwrap();
    redis.kill();
    redis.restart().await;
    let after = store(&redis.address(), &key()).lease(token_key, LONG).await.unwrap().unwrap();
    assert!(after.fence > before.fence);
}
