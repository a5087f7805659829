//! A separate Redis server for each test.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::time::sleep;
use voucherify_oauth_redis::redis::aio::MultiplexedConnection;
use voucherify_oauth_redis::redis::{Client, cmd};

/// A server on a free port with a temporary data folder. It ends with the test.
pub(crate) struct Server {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    /// Starts a server.
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a server with further arguments.
    pub(crate) async fn start_with(arguments: &[&str]) -> Self {
        // Another process can take the port before the server binds it: try again then.
        for _ in 0..5 {
            let port = free_port();
            let folder = tempfile::tempdir().unwrap();
            let process = launch(port, &folder, arguments);
            let mut server = Self { process, port, folder };
            if server.is_up().await {
                return server;
            }
        }
        panic!("redis-server does not start");
    }

    pub(crate) fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Sends SIGKILL. The data is lost.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts the server again at the same address.
    pub(crate) async fn restart(&mut self) {
        self.process = launch(self.port, &self.folder, &[]);
        assert!(self.is_up().await, "redis-server does not start again");
    }

    /// Suspends the server: it still accepts connections and commands, and does not respond.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    /// Resumes the server, which then runs the commands that it received meanwhile.
    pub(crate) fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// Opens a connection for the test itself.
    pub(crate) async fn connection(&self) -> MultiplexedConnection {
        let client = Client::open(self.address()).unwrap();
        client.get_multiplexed_async_connection().await.unwrap()
    }

    /// Returns the names of all keys.
    pub(crate) async fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            cmd("KEYS").arg("*").query_async(&mut self.connection().await).await.unwrap();
        names.sort();
        names
    }

    /// Returns the name of the key with this ending.
    pub(crate) async fn name(&self, end: &str) -> String {
        self.names().await.into_iter().find(|name| name.ends_with(end)).unwrap()
    }

    /// Returns the path of the database file.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("dump.rdb")
    }

    /// Waits until the server accepts connections. Returns `false` if it exited instead.
    async fn is_up(&mut self) -> bool {
        let client = Client::open(self.address()).unwrap();
        let begun = Instant::now();
        while client.get_multiplexed_async_connection().await.is_err() {
            if self.process.try_wait().unwrap().is_some() {
                return false;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "redis-server does not respond");
            sleep(Duration::from_millis(20)).await;
        }
        self.process.try_wait().unwrap().is_none()
    }
}

/// Returns a port that is free at the moment.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn launch(port: u16, folder: &TempDir, arguments: &[&str]) -> Child {
    Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
        // Keeps the file searchable for plain text.
        .args(["--rdbcompression", "no", "--dir"])
        .arg(folder.path())
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .expect("these tests need `redis-server` in the path")
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
