//! When a token is refreshed, and which callers wait.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};
use voucherify_oauth::Scope;
use voucherify_oauth::token_source::TokenSourceBuilder;

use crate::support::{LATENCY, Reply, Service, builder, crowd, longest, secret, settle, source};

/// Returns the age of the first token when the second is requested, with one call per second.
async fn refreshed_after(builder: TokenSourceBuilder, service: &Service) -> u64 {
    let source = builder.build(Scope::Vouchers);
    let begun = Instant::now();
    while service.requests() < 2 {
        source.token().await.unwrap();
        sleep(Duration::from_secs(1) - LATENCY).await;
    }
    begun.elapsed().as_secs()
}

#[tokio::test(start_paused = true)]
async fn jitter_spreads_the_refreshes_of_a_fleet() {
    for (unit, expected) in [(0.0, 719), (0.5, 674), (1.0, 629)] {
        let service = Service::new(Reply::Token(900));
        let builder = builder(&service).random(move || unit);
        let seconds = refreshed_after(builder, &service).await;
        assert!(seconds.abs_diff(expected) <= 2, "{unit}: {seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_windows_can_be_set() {
    let service = Service::new(Reply::Token(900));
    let source = builder(&service)
        .random(|| 0.0)
        .advisory_window(Duration::from_secs(100))
        .mandatory_window(Duration::from_secs(20))
        .build(Scope::Vouchers);
    secret(&source).await;
    advance(Duration::from_secs(798)).await;
    secret(&source).await;
    settle().await;
    assert_eq!(service.requests(), 1);
    service.always(Reply::Hang);
    sleep(Duration::from_secs(1)).await;
    assert_eq!(longest(&crowd(&source, 1).await), Duration::ZERO);
    settle().await;
    assert_eq!(service.requests(), 2);
    // The hanging refresh times out 25 s later, while the token is still served.
    sleep(Duration::from_secs(60)).await;
    assert_eq!(longest(&crowd(&source, 1).await), Duration::ZERO);
    // So does the refresh that the last call started.
    sleep(Duration::from_secs(27)).await;
    assert_eq!(longest(&crowd(&source, 1).await), Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn callers_that_waited_get_the_new_token() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    advance(Duration::from_secs(890)).await;
    let calls = crowd(&source, 10).await;
    assert_eq!(longest(&calls), LATENCY);
    for (token, _) in calls {
        assert_eq!(token.unwrap().access_token().expose_secret(), "secret-2");
    }
}

#[tokio::test(start_paused = true)]
async fn no_call_waits_while_a_background_refresh_fails() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    service.always(Reply::Unavailable(None));
    advance(Duration::from_secs(700)).await;
    for _ in 0..1000 {
        assert_eq!(longest(&crowd(&source, 1).await), Duration::ZERO);
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(source.metrics().waits, 1);
    // 100 s of failures: in the end, one refresh every 10 s.
    let series = source.metrics().failures;
    assert!((8..=14).contains(&series), "{series}");
    service.always(Reply::Token(900));
    sleep(Duration::from_secs(10)).await;
    secret(&source).await;
    settle().await;
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn an_unused_token_is_not_refreshed() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    sleep(Duration::from_secs(86_400)).await;
    assert_eq!(service.requests(), 1);
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn a_request_contains_the_replaced_token() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    advance(Duration::from_secs(890)).await;
    secret(&source).await;
    assert_eq!(service.replaced(), [None, Some("secret-1".into())]);
}
