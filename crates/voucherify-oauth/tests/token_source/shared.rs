//! Machines that share one token, on paused time. Each source is a machine.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{Instant, advance, sleep, timeout};
use voucherify_oauth::token_source::{
    Account, FetchRequest, SharedFetcher, SharedFetcherBuilder, TokenFetcher,
};
use voucherify_oauth::{AccessToken, Scope, ScopeSet, TokenSource};

use crate::store::{Mood, STEP, Store};
use crate::support::{LATENCY, Reply, Service, TestClock, secret, settle};

/// The default lease.
const LEASE: Duration = Duration::from_secs(3);

fn shared(service: &Service, store: &Store) -> SharedFetcherBuilder<Service, Store> {
    let account = Account::new("app", "https://api.voucherify.io");
    SharedFetcher::builder(service.clone(), account, store.clone())
}

fn fetcher(service: &Service, store: &Store) -> SharedFetcher<Service, Store> {
    shared(service, store).build()
}

fn machine(service: &Service, store: &Store) -> TokenSource {
    let fetcher = fetcher(service, store);
    TokenSource::builder(fetcher)
        .spawn_on(Handle::current())
        .clock(TestClock::new().reader())
        .build(Scope::Vouchers)
}

fn fleet(service: &Service, store: &Store, size: usize) -> Vec<TokenSource> {
    (0..size).map(|_| machine(service, store)).collect()
}

/// Calls all machines of a fleet at once and returns their secrets.
async fn secrets(fleet: &[TokenSource]) -> Vec<String> {
    let mut calls = JoinSet::new();
    for machine in fleet {
        let machine = machine.clone();
        calls.spawn(async move { secret(&machine).await });
    }
    calls.join_all().await
}

#[tokio::test(start_paused = true)]
async fn the_in_memory_store_meets_the_contract() {
    voucherify_oauth::test_util::check_store(&voucherify_oauth::test_util::MemoryStore::new())
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_fleet_that_starts_makes_one_request() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 500);
    let begun = Instant::now();
    assert!(secrets(&fleet).await.iter().all(|secret| secret == "secret-1"));
    assert_eq!(service.requests(), 1);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert!(!store.is_leased());
}

#[tokio::test(start_paused = true)]
async fn a_fleet_makes_one_request_for_each_refresh() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 100);
    for _ in 0..60 * 60 {
        for machine in &fleet {
            machine.token().await.unwrap();
        }
        sleep(Duration::from_secs(1)).await;
    }
    // Windows have jitter, and the refresh of the first machine, at about 900 - 270 s, serves all.
    assert!((5..=6).contains(&service.requests()), "{}", service.requests());
}

#[tokio::test(start_paused = true)]
async fn the_fast_path_does_not_use_the_store() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let machine = machine(&service, &store);
    secret(&machine).await;
    let before = store.operations();
    for _ in 0..10_000 {
        secret(&machine).await;
    }
    assert_eq!(store.operations(), before);
}

