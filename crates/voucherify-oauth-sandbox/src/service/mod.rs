//! The service itself: what it knows, and what it answers. No sockets here.

mod authenticate;
mod introspect;
mod resource;
mod revoke;
mod token;

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::Method;

pub use resource::Echo;
pub(crate) use token::issue;

use crate::RecordedRequest;
use crate::answer::Answer;
use crate::clock::unix_seconds;
use crate::fault::Rules;
use crate::keys::Keys;
use crate::mint::Mint;
use crate::problem::Problem;
use crate::rate_limit::Limiter;
use crate::record::Recorder;
use crate::settings::Settings;
use crate::tokens::Tokens;

/// What every connection shares.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) settings: Settings,
    pub(crate) recorder: Recorder,
    pub(crate) faults: Rules,
    /// Whether a closure of the user did.
    pub(crate) panicked: AtomicBool,
    state: Mutex<State>,
}

/// What changes. The lock is never held while a closure of the user runs.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) keys: Keys,
    pub(crate) tokens: Tokens,
    pub(crate) mint: Mint,
    pub(crate) limiter: Option<Limiter>,
}

impl Service {
    pub(crate) fn new(settings: Settings, recorder: Recorder, faults: Rules, state: State) -> Self {
        let panicked = AtomicBool::new(false);
        Self { settings, recorder, faults, panicked, state: Mutex::new(state) }
    }

    /// The time, in seconds since the Unix epoch.
    pub(crate) fn now(&self) -> i64 {
        unix_seconds(self.settings.clock.now())
    }

    /// The state as it is at `now`.
    pub(crate) fn state_at(&self, now: i64) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.tokens.settle(now);
        state
    }

    /// Does what the request asks for.
    pub(crate) fn answer(&self, request: &RecordedRequest) -> Answer {
        let now = self.now();
        let verdict = self.state_at(now).limiter.as_mut().map(|limiter| limiter.count(now));
        let result = match &verdict {
            Some(verdict) if verdict.refused => Err(Problem::too_many("Too many requests")),
            _ => self.dispatch(request, now),
        };
        let mut answer = result
            .unwrap_or_else(|problem| problem.into_answer(|| self.state_at(now).mint.id("v")));
        answer.headers.extend(verdict.map(|verdict| verdict.headers).unwrap_or_default());
        answer
    }

    fn dispatch(&self, request: &RecordedRequest, now: i64) -> Result<Answer, Problem> {
        let operation = match request.path() {
            "/v1/oauth/token" => token::generate,
            "/v1/oauth/introspect" => introspect::introspect,
            "/v1/oauth/token/revoke" => revoke::revoke,
            _ => return resource::resource(self, request, now),
        };
        if request.method() != Method::POST.as_str() {
            return Err(Problem::method_not_allowed("POST"));
        }
        let client_id = authenticate::by_keys(self, request, now)?;
        operation(self, request, &client_id, now)
    }
}
