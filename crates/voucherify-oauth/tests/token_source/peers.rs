//! The scenarios by which published token sources were compared, one test for each: 1,000 tasks
//! call at once, and the service responds after 50 ms.

use std::time::Duration;

use tokio::time::{Instant, advance, sleep};

use crate::support::{LATENCY, Reply, Service, crowd, longest, source, spawn_crowd, tally};

const CALLERS: usize = 1000;

#[tokio::test(start_paused = true)]
async fn cold_start_sends_one_request() {
    let service = Service::new(Reply::Token(900));
    let calls = crowd(&source(&service), CALLERS).await;
    assert_eq!(tally(&calls), (CALLERS, 0));
    assert_eq!(service.requests(), 1);
    assert_eq!(longest(&calls), LATENCY);
}

#[tokio::test(start_paused = true)]
async fn advisory_window_sends_one_request_and_no_call_waits() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    crowd(&source, 1).await;
    advance(Duration::from_secs(700)).await;
    let calls = crowd(&source, CALLERS).await;
    assert_eq!(tally(&calls), (CALLERS, 0));
    assert_eq!(longest(&calls), Duration::ZERO);
    sleep(LATENCY * 2).await;
    assert_eq!(service.requests(), 2);
    assert_eq!(crate::support::secret(&source).await, "secret-2");
}

#[tokio::test(start_paused = true)]
async fn mandatory_window_sends_one_request_and_all_calls_wait() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    crowd(&source, 1).await;
    advance(Duration::from_secs(890)).await;
    let calls = crowd(&source, CALLERS).await;
    assert_eq!(tally(&calls), (CALLERS, 0));
    assert_eq!(longest(&calls), LATENCY);
    assert_eq!(service.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_cold_503_fails_all_callers_after_one_refresh() {
    let service = Service::new(Reply::Unavailable(None));
    let source = source(&service);
    let calls = crowd(&source, CALLERS).await;
    assert_eq!(tally(&calls), (0, CALLERS));
    assert_eq!(service.requests(), 3);
    assert!(longest(&calls) < Duration::from_secs(1), "{:?}", longest(&calls));

    // Calls that are repeated at once send no further requests.
    for _ in 0..9 {
        let calls = crowd(&source, CALLERS).await;
        assert_eq!((tally(&calls), longest(&calls)), ((0, CALLERS), Duration::ZERO));
        advance(Duration::from_millis(100)).await;
    }
    assert_eq!(service.requests(), 3);
}

#[tokio::test(start_paused = true)]
async fn cold_start_without_a_response_fails_in_bounded_time() {
    let service = Service::new(Reply::Hang);
    let calls = crowd(&source(&service), CALLERS).await;
    assert_eq!(tally(&calls), (0, CALLERS));
    assert!(calls.iter().all(|(outcome, _)| outcome.as_ref().unwrap_err().is_timeout()));
    assert!(longest(&calls) <= Duration::from_secs(25), "{:?}", longest(&calls));
    assert_eq!((service.requests(), service.most_in_flight()), (3, 1));
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_served_during_a_503() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    crowd(&source, 1).await;
    service.always(Reply::Unavailable(None));
    let begun = Instant::now();

    advance(Duration::from_secs(700)).await;
    let calls = crowd(&source, CALLERS).await;
    assert_eq!((tally(&calls), longest(&calls)), ((CALLERS, 0), Duration::ZERO));

    // Until the last second.
    for _ in 0..198 {
        advance(Duration::from_secs(1)).await;
        let calls = crowd(&source, CALLERS).await;
        assert_eq!(tally(&calls), (CALLERS, 0), "after {:?}", begun.elapsed());
        assert!(longest(&calls) < Duration::from_secs(1), "{:?}", longest(&calls));
        if begun.elapsed() > Duration::from_millis(897_500) {
            break;
        }
    }
    advance(Duration::from_secs(10)).await;
    assert_eq!(tally(&crowd(&source, CALLERS).await), (0, CALLERS));
    assert_eq!(service.most_in_flight(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_served_without_a_response() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    crowd(&source, 1).await;
    service.always(Reply::Hang);
    advance(Duration::from_secs(870)).await;
    let calls = crowd(&source, CALLERS).await;
    assert_eq!((tally(&calls), longest(&calls)), ((CALLERS, 0), Duration::from_secs(5)));
    // Patience ends for all waiters at the same time.
    let calls = crowd(&source, CALLERS).await;
    assert_eq!((tally(&calls), longest(&calls)), ((CALLERS, 0), Duration::ZERO));
    assert_eq!(service.most_in_flight(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_leader_does_not_affect_waiters() {
    let service = Service::new(Reply::Token(900));
    let source = source(&service);
    let leader = spawn_crowd(&source, 1);
    advance(LATENCY / 2).await;
    let others = spawn_crowd(&source, CALLERS);
    advance(Duration::ZERO).await;
    drop(leader);
    let calls = others.join_all().await;
    assert_eq!(tally(&calls), (CALLERS, 0));
    assert_eq!(service.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn recovery_follows_by_itself_after_a_503() {
    recovers_after(Reply::Unavailable(None), 3).await;
}

#[tokio::test(start_paused = true)]
async fn recovery_follows_by_itself_after_a_400() {
    recovers_after(Reply::Refused, 1).await;
}

async fn recovers_after(failure: Reply, requests: usize) {
    let service = Service::new(failure);
    let source = source(&service);
    assert_eq!(tally(&crowd(&source, CALLERS).await), (0, CALLERS));
    assert_eq!(service.requests(), requests);
    service.always(Reply::Token(900));
    advance(Duration::from_millis(1001)).await;
    assert_eq!(tally(&crowd(&source, CALLERS).await), (CALLERS, 0));
    assert_eq!(service.requests(), requests + 1);
}
