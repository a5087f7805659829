//! A reverse proxy on the loopback interface that adds a fresh token to each request.

mod forward;
mod guard;

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use reqwest::Body;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;
use voucherify_oauth::types::Printable;
use voucherify_oauth::{ScopeSet, TokenSource};

use forward::{Forwarder, Problem};
use guard::Guard;

/// The time limit for receiving the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// The options of a proxy.
pub(crate) struct Settings {
    /// 0 means any free port.
    pub(crate) port: u16,
    /// Omits the secret prefix from the address.
    pub(crate) open: bool,
    pub(crate) scopes: ScopeSet,
    pub(crate) all_paths: bool,
}

/// A listening proxy.
pub(crate) struct Proxy {
    listener: TcpListener,
    shared: Arc<Shared>,
}

struct Shared {
    guard: Guard,
    forwarder: Forwarder,
    /// Receives a line for each request.
    log: UnboundedSender<String>,
}

impl Proxy {
    /// Listens on 127.0.0.1 for requests to the API at `upstream`.
    pub(crate) async fn bind(
        settings: Settings,
        source: TokenSource,
        upstream: &str,
        log: UnboundedSender<String>,
    ) -> io::Result<Self> {
        let Settings { port, open, scopes, all_paths } = settings;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        let guard = Guard::new(port, open, scopes, all_paths).map_err(io::Error::other)?;
        let forwarder =
            Forwarder::new(source, upstream, guard.base_url()).map_err(io::Error::other)?;
        Ok(Self { listener, shared: Arc::new(Shared { guard, forwarder, log }) })
    }

    /// Returns the base URL for callers.
    pub(crate) fn base_url(&self) -> String {
        self.shared.guard.base_url()
    }

    /// Serves until the future is dropped, which closes all connections.
    pub(crate) async fn serve(&self) -> Infallible {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        connections.spawn(connection(stream, self.shared.clone()));
                    }
                    // Most likely out of file descriptors, until open connections close.
                    Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                },
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
            }
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    // Otherwise the end of a response could wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let respond = service_fn(|request| {
        let shared = shared.clone();
        async move { Ok::<_, Infallible>(shared.respond(request).await) }
    });
    // Fails if the client or the API disconnects, which both sides notice.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), respond)
        .await;
}

impl Shared {
    async fn respond(&self, request: Request<Incoming>) -> Response<Body> {
        let begun = Instant::now();
        let (head, body) = request.into_parts();
        let method = head.method.clone();
        // The query may contain a secret, and the prefix is one.
        let (response, path) = match self.guard.check(&head).map(str::to_owned) {
            Ok(target) => {
                let path = target.split('?').next().unwrap_or_default().to_owned();
                (self.forwarder.forward(head, body, &target).await, path)
            }
            Err(refusal) => {
                let path = format!("(refused: {})", refusal.reason);
                (Err(Problem::from(refusal)), path)
            }
        };
        let response = response.unwrap_or_else(Problem::into_response);
        let line = format!(
            "{} {method} {} {} ms",
            response.status().as_u16(),
            Printable::new(&path),
            begun.elapsed().as_millis()
        );
        // The receiver is dropped only at the end.
        let _ = self.log.send(line);
        response
    }
}
