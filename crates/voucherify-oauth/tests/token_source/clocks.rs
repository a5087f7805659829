//! Invalid lifetimes, and clocks that jump.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use tokio::runtime::Handle;
use tokio::time::{advance, sleep};
use voucherify_oauth::test_util::FixedToken;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_sandbox::{ManualClock, Sandbox};

use crate::support::{
    LATENCY, Reply, Service, TestClock, builder, crowd, longest, secret, settle, source, tally,
};

fn source_and_clock(service: &Service) -> (TokenSource, TestClock) {
    let clock = TestClock::new();
    (builder(service).clock(clock.reader()).build(Scope::Vouchers), clock)
}

#[tokio::test(start_paused = true)]
async fn after_a_suspension_no_expired_token_is_served() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    clock.suspend(3600);
    assert_eq!(secret(&source).await, "secret-2");
    // After a short suspension, the token is still served.
    clock.suspend(600);
    assert_eq!(secret(&source).await, "secret-2");
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn without_a_service_no_expired_token_is_served() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    service.always(Reply::Unavailable(None));
    clock.suspend(3600);
    assert!(source.token().await.unwrap_err().is_transient());
}

#[tokio::test(start_paused = true)]
async fn a_suspension_ends_the_back_off() {
    let service = Service::new(Reply::Unavailable(Some(Duration::from_secs(200))));
    let (source, clock) = source_and_clock(&service);
    source.token().await.unwrap_err();
    service.always(Reply::Token(900));
    source.token().await.unwrap_err();
    clock.suspend(200);
    assert_eq!(secret(&source).await, "secret-1");
}

#[tokio::test(start_paused = true)]
async fn a_wall_clock_set_back_causes_one_background_refresh() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    clock.set_wall(-86_400);
    for _ in 0..100 {
        assert_eq!(longest(&crowd(&source, 10).await), Duration::ZERO);
    }
    settle().await;
    assert_eq!(secret(&source).await, "secret-2");
    advance(Duration::from_secs(600)).await;
    assert_eq!(secret(&source).await, "secret-2");
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wall_clock_set_back_does_not_lengthen_a_lifetime() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    service.always(Reply::Refused);
    clock.set_wall(-3_600);
    advance(Duration::from_secs(890)).await;
    assert_eq!(secret(&source).await, "secret-1");
    advance(Duration::from_secs(11)).await;
    source.token().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_small_correction_of_the_wall_clock_is_ignored() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    for _ in 0..10 {
        clock.set_wall(-5);
        assert_eq!(secret(&source).await, "secret-1");
        settle().await;
    }
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_monotonic_clock_that_goes_backwards_is_tolerated() {
    let service = Service::new(Reply::Token(900));
    let (source, clock) = source_and_clock(&service);
    assert_eq!(secret(&source).await, "secret-1");
    clock.set_monotonic(-50_000);
    assert_eq!(secret(&source).await, "secret-1");
    // The wall clock still ages the token.
    advance(Duration::from_secs(900)).await;
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn the_clock_of_the_service_does_not_matter() {
    // In all these tests, the `expires_at` of the service is in 1970.
    let service = Service::new(Reply::Token(900));
    let token = source(&service).token().await.unwrap();
    let requested = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    assert_eq!(token.expires_at(), requested + Duration::from_secs(899));
}

#[tokio::test(start_paused = true)]
async fn the_lifetime_counts_from_before_the_request() {
    let service = Service::new(Reply::Late(Duration::from_secs(8)));
    let source = source(&service);
    source.token().await.unwrap();
    service.always(Reply::Refused);
    advance(Duration::from_secs(890)).await;
    source.token().await.unwrap();
    advance(Duration::from_secs(2)).await;
    source.token().await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_arrives_expired_is_never_served() {
    for expires_in in [0, -1, i64::MIN] {
        let service = Service::new(Reply::Token(expires_in));
        let source = source(&service);
        let calls = crowd(&source, 100).await;
        assert_eq!(tally(&calls), (0, 100), "{expires_in}");
        assert_eq!(service.requests(), 3, "{expires_in}");
        let error = calls[0].0.as_ref().unwrap_err();
        assert!(error.is_transient());
        assert_eq!(
            error.to_string(),
            "could not get a token: the token can't be used: it expired before it arrived"
        );
    }
}

#[tokio::test]
async fn a_test_advances_one_clock_for_source_and_sandbox() {
    let clock = ManualClock::new();
    let sandbox = Sandbox::builder().clock(clock.reader()).start().await.unwrap();
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap();
    let reader = clock.reader();
    let source = TokenSource::builder(client).clock(move || reader().into()).build(Scope::Vouchers);
    let first = source.token().await.unwrap();
    assert_eq!(first.expires_at(), clock.now() + Duration::from_secs(899));
    clock.advance(Duration::from_secs(900));
    let second = source.token().await.unwrap();
    assert!(first.access_token() != second.access_token());
    sandbox.assert_issued(2);
    sandbox.assert_active(1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_in_flight_is_never_served() {
    let service = Service::new(Reply::Token(900));
    let clock = TestClock::new();
    let source = builder(&service).clock(clock.reader()).attempts(1).build(Scope::Vouchers);
    let call = tokio::spawn({
        let source = source.clone();
        async move { source.token().await }
    });
    advance(LATENCY / 2).await;
    clock.suspend(1000);
    assert!(call.await.unwrap().unwrap_err().is_transient());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_before_a_waiter_wakes_is_not_served() {
    // Without time left, the caller does not wait for a second token.
    for (limit, attempts) in [(Duration::from_secs(25), 2), (Duration::ZERO, 1)] {
        let (clock, looks) = (TestClock::new(), AtomicU64::new(0));
        let source = TokenSource::builder(FixedToken::new("secret"))
            .spawn_on(Handle::current())
            .refresh_timeout(limit)
            .clock(move || {
                // The source reads the clock five times until it stores the first token. Then the
                // machine is suspended.
                if looks.fetch_add(1, Ordering::SeqCst) == 5 {
                    clock.suspend(1000);
                }
                clock.now()
            })
            .build(Scope::Vouchers);
        let is_served = source.token().await.is_ok();
        assert_eq!((is_served, source.metrics().attempts), (attempts == 2, attempts));
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_of_one_second_is_served_for_less_than_that() {
    let service = Service::new(Reply::Token(1));
    let source = source(&service);
    let mut last = String::new();
    for _ in 0..100 {
        last = secret(&source).await;
        sleep(Duration::from_millis(100)).await;
    }
    assert!(service.requests() <= 20, "{}", service.requests());
    service.always(Reply::Refused);
    sleep(Duration::from_millis(950)).await;
    source.token().await.unwrap_err();
    assert!(!last.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_is_limited_to_a_day() {
    for expires_in in [i64::from(i32::MAX), i64::MAX] {
        let service = Service::new(Reply::Token(expires_in));
        let source = source(&service);
        assert_eq!(secret(&source).await, "secret-1");
        advance(Duration::from_secs(80_000)).await;
        assert_eq!(secret(&source).await, "secret-1");
        advance(Duration::from_secs(6_400)).await;
        assert_eq!(secret(&source).await, "secret-2");
    }
}
