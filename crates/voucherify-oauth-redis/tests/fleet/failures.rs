//! Callers get tokens even if Redis fails.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use voucherify_oauth_redis::redis::{AsyncTypedCommands, cmd};

use crate::endpoint::Endpoint;
use crate::machine::{key, secret, source, store, with_store};
use crate::server::Server;

/// The time limit for a token while Redis does not respond: the half second that the store waits,
/// the request, and slack for a busy machine. It is less than the 7 s that a waiter waits.
const BOUNDED: Duration = Duration::from_secs(6);

#[tokio::test]
async fn machines_get_tokens_without_redis_and_share_them_again() {
    let mut redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let store = store(&redis.address(), &key());
    let machine = || with_store(store.clone(), &endpoint.address());
    let first = machine();
    assert_eq!(secret(&first).await, secret(&machine()).await);
    assert_eq!(endpoint.requests(), 1);

    redis.kill();
    let begun = Instant::now();
    assert_eq!(secret(&machine()).await, "s3cret-token-2");
    assert!(begun.elapsed() < BOUNDED, "{:?}", begun.elapsed());
    assert_eq!(secret(&first).await, "s3cret-token-1", "not served from memory");

    redis.restart().await;
    let begun = Instant::now();
    loop {
        let before = endpoint.requests();
        let one = secret(&machine()).await;
        if one == secret(&machine()).await {
            assert!(endpoint.requests() <= before + 1);
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "not shared again");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_machine_starts_without_redis() {
    let mut redis = Server::start().await;
    redis.kill();
    let endpoint = Endpoint::start().await;
    let begun = Instant::now();
    let source = source(&redis.address(), &endpoint.address(), &key());
    assert_eq!(secret(&source).await, "s3cret-token-1");
    assert!(begun.elapsed() < BOUNDED, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn an_unresponsive_redis_delays_a_token_for_a_bounded_time() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let [connected, new] = [(); 2].map(|()| store(&redis.address(), &key()));
    let first = with_store(connected.clone(), &endpoint.address());
    secret(&first).await;
    redis.pause();
    for store in [&connected, &new] {
        let begun = Instant::now();
        let served = secret(&with_store(store.clone(), &endpoint.address())).await;
        assert_ne!(served, "s3cret-token-1");
        assert!(begun.elapsed() < BOUNDED, "{:?}", begun.elapsed());
    }
    redis.resume();
    assert_eq!(endpoint.requests(), 3);
    // The commands that Redis runs late do no harm: the first token is still the shared one.
    sleep(Duration::from_millis(500)).await;
    let late = source(&redis.address(), &endpoint.address(), &key());
    assert_eq!(secret(&late).await, "s3cret-token-1");
}

#[tokio::test]
async fn a_value_of_the_wrong_type_costs_one_request() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let machine = || source(&redis.address(), &endpoint.address(), &key());
    secret(&machine()).await;
    let [token, fence] = [redis.name(":token").await, redis.name(":fence").await];
    let lease = token.replace(":token", ":lease");
    let mut connection = redis.connection().await;
    for round in 0..6 {
        let name = [&token, &fence, &lease][round % 3];
        connection.del(&token).await.unwrap();
        match round {
            0..=2 => {
                connection.del(name).await.unwrap();
                connection.lpush(name, "garbage").await.unwrap();
            }
            3..=4 => connection.set(name, "garbage").await.unwrap(),
            // A lease without a TTL.
            _ => connection.set(name, "1").await.unwrap(),
        }
        let before = endpoint.requests();
        assert_eq!(secret(&machine()).await, secret(&machine()).await, "round {round}");
        assert_eq!(endpoint.requests(), before + 1, "round {round}");
    }
    // The right type, with a value that is not a token.
    cmd("HSET").arg(&token).arg("value").arg("garbage").exec_async(&mut connection).await.unwrap();
    let before = endpoint.requests();
    assert_eq!(secret(&machine()).await, secret(&machine()).await);
    assert_eq!(endpoint.requests(), before + 1);
}
