//! A server on a loopback address that records requests byte for byte and sends scripted responses,
//! including raw bytes that the sandbox does not send.

/// The documented response to a token request.
pub(crate) const TOKEN: &str = r#"{
    "access_token": "s3cret-token-0123456789-0123456789-0123456789-0123",
    "client_id": "client-1",
    "expires_at": 4102444800,
    "expires_in": 900,
    "scope": "vouchers campaigns",
    "token_type": "Bearer"
}"#;

/// The documented response to the introspection of an active token.
pub(crate) const ACTIVE: &str = r#"{
    "active": true,
    "access_token": "s3cret-token-0123456789-0123456789-0123456789-0123",
    "client_id": "client-1",
    "expires_at": 4102444800,
    "expires_in": 617,
    "scope": "vouchers campaigns",
    "token_type": "Bearer"
}"#;

/// The keys of all clients in these tests.
pub(crate) const APP_ID: &str = "k3y-application-id";
pub(crate) const APP_TOKEN: &str = "k3y-application-token";

pub(crate) fn credentials() -> voucherify_oauth::Credentials {
    voucherify_oauth::Credentials::new(APP_ID, APP_TOKEN).unwrap()
}

/// A scripted response, and what the server does next.
#[derive(Clone)]
pub(crate) struct Response {
    head: String,
    body: Vec<u8>,
    then: Then,
}

#[derive(Clone, Copy, PartialEq)]
enum Then {
    /// Waits for the next request on the same connection.
    Listen,
    Close,
    /// Keeps the connection open and sends nothing.
    Hang,
    /// Hangs, and pauses the clock of the runtime, which then advances automatically.
    PauseAndHang,
    /// Sends the body repeatedly until the client closes the connection.
    Repeat,
}

impl Response {
    pub(crate) fn new(status: u16, body: impl AsRef<[u8]>) -> Self {
        // These have no body and no length.
        let bodiless = [204, 304].contains(&status);
        let body = if bodiless { Vec::new() } else { body.as_ref().to_vec() };
        let length = body.len().to_string();
        let response = Self { head: String::new(), body, then: Then::Listen }.status(status);
        if bodiless { response } else { response.header("content-length", &length) }
    }

    pub(crate) fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::new(status, body).header("content-type", "application/json; charset=utf-8")
    }

    pub(crate) fn html(status: u16) -> Self {
        let page = "<!DOCTYPE html><html><body><h1>nginx</h1></body></html>";
        Self::new(status, page).header("content-type", "text/html")
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, "")
    }

    /// Returns a response with an endless body.
    pub(crate) fn endless(status: u16) -> Self {
        let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000)).into_bytes();
        let response = Self { head: String::new(), body: chunk, then: Then::Repeat };
        response.status(status).header("transfer-encoding", "chunked")
    }

    /// Sends no response.
    pub(crate) fn silence() -> Self {
        Self { head: String::new(), body: Vec::new(), then: Then::Hang }
    }

    /// Closes the connection instead of sending a response.
    pub(crate) fn hang_up() -> Self {
        Self { head: String::new(), body: Vec::new(), then: Then::Close }
    }

    /// Sends exactly these bytes and closes the connection.
    pub(crate) fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self { head: String::new(), body: bytes.as_ref().to_vec(), then: Then::Close }
    }

    fn status(mut self, status: u16) -> Self {
        self.head = format!("HTTP/1.1 {status} Whatever\r\n");
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }

    /// Announces the whole body, sends its first `length` bytes and closes the connection.
    pub(crate) fn broken_off_after(mut self, length: usize) -> Self {
        self.body.truncate(length);
        self.then = Then::Close;
        self
    }

    /// Announces the whole body, sends its first `length` bytes, and then hangs on paused time.
    pub(crate) fn stalled_after(mut self, length: usize) -> Self {
        self.body.truncate(length);
        self.then = Then::PauseAndHang;
        self
    }
}

/// A request, byte for byte.
#[derive(Clone, Debug)]
pub(crate) struct Request(pub(crate) String);

#[derive(Default)]
struct Record {
    responses: std::collections::VecDeque<Response>,
    requests: Vec<Request>,
    connections: usize,
    /// The number of connections that clients have closed.
    closed: usize,
    problems: Vec<String>,
}

type Shared = std::sync::Arc<(std::sync::Mutex<Record>, tokio::sync::Notify)>;

/// A server that sends the next scripted response to each request.
pub(crate) struct Server {
    address: std::net::SocketAddr,
    shared: Shared,
    task: tokio::task::JoinHandle<()>,
    finished: bool,
}

impl Server {
    pub(crate) async fn start(responses: impl IntoIterator<Item = Response>) -> Self {
        Self::start_with(responses, std::future::ready).await
    }

