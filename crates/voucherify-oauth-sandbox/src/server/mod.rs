//! The sockets.

mod answer_body;
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

use crate::service::Service;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(crate) enum Server {
    /// On the runtime that it was started on.
    Task(AbortHandle),
    /// On a thread of its own, which ends when this is dropped.
    Thread {
        /// Held for its `Drop`.
        _thread: ServerThread,
    },
}

impl Server {
    /// Serves on the present runtime.
    pub(crate) fn on_this_runtime(
        listener: StdListener,
        service: Arc<Service>,
    ) -> io::Result<Self> {
        let listener = TcpListener::from_std(listener)?;
        Ok(Self::Task(tokio::spawn(accept(listener, service)).abort_handle()))
    }

    /// Serves on a thread of its own.
    pub(crate) fn on_own_thread(listener: StdListener, service: Arc<Service>) -> io::Result<Self> {
        let _thread = ServerThread::start(listener, service)?;
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

/// A listener on the loopback interface; port 0 is any that is free.
pub(crate) fn listen(port: u16) -> io::Result<(StdListener, SocketAddr)> {
    let listener = StdListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves every connection that comes; those that are open end with this future.
async fn accept(listener: TcpListener, service: Arc<Service>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, service.clone()));
                }
                // Out of file descriptors, most likely: the connections that are open will end.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

/// A thread that serves until this is dropped.
#[derive(Debug)]
pub(crate) struct ServerThread {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl ServerThread {
    fn start(listener: StdListener, service: Arc<Service>) -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _guard = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let serve = async move {
            tokio::select! {
                () = accept(listener, service) => {}
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
            // A panic there was told by the thread itself.
            let _ = thread.join();
        }
    }
}
