//! The service itself: its state and its responses, without sockets.

mod authenticate;
mod operations;
mod resource;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use http::Method;
use serde_json::Value;
use voucherify_oauth_types::ScopeSet;

pub(crate) use operations::{issue, requested_scope};
pub use resource::Echo;

use crate::RecordedRequest;
use crate::clock::{Clock, unix_seconds};
use crate::fault::Rules;
use crate::keys::Keys;
use crate::mint::Mint;
use crate::rate_limit::Limiter;
use crate::record::Recorder;
use crate::response::{Problem, Response};
use crate::tokens::Tokens;

pub(crate) type Grant = Box<dyn Fn(&ScopeSet) -> ScopeSet + Send + Sync>;
pub(crate) type Observer = Box<dyn Fn(&RecordedRequest) + Send + Sync>;

pub(crate) struct Settings {
    pub(crate) clock: Clock,
    /// In seconds.
    pub(crate) lifetime: i64,
    pub(crate) token_limit: usize,
    /// How long tokens outlive a deleted or blocked key, in seconds.
    pub(crate) outlive_key: i64,
    pub(crate) grant: Option<Grant>,
    pub(crate) observer: Option<Observer>,
    /// Accepted scopes that the types do not know.
    pub(crate) new_scopes: Vec<String>,
    pub(crate) resources: HashMap<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemTime::now),
            lifetime: 900,
            token_limit: 1000,
            outlive_key: 0,
            grant: None,
            observer: None,
            new_scopes: Vec::new(),
            resources: HashMap::new(),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("lifetime", &self.lifetime)
            .field("token_limit", &self.token_limit)
            .field("outlive_key", &self.outlive_key)
            .field("new_scopes", &self.new_scopes)
            .finish_non_exhaustive()
    }
}

/// Returns a duration in whole seconds.
pub(crate) fn seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}

/// The state that all connections share.
pub(crate) struct Service {
    pub(crate) settings: Settings,
    pub(crate) recorder: Recorder,
    pub(crate) faults: Rules,
    /// Whether a closure of the user panicked.
    pub(crate) panicked: AtomicBool,
    state: Mutex<State>,
}

/// The mutable state. Closures of the user run without its lock.
pub(crate) struct State {
    pub(crate) keys: Keys,
    pub(crate) tokens: Tokens,
    pub(crate) mint: Mint,
    pub(crate) limiter: Option<Limiter>,
}

impl Service {
    pub(crate) fn new(settings: Settings, recorder: Recorder, state: State) -> Self {
        let panicked = AtomicBool::new(false);
        Self { settings, recorder, faults: Rules::default(), panicked, state: Mutex::new(state) }
    }

    /// Returns the time in seconds since the Unix epoch.
    pub(crate) fn now(&self) -> i64 {
        unix_seconds((self.settings.clock)())
    }

    /// Returns the state at the time `now`.
    pub(crate) fn state_at(&self, now: i64) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tokens.settle(now);
        state
    }

    /// Processes a request.
    pub(crate) fn respond(&self, request: &RecordedRequest) -> Response {
        let now = self.now();
        let verdict = self.state_at(now).limiter.as_mut().map(|limiter| limiter.count(now));
        let result = match &verdict {
            Some(verdict) if verdict.refused => Err(Problem::too_many("Too many requests")),
            _ => self.dispatch(request, now),
        };
        let mut response = result
            .unwrap_or_else(|problem| problem.into_response(|| self.state_at(now).mint.id("v")));
        response.headers.extend(verdict.map(|verdict| verdict.headers).unwrap_or_default());
        response
    }

    fn dispatch(&self, request: &RecordedRequest, now: i64) -> Result<Response, Problem> {
        let operation = match request.path() {
            "/v1/oauth/token" => operations::generate,
            "/v1/oauth/introspect" => operations::introspect,
            "/v1/oauth/token/revoke" => operations::revoke,
            _ => return resource::resource(self, request, now),
        };
        if request.method() != Method::POST.as_str() {
            return Err(Problem::method_not_allowed("POST"));
        }
        let client_id = authenticate::by_keys(self, request, now)?;
        operation(self, request, &client_id, now)
    }
}
