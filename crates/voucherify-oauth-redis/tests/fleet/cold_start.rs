//! Many machines that start at once.

use std::time::Duration;

use crate::endpoint::Endpoint;
use crate::machine::key;
use crate::process::Process;
use crate::server::Server;

const PROCESSES: usize = 50;

#[tokio::test]
async fn fifty_processes_that_start_at_once_make_one_token_request() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let mut fleet = Vec::new();
    for _ in 0..PROCESSES {
        fleet.push(Process::start(&redis, &endpoint, &key()).await);
    }
    for process in &mut fleet {
        process.go().await;
    }
    let mut slowest = 0;
    for process in fleet {
        let got = process.got().await;
        assert_eq!(got.secret, "s3cret-token-1");
        slowest = slowest.max(got.millis);
    }
    assert_eq!(endpoint.requests(), 1);
    println!("{PROCESSES} processes, 1 token request, slowest {slowest} ms");
}

#[tokio::test]
async fn waiters_take_over_when_the_process_with_the_lease_dies() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let mut fleet = Vec::new();
    for _ in 0..10 {
        fleet.push(Process::start(&redis, &endpoint, &key()).await);
    }
    endpoint.hang(true);
    let mut dying = Process::start(&redis, &endpoint, &key()).await;
    dying.go().await;
    endpoint.received(1).await;
    for process in &mut fleet {
        process.go().await;
    }
    // Gives them time to become waiters.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(endpoint.requests(), 1);
    endpoint.hang(false);
    dying.kill().await;
    for process in fleet {
        assert_eq!(process.got().await.secret, "s3cret-token-2");
    }
    assert_eq!(endpoint.requests(), 2);
}
