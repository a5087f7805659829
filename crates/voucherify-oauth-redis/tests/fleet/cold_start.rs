//! Many machines at once.

use std::time::{Duration, Instant};

use crate::endpoint::Endpoint;
use crate::machine::{LEASE, key};
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
async fn when_the_process_with_the_lease_is_killed_the_others_go_on_within_the_lease_time() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let mut fleet = Vec::new();
    for _ in 0..10 {
        fleet.push(Process::start(&redis, &endpoint, &key()).await);
    }
    endpoint.hang(true);
    let mut dying = Process::start(&redis, &endpoint, &key()).await;
    dying.go().await;
    endpoint.asked(1).await;
    for process in &mut fleet {
        process.go().await;
    }
    // They come to wait for the one that has the lease.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(endpoint.requests(), 1);
    endpoint.hang(false);
    dying.kill().await;
    let killed = Instant::now();
    for process in fleet {
        assert_eq!(process.got().await.secret, "s3cret-token-2");
    }
    assert_eq!(endpoint.requests(), 2);
    // And some time for those who look only now and then, for the request, and for a busy machine.
    assert!(killed.elapsed() < LEASE + Duration::from_secs(2), "{:?}", killed.elapsed());
    println!("went on {} ms after SIGKILL", killed.elapsed().as_millis());
}
