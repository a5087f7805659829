//! The handle of a running sandbox, by what it is asked for.

mod faults;
mod keys;
mod requests;
mod tokens;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::server::Server;
use crate::service::Service;
use crate::{Builder, Key};

/// A running fake of the service. It stops when this is dropped, and with it every connection.
///
/// If a closure that it was given panicked meanwhile, dropping it panics, so that the test fails.
#[derive(Debug)]
pub struct Sandbox {
    service: Arc<Service>,
    base_url: String,
    key: Key,
    /// Held for its `Drop`.
    _server: Server,
}

impl Sandbox {
    pub(crate) fn new(
        service: Arc<Service>,
        server: Server,
        address: SocketAddr,
        key: Key,
    ) -> Self {
        Self { service, base_url: format!("http://{address}"), key, _server: server }
    }

    /// Starts one as it comes, on the present tokio runtime.
    ///
    /// # Errors
    ///
    /// When no port can be listened on.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Sets one up.
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Where it listens: `http://127.0.0.1:…`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The whole URL of a path, which starts with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// The `X-App-Id` of the first key.
    #[must_use]
    pub fn app_id(&self) -> &str {
        self.key.app_id()
    }

    /// The `X-App-Token` that the first key had at the start.
    #[must_use]
    pub fn app_token(&self) -> &str {
        self.key.app_token()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let panicked = self.service.panicked.load(Ordering::Relaxed);
        // In a test that fails anyway, a second panic would end the process.
        assert!(
            !panicked || std::thread::panicking(),
            "a closure that the sandbox was given panicked"
        );
    }
}
