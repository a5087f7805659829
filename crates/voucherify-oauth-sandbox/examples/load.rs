//! Measures the throughput of the sandbox with 10,000 token requests.
//!
//! ```sh
//! cargo run --release --package voucherify-oauth-sandbox --example load
//! ```
//!
//! The client is minimal and shares the cores with the sandbox, so the real throughput is slightly
//! higher.

use std::error::Error;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use voucherify_oauth_sandbox::Sandbox;

const REQUESTS: usize = 10_000;
const BODY: &str = "grant_type=client_credentials&scope=qualifications+validations+redemptions";

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut out = io::stdout().lock();
    let at_rest = resident();
    for connections in [1, 8, 64] {
        let sandbox = Sandbox::builder().token_limit(REQUESTS).start_on_thread()?;
        let took = runtime.block_on(load(&sandbox, connections))?;
        sandbox.assert_issued(REQUESTS);
        writeln!(
            out,
            "{connections:>3} connections: {:>6.0} requests/s, {:>5.1} µs each; \
             {} with all requests and tokens kept",
            REQUESTS as f64 / took.as_secs_f64(),
            took.as_secs_f64() * 1e6 / REQUESTS as f64,
            match resident() {
                Some(bytes) => format!("{:.1} MiB", mebibytes(bytes)),
                None => "memory unknown".to_owned(),
            }
        )?;
    }
    if let Some(at_rest) = at_rest {
        writeln!(out, "before the first sandbox: {:.1} MiB", mebibytes(at_rest))?;
    }
    Ok(())
}

/// Sends the requests on this many concurrent connections.
async fn load(sandbox: &Sandbox, connections: usize) -> io::Result<Duration> {
    let address = sandbox.base_url().trim_start_matches("http://").to_owned();
    let request = format!(
        "POST /v1/oauth/token HTTP/1.1\r\nhost: {address}\r\naccept: application/json\r\n\
        content-type: application/x-www-form-urlencoded\r\nx-app-id: {}\r\nx-app-token: {}\r\n\
        content-length: {}\r\n\r\n{BODY}",
        sandbox.app_id(),
        sandbox.app_token(),
        BODY.len()
    );
    let started = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..connections {
        let count = REQUESTS / connections + usize::from(client < REQUESTS % connections);
        clients.spawn(run_client(address.clone(), request.clone(), count));
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    Ok(started.elapsed())
}

async fn run_client(address: String, request: String, count: usize) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    for _ in 0..count {
        stream.write_all(request.as_bytes()).await?;
        // A response fits into the buffer and arrives in one piece over loopback.
        let received = stream.read(&mut buffer).await?;
        if !buffer[..received].starts_with(b"HTTP/1.1 200 ") || buffer[received - 1] != b'}' {
            return Err(io::Error::other(
                String::from_utf8_lossy(&buffer[..received]).into_owned(),
            ));
        }
    }
    Ok(())
}

/// Returns the resident memory of this process, where `/proc` reports it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes * 1024)
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
