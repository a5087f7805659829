//! A scripted service, a clock that can be set, and concurrent callers.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use voucherify_oauth::test_util::Moment;
use voucherify_oauth::token_source::{
    FetchRequest, Server, TokenFetcher, TokenSourceBuilder, async_trait,
};
use voucherify_oauth::{AccessToken, Error, Scope, ScopeSet, Token, TokenSource, types};

/// The latency of every response.
pub(crate) const LATENCY: Duration = Duration::from_millis(50);

/// Waits until background work has finished.
pub(crate) async fn settle() {
    sleep(2 * LATENCY).await;
}

/// The scripted reply to a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A token that lives for this many seconds.
    Token(i64),
    /// Like `Token(900)`, with other scopes than requested.
    Scopes(ScopeSet),
    /// Like `Token(900)`, after this delay.
    Late(Duration),
    /// 503, or 429 with this `Retry-After`.
    Unavailable(Option<Duration>),
    /// 400.
    Refused,
    /// A token with this value.
    Raw(&'static str),
    /// No response.
    Hang,
    Panic,
}

/// Returns a response that expires in the past by the service's clock, which must not matter.
pub(crate) fn response(
    secret: impl Into<AccessToken>,
    expires_in: i64,
    scopes: &ScopeSet,
) -> types::TokenResponse {
    types::TokenResponse::new()
        .with_access_token(secret)
        .with_client_id("client")
        .with_expires_in(expires_in)
        .with_scope(scopes.clone())
        .with_token_type(types::TokenType::Bearer)
}

/// An in-process service. Its tokens are `secret-1`, `secret-2` and so on.
#[derive(Clone)]
pub(crate) struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    always: Mutex<Reply>,
    next: Mutex<VecDeque<Reply>>,
    requests: Mutex<Vec<Instant>>,
    replaced: Mutex<Vec<Option<String>>>,
    issued: AtomicU64,
    in_flight: AtomicU64,
    most_in_flight: AtomicU64,
    revoked: Mutex<Vec<String>>,
    revoke_hangs: Mutex<bool>,
}

/// Counts a request as in flight until it ends or is dropped.
struct InFlight<'a>(&'a Inner);

