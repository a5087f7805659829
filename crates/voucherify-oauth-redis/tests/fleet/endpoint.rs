//! A token endpoint on a loopback address that counts its requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// The prefix of all its tokens.
pub(crate) const SECRET: &str = "s3cret-token-";

/// The delay of each response.
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

    /// Returns the number of token requests.
    pub(crate) fn requests(&self) -> usize {
        self.shared.requests.load(Ordering::SeqCst)
    }

    /// Sets whether later requests get no response.
    pub(crate) fn hang(&self, hangs: bool) {
        self.shared.hangs.store(hangs, Ordering::SeqCst);
    }

    /// Waits for this number of token requests.
    pub(crate) async fn received(&self, times: usize) {
        while self.requests() < times {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Responds to one request and closes the connection.
async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    // The body, which comes last, contains this text.
    while !String::from_utf8_lossy(&received).contains("grant_type=client_credentials") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(length) => received.extend(&buffer[..length]),
        }
    }
    let number = shared.requests.fetch_add(1, Ordering::SeqCst) + 1;
    if shared.hangs.load(Ordering::SeqCst) {
        // Wait until the client disconnects.
        let _ = stream.read(&mut buffer).await;
        return;
    }
    sleep(LATENCY).await;
    let body = format!(
        r#"{{"access_token":"{SECRET}{number}","client_id":"client-1","expires_at":4102444800,
            "expires_in":900,"scope":"vouchers","token_type":"Bearer"}}"#
    );
    let response = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(response.as_bytes()).await;
}
