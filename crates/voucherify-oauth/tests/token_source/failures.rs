//! What is tried again, how often, and what is remembered.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};
use voucherify_oauth::Scope;

use crate::support::{LATENCY, Reply, Service, builder, crowd, longest, secret, source, tally};

/// The time between one request and the next.
fn gaps(service: &Service) -> Vec<Duration> {
    service.request_times().windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_is_reported_at_once_and_not_tried_again() {
    let service = Service::new(Reply::Refused);
    let calls = crowd(&source(&service), 100).await;
    assert_eq!((tally(&calls), longest(&calls)), ((0, 100), LATENCY));
    assert_eq!(service.requests(), 1);
    let error = calls[0].0.as_ref().unwrap_err();
    assert!(!error.is_transient());
    assert_eq!(error.to_string(), "could not get a token: bad request");
}

#[tokio::test(start_paused = true)]
async fn transient_errors_are_tried_again_within_a_series() {
    let service = Service::new(Reply::Token(900));
    service.next([Reply::Unavailable(None), Reply::Unavailable(None)]);
    let calls = crowd(&source(&service), 100).await;
    assert_eq!(tally(&calls), (100, 0));
    // Half of at most 250 ms, then half of at most 500 ms, after the answer.
    assert_eq!(
        gaps(&service),
        [LATENCY + Duration::from_millis(125), LATENCY + Duration::from_millis(250)]
    );
}

#[tokio::test(start_paused = true)]
async fn the_service_is_left_alone_for_as_long_as_it_asks() {
    let service = Service::new(Reply::Token(900));
    service.next([Reply::Unavailable(Some(Duration::from_secs(7)))]);
    assert_eq!(tally(&crowd(&source(&service), 100).await), (100, 0));
    assert_eq!(gaps(&service), [LATENCY + Duration::from_secs(7)]);
}

#[tokio::test(start_paused = true)]
async fn a_pause_longer_than_a_series_ends_it_and_is_kept_nevertheless() {
    let service = Service::new(Reply::Unavailable(Some(Duration::from_secs(60))));
    let source = source(&service);
    let calls = crowd(&source, 100).await;
    assert_eq!((tally(&calls), longest(&calls)), ((0, 100), LATENCY));
    assert_eq!(calls[0].0.as_ref().unwrap_err().retry_after(), Some(Duration::from_secs(60)));
    service.always(Reply::Token(900));
    advance(Duration::from_secs(59)).await;
    assert_eq!(tally(&crowd(&source, 100).await), (0, 100));
    advance(Duration::from_secs(1)).await;
    assert_eq!(tally(&crowd(&source, 100).await), (100, 0));
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_service_cannot_stop_a_source_for_a_day() {
    let service = Service::new(Reply::Unavailable(Some(Duration::from_secs(86_400))));
    let source =
        builder(&service).retry_after_limit(Duration::from_secs(30)).build(Scope::Vouchers);
    source.token().await.unwrap_err();
    service.always(Reply::Token(900));
    advance(Duration::from_secs(30)).await;
    source.token().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_memory_of_failures_gets_longer_up_to_a_bound_and_ends_with_success() {
    let service = Service::new(Reply::Refused);
    let source = source(&service);
    // Someone asks all the time, for a minute.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        source.token().await.unwrap_err();
        sleep(Duration::from_millis(10)).await;
    }
    let rests: Vec<u64> = gaps(&service).iter().map(Duration::as_secs).collect();
    assert_eq!(rests, [1, 2, 4, 8, 10, 10, 10, 10]);

    service.always(Reply::Token(900));
    sleep(Duration::from_secs(10)).await;
    source.token().await.unwrap();
    service.always(Reply::Refused);
    sleep(Duration::from_secs(900)).await;
    let requests = service.requests();
    source.token().await.unwrap_err();
    sleep(Duration::from_millis(1001)).await;
    source.token().await.unwrap_err();
    assert_eq!(service.requests(), requests + 2);
}

#[tokio::test(start_paused = true)]
async fn a_fetcher_that_panics_is_a_failure_like_others() {
    let service = Service::new(Reply::Panic);
    let source = source(&service);
    let calls = crowd(&source, 100).await;
    assert_eq!(tally(&calls), (0, 100));
    assert_eq!(service.requests(), 1);
    assert_eq!(
        calls[0].0.as_ref().unwrap_err().to_string(),
        "could not get a token: the fetcher panicked"
    );
    service.always(Reply::Token(900));
    sleep(Duration::from_secs(1)).await;
    assert_eq!(secret(&source).await, "secret-1");
}

#[tokio::test(start_paused = true)]
async fn attempts_and_time_are_as_set() {
    let service = Service::new(Reply::Unavailable(None));
    builder(&service).attempts(5).build(Scope::Vouchers).token().await.unwrap_err();
    assert_eq!(service.requests(), 5);

    let service = Service::new(Reply::Hang);
    let source = builder(&service)
        .attempts(u32::MAX)
        .attempt_timeout(Duration::from_secs(1))
        .refresh_timeout(Duration::from_secs(4))
        .build(Scope::Vouchers);
    let begun = Instant::now();
    assert!(source.token().await.unwrap_err().is_timeout());
    assert!(begun.elapsed() <= Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!((service.requests(), service.most_in_flight()), (4, 1));
}
