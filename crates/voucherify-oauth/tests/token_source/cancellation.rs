//! Callers that are dropped while they wait.

use std::time::Duration;

use tokio::time::{advance, sleep, timeout};

use crate::support::{LATENCY, Reply, Service, secret, source, spawn_crowd, tally};

#[tokio::test(start_paused = true)]
async fn a_request_continues_after_all_callers_are_dropped() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    assert!(timeout(LATENCY / 2, source.token()).await.is_err());
    sleep(LATENCY).await;
    assert_eq!((service.requests(), service.issued()), (1, 1));
    assert_eq!(secret(&source).await, "secret-1");
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_first_caller_can_be_dropped_at_any_time() {
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
