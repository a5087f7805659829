//! Attempts, pauses and back-off.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};
use voucherify_oauth::Scope;

use crate::support::{LATENCY, Reply, Service, builder, crowd, longest, secret, source, tally};

/// Returns the times between requests.
fn gaps(service: &Service) -> Vec<Duration> {
    service.request_times().windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test(start_paused = true)]
async fn a_permanent_error_gets_no_second_attempt() {
    let service = Service::new(Reply::Refused);
    let calls = crowd(&source(&service), 100).await;
    assert_eq!((tally(&calls), longest(&calls)), ((0, 100), LATENCY));
    assert_eq!(service.requests(), 1);
    let error = calls[0].0.as_ref().unwrap_err();
    assert!(!error.is_transient());
    assert_eq!(error.to_string(), "could not get a token: bad request");
}

#[tokio::test(start_paused = true)]
async fn transient_errors_get_further_attempts() {
    let service = Service::new(Reply::Token(900));
    service.next([Reply::Unavailable(None), Reply::Unavailable(None)]);
    let calls = crowd(&source(&service), 100).await;
    assert_eq!(tally(&calls), (100, 0));
    // Half of at most 250 ms, then half of at most 500 ms, after the response.
    assert_eq!(
        gaps(&service),
        [LATENCY + Duration::from_millis(125), LATENCY + Duration::from_millis(250)]
    );
}

#[tokio::test(start_paused = true)]
async fn pauses_respect_retry_after() {
    let service = Service::new(Reply::Token(900));
    service.next([Reply::Unavailable(Some(Duration::from_secs(7)))]);
    assert_eq!(tally(&crowd(&source(&service), 100).await), (100, 0));
    assert_eq!(gaps(&service), [LATENCY + Duration::from_secs(7)]);
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_refresh_timeout_is_respected() {
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
async fn retry_after_is_limited() {
    let service = Service::new(Reply::Unavailable(Some(Duration::from_secs(86_400))));
    let source =
        builder(&service).retry_after_limit(Duration::from_secs(30)).build(Scope::Vouchers);
    source.token().await.unwrap_err();
    service.always(Reply::Token(900));
    advance(Duration::from_secs(30)).await;
    source.token().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_back_off_doubles_up_to_a_bound_and_is_reset_by_success() {
    let service = Service::new(Reply::Refused);
    let source = source(&service);
    // Calls without a pause, for a minute.
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
async fn a_panic_of_the_fetcher_is_a_failure() {
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
async fn attempts_and_timeouts_can_be_set() {
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
