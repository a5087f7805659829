//! Machines whose shared store fails, on paused time.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};
use voucherify_oauth::test_util::check_store;
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher};
use voucherify_oauth::{AccessToken, Scope};

use crate::shared::{fleet, machine, secrets, shared, takes};
use crate::store::{Mood, Store};
use crate::support::{LATENCY, Reply, Service, TestClock, secret};

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_keeps_the_longer_lived_token() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    secret(&machine(&service, &store)).await;
    sleep(Duration::from_secs(150)).await;
    store.set(Mood::Down);
    let alone = machine(&service, &store);
    assert_eq!(secret(&alone).await, "secret-2");
    store.set(Mood::Well);
    // The shared token has 15 s left, the token of the machine 165 s.
    sleep(Duration::from_secs(735)).await;
    service.always(Reply::Unavailable(None));
    secret(&alone).await;
    sleep(Duration::from_secs(5)).await;
    assert!(service.requests() > 2);
    assert_eq!(secret(&alone).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn without_the_store_tokens_are_fetched_after_a_bounded_wait() {
    for mood in [Mood::Down, Mood::Hanging, Mood::Sealed] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        store.set(mood);
        let fleet = fleet(&service, &store, 10);
        let begun = Instant::now();
        secrets(&fleet).await;
        assert_eq!(service.requests(), 10, "{mood:?}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{mood:?} {:?}", begun.elapsed());
        // A token that is not shared is revoked.
        for machine in &fleet {
            machine.shutdown().await.unwrap();
        }
        assert_eq!(service.revoked().len(), 10, "{mood:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn sealed_content_is_kept() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    secret(&machine(&service, &store)).await;
    store.set(Mood::Sealed);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-2");
    assert_eq!(store.secrets(), ["secret-1"]);
}

#[tokio::test(start_paused = true)]
async fn garbage_is_replaced_by_one_request() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.damage();
    let fleet = fleet(&service, &store, 100);
    assert!(secrets(&fleet).await.iter().all(|secret| secret == "secret-1"));
    assert_eq!((service.requests(), store.secrets().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_could_not_be_stored_is_served() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.set(Mood::Forgetful);
    let machine = machine(&service, &store);
    assert_eq!(secret(&machine).await, "secret-1");
    machine.shutdown().await.unwrap();
    // The token may have been stored before the error, so other machines may use it.
    assert!(service.revoked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_store_timeout_can_be_set() {
    for limit in [Duration::from_millis(20), Duration::from_secs(3)] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        store.set(Mood::Hanging);
        let shared = shared(&service, &store).store_timeout(limit).build();
        let took = takes(shared, TestClock::new(), "secret-1").await;
        assert_eq!(took, limit + LATENCY);
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_fetched_without_the_store_are_revoked() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.set(Mood::Down);
    let machine = machine(&service, &store);
    for expected in ["secret-1", "secret-2", "secret-3"] {
        let token = machine.token().await.unwrap();
        assert_eq!(token.access_token().expose_secret(), expected);
        machine.invalidate(token.access_token());
    }
    machine.shutdown().await.unwrap();
    let mut revoked = service.revoked();
    revoked.sort();
    assert_eq!(revoked, ["secret-1", "secret-2", "secret-3"]);
}

#[tokio::test(start_paused = true)]
async fn machines_use_the_store_again_after_an_outage() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 10);
    store.set(Mood::Down);
    secrets(&fleet).await;
    store.set(Mood::Well);
    advance(Duration::from_secs(860)).await;
    secrets(&fleet).await;
    assert_eq!(service.requests(), 11);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_not_replaced_without_the_store() {
    for mood in [Mood::Down, Mood::Hanging, Mood::Sealed, Mood::Panicking] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        let fleet = fleet(&service, &store, 20);
        secrets(&fleet).await;
        advance(Duration::from_secs(725)).await;
        store.set(mood);
        let begun = Instant::now();
        for _ in 0..60 {
            secrets(&fleet).await;
            sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(service.requests(), 1, "{mood:?}");
        // No caller waited.
        assert_eq!(begun.elapsed(), Duration::from_secs(60), "{mood:?}");
        store.set(Mood::Well);
        for _ in 0..15 {
            secrets(&fleet).await;
            sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(service.requests(), 2, "{mood:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_store_machines_fetch_before_their_token_expires() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 20);
    secrets(&fleet).await;
    advance(Duration::from_secs(725)).await;
    store.set(Mood::Down);
    // No call fails, and the requests are spread over time.
    for _ in 0..200 {
        secrets(&fleet).await;
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(service.requests(), 21);
    let times = service.request_times();
    let spread = times[20] - times[1];
    assert!(spread > Duration::from_secs(10), "{spread:?}");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_repeats_a_rejected_token_is_bypassed() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let machine = machine(&service, &store);
    secret(&machine).await;
    store.set(Mood::Repeating);
    machine.invalidate(&AccessToken::new("secret-1"));
    assert_eq!(secret(&machine).await, "secret-2");
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_machine_waits_for_the_store_until_its_token_expires() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.set(Mood::Down);
    let (shared, scopes) =
        (shared(&service, &store).random(|| 0.0).build(), Scope::Vouchers.into());
    let mut request = FetchRequest::new(&scopes);
    request.remaining = Duration::from_millis(15_001);
    assert!(shared.fetch(request).await.unwrap_err().is_transient());
    request.remaining = Duration::from_secs(15);
    shared.fetch(request).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_store_that_panics_is_a_store_failure() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.set(Mood::Panicking);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    store.set(Mood::Well);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn the_check_of_a_store_finds_its_flaws() {
    check_store(&Store::new()).await;
    for flaw in [
        Mood::ReturnsTheOriginalLifetime,
        Mood::RenewsNothing,
        Mood::StoresOldTokens,
        Mood::IgnoresClusters,
    ] {
        let store = Store::new();
        store.set(flaw);
        let check = async move { check_store(&store).await };
        assert!(tokio::spawn(check).await.unwrap_err().is_panic(), "{flaw:?}");
    }
}