#[tokio::test(start_paused = true)]
async fn a_late_machine_gets_the_remaining_lifetime() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    secret(&machine(&service, &store)).await;
    sleep(Duration::from_secs(400)).await;
    let scopes = ScopeSet::from(Scope::Vouchers);
    let token = fetcher(&service, &store).fetch(FetchRequest::new(&scopes)).await.unwrap();
    assert_eq!(token.access_token.expose_secret(), "secret-1");
    assert_eq!(token.expires_in, 499);
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_expires_soon_is_used_if_fetching_fails() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    secret(&machine(&service, &store)).await;
    sleep(Duration::from_secs(850)).await;
    service.next([Reply::Refused]);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    assert_eq!(secret(&machine(&service, &store)).await, "secret-2");
    assert!(!store.is_leased());
}

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
async fn accounts_and_scopes_do_not_share_tokens() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let wrapping = |app_id: &str| {
        let account = Account::new(app_id, "https://api.voucherify.io");
        let fetcher = SharedFetcher::builder(service.clone(), account, store.clone()).build();
        TokenSource::builder(fetcher).spawn_on(Handle::current()).clock(TestClock::new().reader())
    };
    assert_eq!(secret(&wrapping("app").build(Scope::Vouchers)).await, "secret-1");
    assert_eq!(secret(&wrapping("app").build(Scope::Campaigns)).await, "secret-2");
    assert_eq!(secret(&wrapping("other").build(Scope::Vouchers)).await, "secret-3");
    assert_eq!(secret(&wrapping("app").build(Scope::Vouchers)).await, "secret-1");
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_once_for_all() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 50);
    secrets(&fleet).await;
    for machine in &fleet {
        assert!(machine.invalidate(&AccessToken::new("secret-1")));
    }
    assert!(secrets(&fleet).await.iter().all(|secret| secret == "secret-2"));
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_discarded_before_the_refresh() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let machine = machine(&service, &store);
    secret(&machine).await;
    machine.invalidate(&AccessToken::new("secret-1"));
    service.always(Reply::Refused);
    machine.token().await.unwrap_err();
    assert!(store.secrets().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_old_token_is_kept_until_it_is_replaced() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let old = machine(&service, &store);
    secret(&old).await;
    advance(Duration::from_secs(725)).await;
    service.always(Reply::Unavailable(None));
    secret(&old).await;
    settle().await;
    assert!(service.requests() > 1);
    // A machine that starts during the outage.
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
}

#[tokio::test(start_paused = true)]
async fn other_machines_continue_after_the_lease_owner_crashes() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Hang]);
    let dying = machine(&service, &store);
    let call = tokio::spawn({
        let dying = dying.clone();
        async move { dying.token().await }
    });
    sleep(LATENCY).await;
    assert_eq!(service.in_flight(), 1);
    let fleet = fleet(&service, &store, 100);
    let begun = Instant::now();
    call.abort();
    drop(dying);
    let _ = call.await;
    assert!(secrets(&fleet).await.iter().all(|secret| secret == "secret-1"));
    assert_eq!(service.requests(), 2);
    assert!(begun.elapsed() <= LEASE + Duration::from_secs(1), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_slow_response_keeps_the_lease() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Late(2 * LEASE)]);
    let fleet = fleet(&service, &store, 100);
    assert!(secrets(&fleet).await.iter().all(|secret| secret == "secret-1"));
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_frees_the_lease_for_the_next_machine() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Refused]);
    let begun = Instant::now();
    machine(&service, &store).token().await.unwrap_err();
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    assert!(begun.elapsed() < LEASE, "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_was_slow_does_not_overwrite_a_newer_token() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Late(3 * LEASE)]);
    let scopes = ScopeSet::from(Scope::Vouchers);
    let slow = fetcher(&service, &store);
    let (late, ()) = tokio::join!(slow.fetch(FetchRequest::new(&scopes)), async {
        sleep(10 * STEP).await;
        // The machine can't reach the store for a while, so that it loses its lease.
        store.set(Mood::Down);
        sleep(LEASE).await;
        store.set(Mood::Well);
        assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    });
    let late = late.unwrap();
    assert_eq!(late.access_token.expose_secret(), "secret-2");
    assert_eq!(store.secrets(), ["secret-1"]);
    // No other machine knows this token.
    slow.revoke(&late.access_token).await.unwrap();
    assert_eq!(service.revoked(), ["secret-2"]);
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
async fn waiting_for_a_stuck_lease_is_bounded() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Hang]);
    let scopes = ScopeSet::from(Scope::Vouchers);
    // Without a source, the future is not dropped after a timeout.
    let stuck = fetcher(&service, &store);
    let stuck = tokio::spawn(async move { stuck.fetch(FetchRequest::new(&scopes)).await });
    sleep(LATENCY).await;
    let begun = Instant::now();
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    assert!(begun.elapsed() >= Duration::from_secs(6), "{:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    // About 18 reads with pauses from 50 to 500 ms, and the renewals of the lease.
    assert!((14..=32).contains(&store.operations()), "{}", store.operations());
    stuck.abort();
}

#[tokio::test(start_paused = true)]
async fn a_machine_with_a_valid_token_reads_every_two_seconds() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let machine = machine(&service, &store);
    secret(&machine).await;
    advance(Duration::from_secs(725)).await;
    store.set(Mood::Leased(Duration::from_secs(30)));
    let before = store.operations();
    secret(&machine).await;
    sleep(Duration::from_secs(6)).await;
    assert!((3..=7).contains(&(store.operations() - before)), "{}", store.operations() - before);
}

