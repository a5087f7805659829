//! The shutdown of a source.

use std::time::Duration;

use tokio::time::{Instant, advance};
use voucherify_oauth::Scope;

use crate::support::{
    LATENCY, Reply, Service, builder, secret, settle, source, spawn_crowd, tally,
};

#[tokio::test(start_paused = true)]
async fn shutting_down_revokes_the_token_and_stops_serving() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
    assert!(source.token().await.unwrap_err().is_shut_down());
    assert!(source.clone().token().await.unwrap_err().is_shut_down());
    assert_eq!((service.requests(), source.metrics().revocations), (1, 1));
    // A second shutdown has no effect.
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
}

#[tokio::test(start_paused = true)]
async fn replaced_tokens_that_are_active_are_revoked() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let first = source.token().await.unwrap();
    source.invalidate(first.access_token());
    secret(&source).await;
    advance(Duration::from_secs(700)).await;
    secret(&source).await;
    settle().await;
    assert_eq!(secret(&source).await, "secret-3");
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1", "secret-2", "secret-3"]);
}

#[tokio::test(start_paused = true)]
async fn expired_tokens_are_not_revoked() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    advance(Duration::from_secs(900)).await;
    source.shutdown().await.unwrap();
    assert!(service.revoked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_token_in_flight_is_revoked() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let calls = spawn_crowd(&source, 100);
    advance(LATENCY / 2).await;
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
    assert_eq!(source.metrics().failures, 0);
    let calls = calls.join_all().await;
    assert!(calls.iter().all(|(outcome, _)| outcome.as_ref().unwrap_err().is_shut_down()));
}

#[tokio::test(start_paused = true)]
async fn the_shutdown_timeout_can_be_set() {
    let service = Service::new(Reply::Token(900));
    let source = builder(&service).shutdown_timeout(Duration::from_secs(3)).build(Scope::Vouchers);
    secret(&source).await;
    advance(Duration::from_secs(700)).await;
    service.revocations_hang(true);
    service.always(Reply::Hang);
    secret(&source).await;
    let begun = Instant::now();
    assert!(source.shutdown().await.unwrap_err().is_timeout());
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    settle().await;
    assert_eq!(service.in_flight(), 0);
    // Another call tries again.
    service.revocations_hang(false);
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
}

#[tokio::test(start_paused = true)]
async fn waiters_get_an_error() {
    let service = Service::new(Reply::Hang);
    let source = source(&service);
    let calls = spawn_crowd(&source, 100);
    advance(LATENCY).await;
    source.shutdown().await.unwrap();
    assert_eq!(source.metrics().failures, 0);
    let calls = calls.join_all().await;
    assert_eq!(tally(&calls), (0, 100));
    assert!(calls.iter().all(|(outcome, _)| outcome.as_ref().unwrap_err().is_shut_down()));
}
