//! The log and the traces of a token source.
//!
//! A separate binary with one test, since `tracing` caches for all threads whether there is a
//! subscriber.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

#[path = "token_source/store.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod store;
#[path = "token_source/support.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod support;

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::sleep;
use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use voucherify_oauth::token_source::{Account, FetchRequest, SharedFetcher, TokenFetcher};
use voucherify_oauth::{Error, Scope, ScopeSet, TokenResponse};

use store::{Mood, Store};
use support::{LATENCY, Reply, Service, builder};

/// An in-memory log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Returns a subscriber that writes everything into the log.
fn subscriber(log: &Log) -> impl tracing::Subscriber + Send + Sync + use<> {
    tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(log.clone())
        .finish()
}

/// Causes all events of a source without a store.
async fn a_source() {
    let service = Service::new(Reply::Token(900));
    service.next([
        Reply::Unavailable(None),
        Reply::Scopes(ScopeSet::from_wire(&format!("vouchers a\u{9b}2J{}", "x".repeat(700_000)))),
        Reply::Raw("secret garbage"),
        Reply::Refused,
        Reply::Hang,
    ]);
    let source = builder(&service).build(Scope::Vouchers | Scope::Campaigns);
    for _ in 0..8 {
        if let Ok(token) = source.token().await {
            source.invalidate(token.access_token());
        }
        sleep(Duration::from_secs(10)).await;
    }
    // More rejections than the rate limiter allows.
    while let Ok(token) = source.token().await
        && source.invalidate(token.access_token())
    {}
    service.revocations_hang(true);
    source.shutdown().await.unwrap_err();
}

/// Fetches a token that is shared through `store`.
async fn fetch(service: &Service, store: &Store) -> Result<TokenResponse, Error> {
    let account = Account::new("app", "https://api.voucherify.io");
    let shared = SharedFetcher::builder(service.clone(), account, store.clone()).build();
    shared.fetch(FetchRequest::new(&Scope::Vouchers.into())).await
}

/// Causes all events of a store.
async fn a_store() {
    let (service, store) = (Service::new(Reply::Token(900)), Store::new());
    store.damage();
    for mood in [Mood::Down, Mood::Forgetful] {
        store.set(mood);
        fetch(&service, &store).await.unwrap();
    }
    // The store is down until the lease has ended. Then another machine is faster.
    let store = Store::new();
    service.next([Reply::Late(Duration::from_secs(9))]);
    let (late, ()) = tokio::join!(fetch(&service, &store), async {
        sleep(LATENCY).await;
        store.set(Mood::Down);
        sleep(Duration::from_secs(4)).await;
        store.set(Mood::Well);
        fetch(&service, &store).await.unwrap();
    });
    late.unwrap();
    // The lease of a machine that failed can't be released.
    let store = Store::new();
    service.next([Reply::Refused]);
    let (refused, ()) = tokio::join!(fetch(&service, &store), async {
        sleep(LATENCY / 2).await;
        store.set(Mood::Down);
    });
    refused.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn events_are_logged_without_secrets() {
    let log = Log::default();
    // Set for the thread, since spawned tasks do not inherit a subscriber.
    let guard = tracing::subscriber::set_default(subscriber(&log));
    a_source().await;
    a_store().await;
    drop(guard);
    let log = log.text();
    for (level, message) in [
        ("WARN", "could not refresh the access token"),
        ("WARN", "the access token lacks requested scopes"),
        ("WARN", "kept a rejected access token"),
        ("WARN", "could not revoke an access token"),
        ("WARN", "fetching an access token without the token store"),
        ("WARN", "could not share an access token"),
        ("WARN", "replacing the content of the token store"),
        ("DEBUG", "invalidated a rejected access token"),
        ("DEBUG", "attempt failed"),
        ("DEBUG", "could not clean up the token store"),
        ("DEBUG", "lost the lease to another machine"),
        ("DEBUG", "another machine stored a newer access token"),
    ] {
        let logged = |line: &str| line.trim_start().starts_with(level) && line.contains(message);
        assert!(log.lines().any(logged), "{level} {message}:\n{log}");
    }
    assert!(log.contains("missing=campaigns"), "{log}");
    assert!(!log.contains("secret"), "{log}");
    // Granted scopes are escaped and truncated.
    assert!(log.contains("a\\u{9b}2Jx") && !log.contains('\u{9b}'), "{log}");
    assert!(log.lines().all(|line| line.len() < 4_000), "a long line");

    // Attempts are spans with the conventional names.
    for expected in [
        "voucherify_oauth.refresh{voucherify.oauth.scopes=campaigns vouchers}:",
        ":POST /v1/oauth/token{",
        "otel.kind=\"client\"",
        "http.request.method=\"POST\"",
        "url.template=\"/v1/oauth/token\"",
        "http.request.resend_count=1",
        "server.address=\"auth.example\"",
        "server.port=8443",
        "error.type=\"unavailable\"",
        "error.type=\"damaged\"",
        "http.response.status_code=200",
        "error.type=\"timeout\"",
        "otel.status_code=\"ERROR\"",
    ] {
        assert!(log.contains(expected), "{expected}:\n{log}");
    }
    assert!(!log.contains("resend_count=0"), "{log}");
}
