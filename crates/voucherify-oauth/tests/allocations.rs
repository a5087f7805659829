//! A call for a fresh token does not allocate. A separate binary, since its allocator counts.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

#[path = "token_source/support.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod support;

use std::task::{Context, Poll, Waker};

use support::{Reply, Service, builder};
use voucherify_oauth::{Scope, ScopeSet};

/// Returns the output of a future that is ready at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_fresh_token_does_not_allocate_for_any_scopes() {
    let all: ScopeSet = Scope::ALL.iter().copied().collect();
    for scopes in [Scope::Vouchers.into(), all] {
        let source = builder(&Service::new(Reply::Token(900))).build(scopes);
        // The first call on a thread initializes thread-local state.
        source.token().await.unwrap();
        let counted = allocation_counter::measure(|| {
            for _ in 0..1000 {
                drop(now(source.token()).unwrap());
            }
        });
        assert_eq!(counted.count_total, 0);
    }
}
