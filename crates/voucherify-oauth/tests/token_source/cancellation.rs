//! A caller may be dropped at any await, and a runtime at any time.

use std::time::Duration;

use tokio::time::{advance, sleep, timeout};

use crate::support::{LATENCY, Reply, Service, secret, source, spawn_crowd, tally};

#[tokio::test(start_paused = true)]
async fn a_request_goes_on_when_all_who_asked_for_it_are_gone() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    assert!(timeout(LATENCY / 2, source.token()).await.is_err());
    sleep(LATENCY).await;
    assert_eq!((service.requests(), service.issued()), (1, 1));
    assert_eq!(secret(&source).await, "secret-1");
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_leader_may_go_at_any_moment_of_a_series() {
    for moment in (0..1_000).step_by(10).map(Duration::from_millis) {
        let service = Service::new(Reply::Token(900));
        service.next([Reply::Unavailable(None), Reply::Unavailable(None)]);
        let source = source(&service);
        let leader = spawn_crowd(&source, 1);
        advance(Duration::ZERO).await;
        let others = spawn_crowd(&source, 10);
        advance(moment).await;
        drop(leader);
        let calls = others.join_all().await;
        assert_eq!(tally(&calls), (10, 0), "{moment:?}");
        assert_eq!(service.requests(), 3, "{moment:?}");
    }
}

#[test]
fn a_runtime_that_ends_in_the_middle_takes_only_its_own_callers_along() {
    let service = Service::new(Reply::Token(900));
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let first = runtime();
    let source = first.block_on(async { source(&service) });
    first.block_on(async {
        assert!(timeout(LATENCY / 2, source.token()).await.is_err());
    });
    drop(first);
    assert_eq!((service.requests(), service.in_flight()), (1, 0));
    assert_eq!(runtime().block_on(secret(&source)), "secret-1");
    assert_eq!(service.requests(), 2);
}