    /// Starts a server with a layer between TCP and HTTP, such as TLS.
    pub(crate) async fn start_with<F, S>(
        responses: impl IntoIterator<Item = Response>,
        accept: impl Fn(std::io::Result<tokio::net::TcpStream>) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = std::io::Result<S>> + Send + 'static,
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let record = Record { responses: responses.into_iter().collect(), ..Record::default() };
        let shared = Shared::new((record.into(), tokio::sync::Notify::new()));
        let task = tokio::spawn({
            let shared = shared.clone();
            async move {
                let mut connections = tokio::task::JoinSet::new();
                loop {
                    let stream = listener.accept().await.map(|(stream, _)| stream);
                    let stream = accept(stream);
                    let shared = shared.clone();
                    note(&shared, |record| record.connections += 1);
                    connections.spawn(async move {
                        let problem = OnPanic(shared.clone());
                        // The client reports a failed handshake.
                        if let Ok(stream) = stream.await {
                            serve(stream, &shared).await;
                        }
                        drop(problem);
                    });
                }
            }
        });
        Self { address, shared, task, finished: false }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns a client of this server with default settings.
    pub(crate) fn client(&self) -> voucherify_oauth::Client {
        let builder = voucherify_oauth::Client::builder(credentials());
        builder.base_url(self.base_url()).build().unwrap()
    }

    /// Returns the number of accepted connections.
    pub(crate) fn connections(&self) -> usize {
        self.shared.0.lock().unwrap().connections
    }

    /// Waits until this many requests have arrived.
    pub(crate) async fn requests(&self, count: usize) {
        self.until(|record| record.requests.len() >= count).await;
    }

    /// Waits until clients have closed this many connections.
    pub(crate) async fn closed(&self, count: usize) {
        self.until(|record| record.closed >= count).await;
    }

    async fn until(&self, done: impl Fn(&Record) -> bool) {
        loop {
            let changed = self.shared.1.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if done(&self.shared.0.lock().unwrap()) {
                return;
            }
            changed.await;
        }
    }

    /// Stops the server and returns the recorded requests. Fails the test if the server had a
    /// problem or has unused responses.
    pub(crate) async fn finish(mut self) -> Vec<Request> {
        self.finished = true;
        self.task.abort();
        match (&mut self.task).await {
            Err(error) if error.is_cancelled() => {}
            outcome => panic!("the server ended: {outcome:?}"),
        }
        let mut record = self.shared.0.lock().unwrap();
        assert_eq!(record.problems, [""; 0]);
        assert_eq!(record.responses.len(), 0, "unused responses");
        std::mem::take(&mut record.requests)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.finished && !std::thread::panicking() {
            panic!("call `finish`, which reports problems of the server");
        }
    }
}

/// Records a panic of the server, which then fails the test.
struct OnPanic(Shared);

impl Drop for OnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            note(&self.0, |record| record.problems.push("the server panicked".to_owned()));
        }
    }
}

fn note(shared: &Shared, change: impl FnOnce(&mut Record)) {
    change(&mut shared.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    shared.1.notify_waiters();
}

async fn serve(
    mut stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    shared: &Shared,
) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut received = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut received).await {
        let mut response = None;
        note(shared, |record| {
            response = record.responses.pop_front();
            if response.is_none() {
                record.problems.push(format!("one request too many: {request:?}"));
            }
            record.requests.push(Request(request));
        });
        let Some(Response { head, body, then }) = response else { return };
        let mut bytes = head.into_bytes();
        if !bytes.is_empty() {
            bytes.extend(b"\r\n");
        }
        bytes.extend(&body);
        // Ignores errors, since the client may close the connection at any time.
        let mut written = stream.write_all(&bytes).await.and(stream.flush().await);
        match then {
            Then::Listen => continue,
            Then::Close => {
                let _ = stream.shutdown().await;
                return;
            }
            Then::Hang => {}
            Then::PauseAndHang => tokio::time::pause(),
            Then::Repeat => {
                while written.is_ok() {
                    written = stream.write_all(&body).await;
                }
            }
        }
        let mut ignored = [0; 1024];
        while stream.read(&mut ignored).await.is_ok_and(|length| length > 0) {}
        break;
    }
    note(shared, |record| record.closed += 1);
}

/// Reads one request with its body. Returns `None` if the connection ends before a request.
async fn read_request(
    stream: &mut (impl tokio::io::AsyncRead + Unpin),
    received: &mut Vec<u8>,
) -> Option<String> {
    loop {
        let text = String::from_utf8(received.clone()).expect("a request in UTF-8");
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                let end = text.len() - body.len() + length;
                received.drain(..end);
                return Some(text[..end].to_owned());
            }
        }
        let mut buffer = [0; 4096];
        match tokio::io::AsyncReadExt::read(stream, &mut buffer).await {
            Ok(0) | Err(_) => {
                assert!(received.is_empty(), "half a request: {text:?}");
                return None;
            }
            Ok(length) => received.extend(&buffer[..length]),
        }
    }
}
