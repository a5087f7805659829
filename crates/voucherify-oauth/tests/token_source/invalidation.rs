//! Tokens that a server rejected.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{advance, sleep};
use voucherify_oauth::AccessToken;

use crate::support::{LATENCY, Reply, Service, crowd, secret, source, tally};

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_no_longer_served() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let token = source.token().await.unwrap();
    assert!(source.invalidate(token.access_token()));
    assert_eq!(secret(&source).await, "secret-2");
    assert_eq!(service.replaced(), [None, Some("secret-1".into())]);
}

#[tokio::test(start_paused = true)]
async fn many_rejections_of_one_token_cause_one_request() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let rejected = source.token().await.unwrap();
    for _ in 0..1000 {
        assert!(source.invalidate(rejected.access_token()));
        assert_eq!(secret(&source).await, "secret-2");
    }
    assert_eq!(service.requests(), 2);
    assert_eq!(source.metrics().rejections, 1);
}

#[tokio::test(start_paused = true)]
async fn rejecting_an_unknown_token_has_no_effect() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    assert!(source.invalidate(&AccessToken::new("another")));
    assert_eq!(secret(&source).await, "secret-1");
}

#[tokio::test(start_paused = true)]
async fn repeated_rejections_do_not_use_up_tokens() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    // An endpoint rejects every token, ten times a second, for 15 minutes.
    for _ in 0..9_000 {
        let token = source.token().await.unwrap();
        source.invalidate(token.access_token());
        sleep(Duration::from_millis(100) - LATENCY).await;
    }
    assert!(service.issued() <= 36, "{}", service.issued());
    assert!(source.metrics().rejections_ignored > 8_000);
}

#[tokio::test(start_paused = true)]
async fn a_rejection_during_a_refresh_waits_for_that_refresh() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let token = source.token().await.unwrap();
    advance(Duration::from_secs(700)).await;
    assert_eq!(secret(&source).await, "secret-1");
    assert!(source.invalidate(token.access_token()));
    assert_eq!(tally(&crowd(&source, 100).await), (100, 0));
    assert_eq!(secret(&source).await, "secret-2");
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_not_served_during_an_outage() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let token = source.token().await.unwrap();
    service.always(Reply::Unavailable(None));
    source.invalidate(token.access_token());
    assert_eq!(tally(&crowd(&source, 100).await), (0, 100));
}

#[tokio::test(start_paused = true)]
async fn a_rejected_new_token_is_not_served_to_other_waiters() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        let source = source.clone();
        calls.spawn(async move {
            let token = source.token().await.unwrap();
            let secret = token.access_token().expose_secret().to_owned();
            if secret == "secret-1" {
                source.invalidate(token.access_token());
            }
            secret
        });
    }
    let mut secrets = calls.join_all().await;
    secrets.sort();
    assert_eq!((secrets[0].as_str(), secrets[1].as_str()), ("secret-1", "secret-2"));
    assert_eq!(service.requests(), 2);
}
