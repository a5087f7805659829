//! The sockets.

mod body;
mod connection;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinSet};

use crate::page::Page;
use crate::service::Service;

/// What the server serves.
pub(crate) struct Site {
    pub(crate) service: Arc<Service>,
    /// The page at `/`, if enabled.
    pub(crate) page: Option<Page>,
}

/// A server that runs until it is dropped.
pub(crate) enum Server {
    /// On the caller's runtime.
    Task(AbortHandle),
    /// On its own thread, which ends when this value is dropped.
    Thread {
        /// Held for its `Drop`.
        _thread: ServerThread,
    },
}

impl Server {
    /// Serves on the current runtime.
    pub(crate) fn on_this_runtime(listener: StdListener, site: Site) -> io::Result<Self> {
        let listener = TcpListener::from_std(listener)?;
        Ok(Self::Task(tokio::spawn(accept(listener, site)).abort_handle()))
    }

    /// Serves on its own thread.
    pub(crate) fn on_own_thread(listener: StdListener, site: Site) -> io::Result<Self> {
        let _thread = ServerThread::start(listener, site)?;
        Ok(Self::Thread { _thread })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Self::Task(task) = self {
            task.abort();
        }
    }
}

/// Listens on the loopback interface. Port 0 means any free port.
pub(crate) fn listen(port: u16) -> io::Result<(StdListener, SocketAddr)> {
    let listener = StdListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves all connections. Dropping the future closes them.
async fn accept(listener: TcpListener, site: Site) {
    let site = Arc::new(site);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, site.clone()));
                }
                // Most likely out of file descriptors, until open connections close.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

/// A thread that serves until this value is dropped.
pub(crate) struct ServerThread {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl ServerThread {
    fn start(listener: StdListener, site: Site) -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _guard = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let serve = async move {
            tokio::select! {
                () = accept(listener, site) => {}
                _ = stopped => {}
            }
        };
        let thread = thread::Builder::new()
            .name("voucherify-oauth-sandbox".to_owned())
            .spawn(move || runtime.block_on(serve))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for ServerThread {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The thread has already reported its panic.
            let _ = thread.join();
        }
    }
}
