//! Starting and stopping.

use tokio::net::TcpStream;
use voucherify_oauth_sandbox::{Sandbox, SandboxBuilder};

use crate::client::request_token;

fn address(sandbox: &Sandbox) -> String {
    sandbox.base_url().strip_prefix("http://").unwrap().to_owned()
}

#[tokio::test]
async fn a_dropped_sandbox_stops() {
    let on_thread = Sandbox::builder().start_on_thread().unwrap();
    for sandbox in [Sandbox::start().await.unwrap(), on_thread] {
        let address = address(&sandbox);
        assert_eq!(request_token(&sandbox, "api").await.status, 200);
        let open = TcpStream::connect(&address).await.unwrap();
        drop(sandbox);
        while TcpStream::connect(&address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        // Closes open connections.
        open.readable().await.unwrap();
    }
}

#[tokio::test]
async fn debug_shows_only_the_address() {
    let sandbox = Sandbox::start().await.unwrap();
    request_token(&sandbox, "api").await;
    let shown = format!("{sandbox:?}");
    assert_eq!(shown, format!("Sandbox {{ base_url: {:?}, .. }}", sandbox.base_url()));
}

#[tokio::test]
async fn a_port_can_be_chosen() {
    let sandbox = Sandbox::start().await.unwrap();
    let port: u16 = address(&sandbox).rsplit(':').next().unwrap().parse().unwrap();
    let taken = Sandbox::builder().port(port).start().await.unwrap_err();
    assert_eq!(taken.kind(), std::io::ErrorKind::AddrInUse);
    drop(sandbox);
    assert_eq!(
        Sandbox::builder().port(0).start().await.unwrap().url("/v1").matches('/').count(),
        3
    );
}

#[tokio::test]
async fn a_seed_makes_keys_and_tokens_reproducible() {
    let start =
        |seed: Option<u64>| seed.map_or(Sandbox::builder(), |seed| Sandbox::builder().seed(seed));
    let made = async |builder: SandboxBuilder| {
        let sandbox = builder.start().await.unwrap();
        (sandbox.app_id().to_owned(), request_token(&sandbox, "api").await.token())
    };
    assert_eq!(made(start(Some(1))).await, made(start(Some(1))).await);
    assert_ne!(made(start(Some(1))).await, made(start(Some(2))).await);
    assert_ne!(made(start(None)).await, made(start(None)).await);
}

/// The configured clock is the only source of time, so tokens don't expire in tokio's time.
#[tokio::test(start_paused = true)]
async fn tokens_do_not_expire_in_tokio_time() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(request_token(&sandbox, "api").await.status, 200);
}
