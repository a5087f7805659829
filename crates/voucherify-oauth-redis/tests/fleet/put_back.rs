//! Attacks with write access to Redis and without the encryption key.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::sleep;
use voucherify_oauth::token_source::{LeaseRequest, Lookup, TokenKey, TokenStore};
use voucherify_oauth::types::TokenType;
use voucherify_oauth::{AccessToken, Scope, ScopeSet, TokenResponse};
use voucherify_oauth_redis::redis::{AsyncCommands, cmd};

use crate::contract::lease;
use crate::endpoint::Endpoint;
use crate::machine::{key, secret, source, store};
use crate::server::Server;

#[tokio::test]
async fn a_restored_old_value_is_not_served() {
    let redis = Server::start().await;
    let store = store(&redis.address(), &key());
    let scopes = ScopeSet::from(Scope::Vouchers);
    let key = TokenKey::new("app", "https://api.voucherify.io", &scopes);
    let old = lease(&store, key).await;
    let token = AccessToken::new("old");
    let token = TokenResponse::new()
        .with_access_token(token)
        .with_client_id("client")
        .with_expires_in(1)
        .with_scope(scopes.clone())
        .with_token_type(TokenType::Bearer);
    assert!(store.store(key, old, &token).await.unwrap());
    let mut connection = redis.connection().await;
    let name = redis.name(":token").await;
    let value: HashMap<String, Vec<u8>> = connection.hgetall(&name).await.unwrap();
    sleep(Duration::from_millis(1100)).await;

    let later = (old.granted + 900_000).to_string();
    for (fence, expiry) in [
        (&value["fence"][..], &value["expiry"][..]),
        (&value["fence"][..], later.as_bytes()),
        (b"9999999999999", later.as_bytes()),
    ] {
        let mut put_back = cmd("HSET");
        put_back.arg(&name).arg("value").arg(&value["value"]).arg("fence").arg(fence);
        put_back.arg("expiry").arg(expiry).exec_async(&mut connection).await.unwrap();
        cmd("PEXPIRE").arg(&name).arg(900_000).exec_async(&mut connection).await.unwrap();
        let request = LeaseRequest::new(Duration::ZERO, Duration::from_secs(1));
        match store.read_or_lease(key, request).await {
            Ok(Lookup::Granted(lease, None)) => store.release(key, lease).await.unwrap(),
            Err(error) => assert!(error.is_damaged(), "{error}"),
            served => panic!("{served:?}"),
        }
    }
}

#[tokio::test]
async fn junk_fences_do_not_disable_sharing() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let machine = || source(&redis.address(), &endpoint.address(), &key());
    secret(&machine()).await;
    let mut connection = redis.connection().await;
    let [token, fence] = [redis.name(":token").await, redis.name(":fence").await];
    for junk in
        ["9e15", "nan", "-1", "inf", "", "0x7fffffffffff", "9007199254740993", "4503599627370495"]
    {
        let _: () = connection.set(&fence, junk).await.unwrap();
        let _: () = connection.hset(&token, "fence", junk).await.unwrap();
        let before = endpoint.requests();
        assert_eq!(secret(&machine()).await, secret(&machine()).await, "{junk}");
        assert_eq!(endpoint.requests(), before + 1, "{junk}");
    }
}