impl<'a> InFlight<'a> {
    fn new(inner: &'a Inner) -> Self {
        let now = inner.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        inner.most_in_flight.fetch_max(now, Ordering::SeqCst);
        Self(inner)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Service {
    /// Creates a service that always sends the same reply.
    pub(crate) fn new(always: Reply) -> Self {
        Self {
            inner: Arc::new(Inner {
                always: Mutex::new(always),
                next: Mutex::default(),
                requests: Mutex::default(),
                replaced: Mutex::default(),
                issued: AtomicU64::new(0),
                in_flight: AtomicU64::new(0),
                most_in_flight: AtomicU64::new(0),
                revoked: Mutex::default(),
                revoke_hangs: Mutex::new(false),
            }),
        }
    }

    /// Sets the reply from now on.
    pub(crate) fn always(&self, reply: Reply) {
        *self.inner.always.lock().unwrap() = reply;
    }

    /// Sets replies that are sent once each, before the permanent reply.
    pub(crate) fn next(&self, replies: impl IntoIterator<Item = Reply>) {
        self.inner.next.lock().unwrap().extend(replies);
    }

    pub(crate) fn revocations_hang(&self, hang: bool) {
        *self.inner.revoke_hangs.lock().unwrap() = hang;
    }

    /// Returns the number of requests.
    pub(crate) fn requests(&self) -> usize {
        self.inner.requests.lock().unwrap().len()
    }

    /// Returns when the requests arrived.
    pub(crate) fn request_times(&self) -> Vec<Instant> {
        self.inner.requests.lock().unwrap().clone()
    }

    /// Returns the tokens that the requests replace.
    pub(crate) fn replaced(&self) -> Vec<Option<String>> {
        self.inner.replaced.lock().unwrap().clone()
    }

    pub(crate) fn in_flight(&self) -> u64 {
        self.inner.in_flight.load(Ordering::SeqCst)
    }

    pub(crate) fn most_in_flight(&self) -> u64 {
        self.inner.most_in_flight.load(Ordering::SeqCst)
    }

    pub(crate) fn issued(&self) -> u64 {
        self.inner.issued.load(Ordering::SeqCst)
    }

    pub(crate) fn revoked(&self) -> Vec<String> {
        self.inner.revoked.lock().unwrap().clone()
    }

    fn token(&self, expires_in: i64, scopes: &ScopeSet) -> types::TokenResponse {
        let number = self.inner.issued.fetch_add(1, Ordering::SeqCst) + 1;
        response(format!("secret-{number}"), expires_in, scopes)
    }
}

#[async_trait]
impl TokenFetcher for Service {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<types::TokenResponse, Error> {
        let _in_flight = InFlight::new(&self.inner);
        self.inner.requests.lock().unwrap().push(Instant::now());
        let replaced = request.replacing.map(|token| token.expose_secret().to_owned());
        self.inner.replaced.lock().unwrap().push(replaced);
        let next = self.inner.next.lock().unwrap().pop_front();
        let reply = next.unwrap_or_else(|| self.inner.always.lock().unwrap().clone());
        sleep(LATENCY).await;
        match reply {
            Reply::Token(expires_in) => Ok(self.token(expires_in, request.scopes)),
            Reply::Scopes(scopes) => Ok(self.token(900, &scopes)),
            Reply::Late(latency) => {
                sleep(latency).await;
                Ok(self.token(900, request.scopes))
            }
            Reply::Unavailable(retry_after) => Err(Error::transient("unavailable", retry_after)),
            Reply::Refused => Err(Error::permanent("bad request")),
            Reply::Raw(value) => Ok(response(value, 900, request.scopes)),
            Reply::Hang => pending().await,
            Reply::Panic => panic!("told to"),
        }
    }

    fn server(&self) -> Option<Server> {
        Some(Server::new("auth.example", 8443))
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        sleep(LATENCY).await;
        if *self.inner.revoke_hangs.lock().unwrap() {
            pending::<()>().await;
        }
        self.inner.revoked.lock().unwrap().push(token.expose_secret().to_owned());
        Ok(())
    }
}

/// The paused clock of the runtime, as a monotonic clock and a wall clock that can be set.
#[derive(Clone)]
pub(crate) struct TestClock {
    start: Instant,
    wall: Arc<AtomicI64>,
    monotonic: Arc<AtomicI64>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), wall: Arc::default(), monotonic: Arc::default() }
    }

    /// Suspends the machine: only the wall clock advances.
    pub(crate) fn suspend(&self, seconds: i64) {
        self.set_wall(seconds);
    }

    /// Returns the elapsed time, including suspensions, unless a clock was set.
    pub(crate) fn elapsed(&self) -> Duration {
        let suspended = self.wall.load(Ordering::SeqCst).unsigned_abs();
        self.start.elapsed() + Duration::from_secs(suspended)
    }

    /// Sets the wall clock forwards or backwards.
    pub(crate) fn set_wall(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Sets the monotonic clock forwards or backwards, which a correct clock never does.
    pub(crate) fn set_monotonic(&self, seconds: i64) {
        self.monotonic.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl TestClock {
    /// Returns the clock as a closure.
    pub(crate) fn reader(&self) -> impl Fn() -> Moment + Send + Sync + use<> {
        let clock = self.clone();
        move || clock.now()
    }

    pub(crate) fn now(&self) -> Moment {
        let elapsed = self.start.elapsed();
        let reading = |start: i64, set: &AtomicI64| {
            let seconds = start + set.load(Ordering::SeqCst);
            Duration::from_secs(seconds.unsigned_abs()) + elapsed
        };
        Moment::new(reading(100_000, &self.monotonic), reading(1_800_000_000, &self.wall))
    }
}

/// Returns a builder on the time of the runtime, with average jitter.
pub(crate) fn builder(service: &Service) -> TokenSourceBuilder {
    TokenSource::builder(service.clone())
        .spawn_on(Handle::current())
        .clock(TestClock::new().reader())
        .random(|| 0.5)
}

/// Returns a source on the time of the runtime, with average jitter.
pub(crate) fn source(service: &Service) -> TokenSource {
    builder(service).build(Scope::Vouchers)
}

/// The outcome of one call, and how long it took.
pub(crate) type Call = (Result<Token, Error>, Duration);

/// Starts this many concurrent calls.
pub(crate) fn spawn_crowd(source: &TokenSource, callers: usize) -> JoinSet<Call> {
    let mut calls = JoinSet::new();
    for _ in 0..callers {
        let source = source.clone();
        calls.spawn(async move {
            let begun = Instant::now();
            let outcome = source.token().await;
            (outcome, begun.elapsed())
        });
    }
    calls
}

/// Runs this many concurrent calls.
pub(crate) async fn crowd(source: &TokenSource, callers: usize) -> Vec<Call> {
    spawn_crowd(source, callers).join_all().await
}

/// Returns how many calls got a token, and how many an error.
pub(crate) fn tally(calls: &[Call]) -> (usize, usize) {
    let served = calls.iter().filter(|(outcome, _)| outcome.is_ok()).count();
    (served, calls.len() - served)
}

/// Returns the longest wait of a call.
pub(crate) fn longest(calls: &[Call]) -> Duration {
    calls.iter().map(|(_, waited)| *waited).max().unwrap_or_default()
}

/// Returns the secret of the current token.
pub(crate) async fn secret(source: &TokenSource) -> String {
    source.token().await.unwrap().access_token().expose_secret().to_owned()
}
