//! A token endpoint on a loopback address that counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// What all its tokens begin with.
pub(crate) const SECRET: &str = "s3cret-token-";

/// How long its answers take.
const LATENCY: Duration = Duration::from_millis(100);

#[derive(Clone)]
pub(crate) struct Endpoint {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    requests: AtomicUsize,
    hangs: AtomicBool,
}

impl Endpoint {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = Self { port: listener.local_addr().unwrap().port(), shared: Arc::default() };
        let shared = Arc::clone(&endpoint.shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        endpoint
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many tokens were asked for.
    pub(crate) fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// Whether it leaves requests without an answer from now on.
    pub(crate) fn hang(&self, hangs: bool) {
        self.shared.hangs.store(hangs, Ordering::SeqCst);
    }

    /// Waits until so many tokens were asked for.
    pub(crate) async fn asked(&self, times: usize) {
        while self.requests() < times {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Answers one request, and closes.
async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    // The body is the last that comes, and holds this.
    while !String::from_utf8_lossy(&received).contains("grant_type=client_credentials") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend(&buffer[..length]),
        }
    }
    let number = shared.requests.fetch_add(1, Ordering::SeqCst) + 1;
    if shared.hangs.load(Ordering::SeqCst) {
        // Until the other side goes away.
        let _ = stream.read(&mut buffer).await;
        return;
    }
    sleep(LATENCY).await;
    let body = format!(
        r#"{{"access_token":"{SECRET}{number}","client_id":"client-1","expires_at":4102444800,"expires_in":900,"scope":"vouchers","token_type":"Bearer"}}"#
    );
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
}
