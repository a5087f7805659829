//! The end of a source.

use std::time::Duration;

use tokio::time::{Instant, advance};
use voucherify_oauth::Scope;

use crate::support::{
    LATENCY, Reply, Service, builder, secret, settle, source, spawn_crowd, tally,
};

#[tokio::test(start_paused = true)]
async fn shutting_down_revokes_the_token_and_ends_the_service() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
    assert!(source.token().await.unwrap_err().is_shut_down());
    assert!(source.clone().token().await.unwrap_err().is_shut_down());
    assert_eq!((service.requests(), source.metrics().revocations), (1, 1));
    // Twice does no harm.
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
}

#[tokio::test(start_paused = true)]
async fn tokens_that_were_replaced_and_still_live_are_revoked_too() {
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
async fn expired_tokens_are_not_worth_a_request() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    advance(Duration::from_secs(900)).await;
    source.shutdown().await.unwrap();
    assert!(service.revoked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_token_on_its_way_is_waited_for_and_revoked() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let calls = spawn_crowd(&source, 100);
    advance(LATENCY / 2).await;
    source.shutdown().await.unwrap();
    assert_eq!(service.revoked(), ["secret-1"]);
    let calls = calls.join_all().await;
    assert!(calls.iter().all(|(outcome, _)| outcome.as_ref().unwrap_err().is_shut_down()));
}

#[tokio::test(start_paused = true)]
async fn it_takes_no_longer_than_set() {
    let service = Service::new(Reply::Token(900));
    let source = builder(&service).shutdown_timeout(Duration::from_secs(3)).build(Scope::Vouchers);
    secret(&source).await;
    advance(Duration::from_secs(700)).await;
    service.revocations_hang();
    service.always(Reply::Hang);
    secret(&source).await;
    let begun = Instant::now();
    assert!(source.shutdown().await.unwrap_err().is_timeout());
    assert_eq!(begun.elapsed(), Duration::from_secs(3));
    settle().await;
    assert_eq!(service.in_flight(), 0);
}

#[tokio::test(start_paused = true)]
async fn callers_who_wait_are_told() {
    let service = Service::new(Reply::Hang);
    let source = source(&service);
    let calls = spawn_crowd(&source, 100);
    advance(LATENCY).await;
    source.shutdown().await.unwrap();
    let calls = calls.join_all().await;
    assert_eq!(tally(&calls), (0, 100));
    assert!(calls.iter().all(|(outcome, _)| outcome.as_ref().unwrap_err().is_shut_down()));
}