/// Returns how long a new machine with these settings takes to get this token.
async fn takes(
    shared: SharedFetcher<Service, Store>,
    clock: TestClock,
    expected: &str,
) -> Duration {
    let begun = Instant::now();
    let builder = TokenSource::builder(shared).spawn_on(Handle::current()).clock(clock.reader());
    assert_eq!(secret(&builder.build(Scope::Vouchers)).await, expected);
    begun.elapsed()
}

#[tokio::test(start_paused = true)]
async fn the_duration_of_a_lease_can_be_set() {
    for seconds in [1, 6] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        service.next([Reply::Hang]);
        let lease = Duration::from_secs(seconds);
        let scopes = ScopeSet::from(Scope::Vouchers);
        let dying = shared(&service, &store).lease(lease).build();
        let call = timeout(LATENCY, dying.fetch(FetchRequest::new(&scopes))).await;
        assert!(call.is_err());
        let took = takes(fetcher(&service, &store), TestClock::new(), "secret-1").await;
        assert!(took > lease - LATENCY && took < lease + Duration::from_secs(1), "{took:?}");
    }
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
async fn the_longest_wait_can_be_set() {
    for seconds in [1, 9] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        store.set(Mood::Leased(Duration::from_secs(30)));
        let longest = Duration::from_secs(seconds);
        let shared = shared(&service, &store).longest_wait(longest).random(|| 0.0).build();
        let took = takes(shared, TestClock::new(), "secret-1").await;
        assert!(took >= longest && took < longest + Duration::from_secs(1), "{took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_least_remaining_lifetime_can_be_set() {
    // At most a quarter of the lifetime of 900 s.
    for (least, age, expected) in [
        (Duration::from_secs(200), 690, "secret-1"),
        (Duration::from_secs(200), 710, "secret-2"),
        (Duration::MAX, 665, "secret-1"),
        (Duration::MAX, 685, "secret-2"),
    ] {
        let (service, store) = (Service::new(Reply::Token(900)), Store::new());
        secret(&machine(&service, &store)).await;
        sleep(Duration::from_secs(age)).await;
        let shared = shared(&service, &store).least_remaining(least).build();
        takes(shared, TestClock::new(), expected).await;
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
async fn shutting_down_does_not_revoke_a_shared_token() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    let fleet = fleet(&service, &store, 3);
    secrets(&fleet).await;
    fleet[0].shutdown().await.unwrap();
    assert!(service.revoked().is_empty());
    assert_eq!(secret(&fleet[1]).await, "secret-1");
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
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
async fn a_stuck_lease_does_not_delay_callers() {
    for (lease, limit) in [(30, 10), (61, 3), (100_000, 3)] {
        let (service, store) =
            (Service::new(Reply::Late(Duration::from_millis(2450))), Store::new());
        store.set(Mood::Leased(Duration::from_secs(lease)));
        let begun = Instant::now();
        assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
        assert!(begun.elapsed() < Duration::from_secs(limit), "{lease} s: {:?}", begun.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_waits_for_a_lease_once() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    service.next([Reply::Unavailable(None)]);
    store.set(Mood::Leased(Duration::from_secs(30)));
    let begun = Instant::now();
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_store_that_panics_is_a_store_failure() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.set(Mood::Panicking);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-1");
    store.set(Mood::Well);
    assert_eq!(secret(&machine(&service, &store)).await, "secret-2");
}

#[test]
fn a_lease_is_at_most_sixty_seconds() {
    let builder = shared(&Service::new(Reply::Refused), &Store::new()).lease(100 * LEASE);
    for shown in [format!("{builder:?}"), format!("{:?}", builder.build())] {
        assert!(shown.contains("base_url: \"https://api.voucherify.io\""), "{shown}");
        for part in
            ["lease: 60s", "store_timeout: 500ms", "longest_wait: 7s", "least_remaining: 60s"]
        {
            assert!(shown.contains(part), "{shown}");
        }
    }
}
