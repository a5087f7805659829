//! A Redis that fails, in every way: callers get tokens all the same.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use voucherify_oauth_redis::redis::{AsyncTypedCommands, cmd};

use crate::endpoint::Endpoint;
use crate::machine::{key, secret, source, store, with_store};
use crate::server::Server;

/// What a token may take when Redis does not answer: the half second set for that, the request itself, and more than that on a
/// busy machine, though less than the 8 s for which a machine waits for another.
const BOUNDED: Duration = Duration::from_secs(3);

#[tokio::test]
async fn tokens_come_while_redis_is_dead_and_are_shared_again_after_its_restart() {
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
    assert_eq!(secret(&first).await, "s3cret-token-1", "the memory needs no Redis");

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
async fn a_redis_that_does_not_answer_delays_a_token_by_a_bounded_time() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let [connected, new] = [(); 2].map(|()| store(&redis.address(), &key()));
    let first = with_store(connected.clone(), &endpoint.address());
    secret(&first).await;
    redis.stop();
    for store in [&connected, &new] {
        let begun = Instant::now();
        let served = secret(&with_store(store.clone(), &endpoint.address())).await;
        assert_ne!(served, "s3cret-token-1");
        assert!(begun.elapsed() < BOUNDED, "{:?}", begun.elapsed());
    }
    redis.go_on();
    assert_eq!(endpoint.requests(), 3);
    // What it was sent meanwhile does no harm: the first token is still the shared one.
    sleep(Duration::from_millis(500)).await;
    let late = source(&redis.address(), &endpoint.address(), &key());
    assert_eq!(secret(&late).await, "s3cret-token-1");
}

#[tokio::test]
async fn garbage_of_every_type_is_replaced_by_one_request() {
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
            // A lease without an end.
            _ => connection.set(name, "1").await.unwrap(),
        }
        let before = endpoint.requests();
        assert_eq!(secret(&machine()).await, secret(&machine()).await, "round {round}");
        assert_eq!(endpoint.requests(), before + 1, "round {round}");
    }
    // What is a hash as it should be, with a value that is none.
    cmd("HSET").arg(&token).arg("value").arg("garbage").exec_async(&mut connection).await.unwrap();
    let before = endpoint.requests();
    assert_eq!(secret(&machine()).await, secret(&machine()).await);
    assert_eq!(endpoint.requests(), before + 1);
}
