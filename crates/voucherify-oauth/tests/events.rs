//! What the log and the traces of a token source get to know.
//!
//! A process of its own, with one test: `tracing` remembers for all threads whether anybody listens, and goes by whoever
//! comes first.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

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
use voucherify_oauth::{Scope, ScopeSet};

use support::{Reply, Service, builder};

/// A log in memory.
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

/// All that is logged by a source that goes through everything.
async fn log_of_everything() -> String {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .without_time()
        .with_writer(log.clone())
        .finish();
    // Spawned tasks inherit no subscriber, so that it has to be the thread's.
    let _guard = tracing::subscriber::set_default(subscriber);
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
    service.revocations_hang();
    source.shutdown().await.unwrap_err();
    log.text()
}

#[tokio::test(start_paused = true)]
async fn everything_worth_knowing_is_told_and_no_secret() {
    let log = log_of_everything().await;
    for expected in [
        "could not refresh the access token",
        "the access token lacks requested scopes",
        "missing=campaigns",
        "gave up a rejected access token",
        "could not revoke an access token",
        "attempt failed",
    ] {
        assert!(log.contains(expected), "{expected}:\n{log}");
    }
    assert!(!log.contains("secret"), "{log}");
    // What the service grants is escaped and cut.
    assert!(log.contains("a\\u{9b}2Jx") && !log.contains('\u{9b}'), "{log}");
    assert!(log.lines().all(|line| line.len() < 4_000), "a long line");

    // Attempts are spans with the conventional names.
    for expected in [
        "voucherify_oauth.refresh{voucherify.oauth.scopes=campaigns vouchers}:POST /v1/oauth/token{",
        "otel.kind=\"client\"",
        "http.request.method=\"POST\"",
        "url.template=\"/v1/oauth/token\"",
        "http.request.resend_count=1",
        "http.response.status_code=200",
        "error.type=\"timeout\"",
        "otel.status_code=\"ERROR\"",
    ] {
        assert!(log.contains(expected), "{expected}:\n{log}");
    }
}
