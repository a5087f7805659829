//! A machine with the wrong key.

use crate::endpoint::{Endpoint, SECRET};
use crate::machine::{APP_ID, APP_TOKEN, key};
use crate::process::{Got, Process};
use crate::server::Server;

async fn run(redis: &Server, endpoint: &Endpoint, key: &str) -> Got {
    let mut process = Process::start(redis, endpoint, key).await;
    process.go().await;
    process.got().await
}

#[tokio::test]
async fn a_wrong_key_is_logged_and_harms_no_other_machine() {
    let redis = Server::start().await;
    let endpoint = Endpoint::start().await;
    let wrong_key = "e1".repeat(32);
    assert_eq!(run(&redis, &endpoint, &key()).await.secret, "s3cret-token-1");

    let wrong = run(&redis, &endpoint, &wrong_key).await;
    assert_eq!(wrong.secret, "s3cret-token-2");
    assert!(
        wrong.log.contains("the value was encrypted with a key that this program does not have"),
        "{}",
        wrong.log
    );

    let right = run(&redis, &endpoint, &key()).await;
    assert_eq!(right.secret, "s3cret-token-1");
    assert_eq!(endpoint.requests(), 2);
    for log in [wrong.log, right.log] {
        for secret in [SECRET, APP_ID, APP_TOKEN, &key(), &wrong_key] {
            assert!(!log.contains(secret), "{log}");
        }
    }
}
