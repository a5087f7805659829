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

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// What a proxy forwards.
pub(crate) struct Settings {
    /// 0 is any free port.
    pub(crate) port: u16,
    /// Whether the address has no secret prefix.
    pub(crate) open: bool,
    pub(crate) scopes: ScopeSet,
    pub(crate) all_paths: bool,
}

/// A proxy that listens.
pub(crate) struct Proxy {
    listener: TcpListener,
    shared: Arc<Shared>,
}

struct Shared {
    guard: Guard,
    forwarder: Forwarder,
    /// Gets a line for each request.
    log: UnboundedSender<String>,
}

impl Proxy {
    /// Listens on 127.0.0.1, for requests to the API at `upstream`.
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

    /// The address that callers use in place of the API's.
    pub(crate) fn base_url(&self) -> String {
        self.shared.guard.base_url()
    }

    /// Serves until this future is dropped, which ends every connection.
    pub(crate) async fn serve(&self) -> Infallible {
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        connections.spawn(connection(stream, self.shared.clone()));
                    }
                    // Out of file descriptors, most likely: open connections will end.
                    Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                },
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
            }
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    // Without it the end of a response could wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let respond = service_fn(|request| {
        let shared = shared.clone();
        async move { Ok::<_, Infallible>(shared.respond(request).await) }
    });
    // It fails if the client or the API goes away in the middle, and both sides see that.
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
        // The query may have a secret, and what is in front of the path is one.
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
        // The receiver is gone only when everything ends.
        let _ = self.log.send(line);
        response
    }
}
