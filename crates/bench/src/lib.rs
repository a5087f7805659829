//! A token endpoint on a loopback address, the peers and the scopes, for all benchmarks.

pub mod peers;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Returns all scopes that the service documents, separated by spaces.
pub fn all_scopes() -> String {
    let values: Vec<&str> =
        voucherify_oauth::Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    values.join(" ")
}

/// Returns the response to a request for these scopes.
pub fn token_json(scopes: &str) -> String {
    let token = "0123456789-0123456789-0123456789-0123456789-012345";
    format!(r#"{{"access_token":"{token}","client_id":"client-1","expires_at":4102444800,"#,)
        + &format!(r#""expires_in":900,"scope":"{scopes}","token_type":"Bearer"}}"#)
}

/// Starts an endpoint that responds to each request with a token at once. Returns its address.
pub fn endpoint(scopes: &str) -> std::io::Result<String> {
    Ok(Endpoint::start(scopes, Duration::ZERO)?.address)
}

/// A token endpoint that counts its requests.
#[derive(Clone)]
pub struct Endpoint {
    pub address: String,
    requests: Arc<AtomicUsize>,
    status: Arc<AtomicU16>,
}

impl Endpoint {
    /// Starts an endpoint that responds after this time.
    pub fn start(scopes: &str, latency: Duration) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let endpoint = Self {
            address: format!("http://{}", listener.local_addr()?),
            requests: Arc::default(),
            status: Arc::new(AtomicU16::new(200)),
        };
        let (serving, body) = (endpoint.clone(), token_json(scopes));
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (serving, body) = (serving.clone(), body.clone());
                thread::spawn(move || serving.serve(connection, &body, latency));
            }
        });
        Ok(endpoint)
    }

    /// Returns the number of requests.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// Responds with this status from now on.
    pub fn respond(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Responds to the requests of one connection until it ends.
    fn serve(&self, connection: TcpStream, body: &str, latency: Duration) -> std::io::Result<()> {
        connection.set_nodelay(true)?;
        let mut writer = connection.try_clone()?;
        let mut reader = BufReader::new(connection);
        let mut line = String::new();
        loop {
            let mut length = 0;
            loop {
                line.clear();
                if reader.read_line(&mut line)? == 0 {
                    return Ok(());
                }
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or(0);
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut received = vec![0; length];
            reader.read_exact(&mut received)?;
            self.requests.fetch_add(1, Ordering::SeqCst);
            if !latency.is_zero() {
                thread::sleep(latency);
            }
            let status = self.status.load(Ordering::SeqCst);
            let body = if status == 200 { body } else { "{}" };
            let head = format!(
                "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\n\r\n",
                body.len()
            );
            writer.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
        }
    }
}
