//! The settings of a sandbox.

use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use voucherify_oauth_types::ScopeSet;

use crate::keys::Keys;
use crate::mint::Mint;
use crate::page::Page;
use crate::rate_limit::Limiter;
use crate::record::Recorder;
use crate::server::{Server, Site, listen};
use crate::service::{Service, Settings, State, seconds};
use crate::tokens::Tokens;
use crate::{Key, RateLimit, RecordedRequest, Sandbox};

/// Builds a [`Sandbox`]. Returned by [`Sandbox::builder`].
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth_sandbox::{Key, ManualClock, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let clock = ManualClock::new();
/// let sandbox = Sandbox::builder()
///     .key(Key::new("my-app-id", "my-app-token"))
///     .clock(clock.reader())
///     .lifetime(Duration::from_secs(60))
///     .start()
///     .await?;
/// assert_eq!(sandbox.app_id(), "my-app-id");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    keys: Vec<Key>,
    port: u16,
    seed: Option<u64>,
    rate_limit: Option<RateLimit>,
    recorded: usize,
    page: bool,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            settings: Settings::default(),
            keys: Vec::new(),
            port: 0,
            seed: None,
            rate_limit: None,
            recorded: 10_000,
            page: false,
        }
    }

    /// Adds a key to the project. [`Sandbox::app_id`] and [`Sandbox::app_token`] return the parts
    /// of the first key. Defaults to one random key.
    pub fn key(mut self, key: Key) -> Self {
        self.keys.push(key);
        self
    }

    /// Sets the port on 127.0.0.1. Defaults to 0, which selects a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the lifetime of tokens, in whole seconds. Defaults to 900 s.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.lifetime = seconds(lifetime);
        self
    }

    /// Sets the maximum number of active tokens. Defaults to 1000. A request for another token gets
    /// 429.
    pub fn token_limit(mut self, limit: usize) -> Self {
        self.settings.token_limit = limit;
        self
    }

    /// Sets how long tokens stay active after their key was deleted or blocked, in whole seconds.
    /// Defaults to 0 s; the documentation of the service says "within a minute".
    pub fn tokens_outlive_key_by(mut self, time: Duration) -> Self {
        self.settings.outlive_key = seconds(time);
        self
    }

    /// Sets the closure that returns the time, such as
    /// [`ManualClock::reader`](crate::ManualClock::reader). Defaults to the clock of the machine.
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Sets the seed of keys, tokens and IDs, which makes them reproducible. Defaults to a random
    /// seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the rate limit. Requests beyond it get 429. Defaults to no limit.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Sets the closure that maps requested scopes to granted scopes. Defaults to granting the
    /// requested scopes.
    ///
    /// The service may grant other scopes: in its own example, a request for three scopes gets
    /// `api`.
    pub fn grant(mut self, grant: impl Fn(&ScopeSet) -> ScopeSet + Send + Sync + 'static) -> Self {
        self.settings.grant = Some(Box::new(grant));
        self
    }

    /// Accepts a scope that this version of the types does not know.
    pub fn new_scope(mut self, scope: impl Into<String>) -> Self {
        self.settings.new_scopes.push(scope.into());
        self
    }

    /// Sets the response body of a path below `/v1` or `/client/v1`, for tokens that cover it.
    /// Defaults to an [`Echo`](crate::Echo).
    pub fn resource(mut self, path: impl Into<String>, body: Value) -> Self {
        self.settings.resources.insert(path.into(), body);
        self
    }

    /// Sets how many of the last requests are kept. Defaults to 10,000.
    pub fn record_last(mut self, requests: usize) -> Self {
        self.recorded = requests;
        self
    }

    /// Calls `observer` with each request, just before the response is sent.
    pub fn observer(mut self, observer: impl Fn(&RecordedRequest) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Box::new(observer));
        self
    }

    /// Serves a page at `/` that shows the tokens and the last requests, with a form that gets a
    /// token. Requests for the page are not recorded, not rate-limited and not subject to faults.
    pub fn page(mut self) -> Self {
        self.page = true;
        self
    }

    /// Starts the sandbox on the current Tokio runtime. Delays of faults use Tokio's time, so they
    /// take no real time in a test with paused time.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox can't listen on the port.
    ///
    /// # Panics
    ///
    /// Panics outside of a Tokio runtime, or in a runtime without I/O.
    #[expect(clippy::unused_async, reason = "async, because it needs a runtime")]
    pub async fn start(self) -> io::Result<Sandbox> {
        self.start_with(Server::on_this_runtime)
    }

    /// Starts the sandbox on its own thread, for synchronous callers and for callers that block
    /// their runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox can't listen on the port or can't start a thread.
    pub fn start_on_thread(self) -> io::Result<Sandbox> {
        self.start_with(Server::on_own_thread)
    }

    fn start_with(
        self,
        serve: impl FnOnce(std::net::TcpListener, Site) -> io::Result<Server>,
    ) -> io::Result<Sandbox> {
        let (listener, address) = listen(self.port)?;
        let mut mint = Mint::new(self.seed.unwrap_or_else(Mint::any_seed));
        let mut given = self.keys.into_iter();
        let first = given.next().unwrap_or_else(|| Key::new(mint.uuid(), mint.uuid()));
        let mut keys = Keys::default();
        for key in std::iter::once(&first).chain(given.as_slice()) {
            keys.put(key, mint.id("oauth_client"));
        }
        let limiter = self.rate_limit.map(Limiter::new);
        let state = State { keys, tokens: Tokens::default(), mint, limiter };
        let base_url = format!("http://{address}");
        let page = self.page.then(|| Page { base_url: base_url.clone(), key: first.clone() });
        let recorder = Recorder::new(self.recorded);
        let service = Arc::new(Service::new(self.settings, recorder, state));
        let server = serve(listener, Site { service: service.clone(), page })?;
        Ok(Sandbox::new(service, server, base_url, first))
    }
}
