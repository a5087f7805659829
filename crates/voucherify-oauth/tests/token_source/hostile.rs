//! Clocks, fetchers and services that misbehave.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, async_trait};
use voucherify_oauth::types::TokenResponse;
use voucherify_oauth::{AccessToken, Error, Scope, ScopeSet, TokenSource};

use crate::support::{Reply, Service, TestClock, builder, response, secret, source};

#[tokio::test(start_paused = true)]
async fn a_clock_that_panics_as_a_refresh_ends_is_an_error() {
    let service = Service::new(Reply::Token(900));
    let (clock, armed) = (TestClock::new(), Arc::new(AtomicBool::new(true)));
    // The attempt reads the clock once before the fetch and once after it.
    let source = builder(&service)
        .clock({
            let (service, armed, reads) = (service.clone(), armed.clone(), AtomicU64::new(0));
            move || {
                let after = service.issued() == 1 && armed.load(Ordering::SeqCst);
                if after && reads.fetch_add(1, Ordering::SeqCst) == 1 {
                    panic!("told to");
                }
                clock.now()
            }
        })
        .build(Scope::Vouchers);
    let error = source.token().await.unwrap_err();
    assert!(error.to_string().contains("the clock"), "{error}");
    armed.store(false, Ordering::SeqCst);
    assert_eq!(secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn a_waiter_gets_a_token_after_many_rejections() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    // All callers wait. Each of the first five tokens is rejected before the last waiter wakes.
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let source = source.clone();
        calls.spawn(async move {
            loop {
                let token = source.token().await.unwrap();
                let number = token.access_token().expose_secret().to_owned();
                if number.ends_with('6') || !source.invalidate(token.access_token()) {
                    return number;
                }
            }
        });
    }
    let last = calls.join_all().await;
    assert!(last.iter().all(|secret| secret == "secret-6"), "{last:?}");
    assert_eq!(service.requests(), 6);
}

/// A service that remembers which of its tokens are active.
#[derive(Clone, Default)]
struct Ledger {
    issued: Arc<AtomicU64>,
    revoked: Arc<AtomicU64>,
}

#[async_trait]
impl TokenFetcher for Ledger {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        sleep(Duration::from_micros(fastrand::u64(0..2_000))).await;
        let number = self.issued.fetch_add(1, Ordering::SeqCst);
        Ok(response(format!("secret-{number}"), 900, request.scopes))
    }

    async fn revoke(&self, _: &AccessToken) -> Result<(), Error> {
        self.revoked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Runs shutdowns in real time and on real threads, so that a refresh may end just as it is
/// stopped.
async fn timed_shutdowns(count: usize) {
    let ledger = Ledger::default();
    let mut shutdowns = JoinSet::new();
    for _ in 0..count {
        let ledger = ledger.clone();
        shutdowns.spawn(async move {
            // Half of this time is for the token in flight.
            let limit = Duration::from_millis(fastrand::u64(2..6));
            let source =
                TokenSource::builder(ledger).shutdown_timeout(limit).build(Scope::Vouchers);
            let call = tokio::spawn({
                let source = source.clone();
                async move { source.token().await }
            });
            sleep(Duration::from_micros(fastrand::u64(0..2_000))).await;
            let _ = source.shutdown().await;
            let _ = call.await;
        });
        if shutdowns.len() >= 50 {
            shutdowns.join_next().await;
        }
    }
    while shutdowns.join_next().await.is_some() {}
    // Refreshes and revocations that take longer than the shutdown have a clone of the ledger.
    for _ in 0..6_000 {
        if Arc::strong_count(&ledger.issued) == 1 {
            break;
        }
        sleep(Duration::from_millis(10)).await;
    }
    assert!(ledger.issued.load(Ordering::SeqCst) > 0);
    assert_eq!(ledger.issued.load(Ordering::SeqCst), ledger.revoked.load(Ordering::SeqCst));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timed_shutdowns_leave_no_token_active() {
    timed_shutdowns(1_000).await;
}

/// Run it by name:
/// `cargo test -p voucherify-oauth --test token_source twenty_thousand -- --ignored`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute"]
async fn twenty_thousand_timed_shutdowns_leave_no_token_active() {
    timed_shutdowns(20_000).await;
}

#[tokio::test(start_paused = true)]
async fn long_and_unsafe_scopes_are_truncated_and_escaped() {
    let granted = ScopeSet::from_wire(&format!("a\u{9b}2J\u{202e}{}", "x".repeat(700_000)));
    let service = Service::new(Reply::Scopes(granted.clone()));
    let token = source(&service).token().await.unwrap();
    let requested = builder(&service).require_all_scopes(true).build(granted.clone());
    service.always(Reply::Scopes(Scope::Vouchers.into()));
    let error = requested.token().await.unwrap_err();
    assert_eq!(error.missing_scopes(), Some(&granted));
    for shown in [format!("{token:?}"), error.to_string(), format!("{error:?}")] {
        assert!(shown.len() < 3_000, "{} bytes", shown.len());
        assert!(shown.contains("u{9b}2J") && shown.contains("u{202e}"), "{shown}");
        assert!(!shown.contains(['\u{9b}', '\u{202e}']), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_unusable_token_is_an_error_and_not_shown() {
    for bad in ["", " ", "se cret", "secret\t", "secr\u{e9}t", "secret\nX-Injected: yes", "=="] {
        let service = Service::new(Reply::Raw(bad));
        let error = source(&service).token().await.unwrap_err();
        assert!(!error.is_transient(), "{bad:?}");
        assert!(error.to_string().contains("can't be used"), "{error}");
        assert!(!format!("{error} {error:?}").contains("secr"), "{error:?}");
    }
}
