//! Creating, dropping and printing a source.

use std::time::Duration;

use tokio::time::{advance, sleep, timeout};
use voucherify_oauth::test_util::MemoryStore;
use voucherify_oauth::{Scope, TokenSource};

use crate::support::{LATENCY, Reply, Service, builder, crowd, secret, source};

#[test]
fn creating_a_source_needs_no_runtime() {
    let service = Service::new(Reply::Token(900));
    let source = TokenSource::builder(service.clone()).build(Scope::Vouchers);
    drop(source.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(secret(&source)), "secret-1");
}

#[tokio::test(start_paused = true)]
async fn no_token_is_requested_before_the_first_call() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    sleep(Duration::from_secs(3600)).await;
    assert_eq!(service.requests(), 0);
    assert_eq!(source.metrics(), Default::default());
}

#[tokio::test(start_paused = true)]
async fn dropping_the_last_handle_ends_the_refresh() {
    let service = Service::new(Reply::Hang);
    let source = source(&service);
    assert!(timeout(LATENCY, source.token()).await.is_err());
    let other = source.clone();
    drop(source);
    sleep(LATENCY).await;
    assert_eq!(service.in_flight(), 1);
    drop(other);
    sleep(LATENCY).await;
    assert_eq!(service.in_flight(), 0);
    sleep(Duration::from_secs(60)).await;
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn metrics_are_counted() {
    let service = Service::new(Reply::Token(900));
    service.next([Reply::Unavailable(None), Reply::Refused]);
    let source = source(&service);
    crowd(&source, 10).await;
    sleep(Duration::from_secs(2)).await;
    crowd(&source, 10).await;
    let token = source.token().await.unwrap();
    advance(Duration::from_secs(100)).await;
    let metrics = source.metrics();
    assert_eq!(
        (metrics.attempts, metrics.refreshes, metrics.failures, metrics.waits),
        (3, 1, 1, 20)
    );
    assert_eq!(metrics.age, Some(Duration::from_secs(100) + LATENCY));
    source.invalidate(token.access_token());
    assert_eq!((source.metrics().rejections, source.metrics().age), (1, None));
}

#[tokio::test(start_paused = true)]
async fn debug_output_contains_no_token() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let token = source.token().await.unwrap();
    assert!(token.authorization().is_sensitive());
    let printed = format!("{token:?} {token:#?} {source:?} {:?}", token.authorization());
    assert!(!printed.contains("secret"), "{printed}");
    let begin = "Token { access_token: \"[redacted]\", scopes: \"vouchers\", expires_at: ";
    assert!(printed.starts_with(begin), "{printed}");
}

#[tokio::test(start_paused = true)]
async fn debug_names_the_settings_and_the_scopes() {
    let builder = || builder(&Service::new(Reply::Refused));
    let shown = format!("{:?}", builder());
    assert!(shown.starts_with("TokenSourceBuilder { settings: Settings {"), "{shown}");
    assert!(shown.contains("clock: Injected"), "{shown}");
    let system = TokenSource::builder(Service::new(Reply::Refused));
    assert!(format!("{system:?}").contains("clock: System"), "{system:?}");
    let one = "TokenSource { scopes: \"vouchers\", metrics: Metrics { attempts: 0, ";
    let source = builder().build(Scope::Vouchers);
    assert!(format!("{source:?}").starts_with(one), "{source:?}");
    let sources = builder().build_sources();
    let _ = sources.get(Scope::Vouchers);
    assert!(format!("{sources:?}").starts_with(&format!("[{one}")), "{sources:?}");
    assert_eq!(format!("{:?}", MemoryStore::new()), "MemoryStore { .. }");
}
