//! When a token is refreshed, and who waits for it.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};
use voucherify_oauth::Scope;
use voucherify_oauth::token_source::TokenSourceBuilder;

use crate::support::{LATENCY, Reply, Service, builder, crowd, longest, secret, settle, source};

/// How old the first token is when the second is asked for, with someone asking every second.
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
async fn a_fleet_does_not_refresh_in_step() {
    for (unit, expected) in [(0.0, 719), (0.5, 674), (1.0, 629)] {
        let service = Service::new(Reply::Token(900));
        let builder = builder(&service).random(move || unit);
        let seconds = refreshed_after(builder, &service).await;
        assert!(seconds.abs_diff(expected) <= 2, "{unit}: {seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn windows_are_as_set() {
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
    // The hanging series is given up 25 s later, while the token is still served.
    sleep(Duration::from_secs(60)).await;
    assert_eq!(longest(&crowd(&source, 1).await), Duration::ZERO);
    // So is the one that the last call began.
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
async fn nobody_waits_and_nothing_is_locked_while_a_refresh_fails_in_the_background() {
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
    // 100 s of failures: one series each 10 s, in the end.
    let series = source.metrics().failures;
    assert!((8..=14).contains(&series), "{series}");
    service.always(Reply::Token(900));
    sleep(Duration::from_secs(10)).await;
    secret(&source).await;
    settle().await;
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_asked_for_is_not_refreshed() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    sleep(Duration::from_secs(86_400)).await;
    assert_eq!(service.requests(), 1);
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_names_the_token_that_it_replaces() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    secret(&source).await;
    advance(Duration::from_secs(890)).await;
    secret(&source).await;
    assert_eq!(service.replaced(), [None, Some("secret-1".into())]);
}
