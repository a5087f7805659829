//! The handle of a running sandbox, by what it is asked for.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use voucherify_oauth_types::{IntoSet, ScopeSet, TokenResponse};

use crate::keys::KeyState;
use crate::server::Server;
use crate::service::{Service, issue};
use crate::{Key, Requests, Rule, SandboxBuilder, TokenCounts, TokenStatus};

/// A running fake of the service. It stops when this is dropped, and with it every connection.
///
/// If a closure that it was given panicked meanwhile, dropping it panics, so that the test fails.
#[derive(Debug)]
pub struct Sandbox {
    service: Arc<Service>,
    base_url: String,
    key: Key,
    /// Held for its `Drop`.
    _server: Server,
}

impl Sandbox {
    pub(crate) fn new(service: Arc<Service>, server: Server, base_url: String, key: Key) -> Self {
        Self { service, base_url, key, _server: server }
    }

    /// Starts one as it comes, on the present tokio runtime.
    ///
    /// # Errors
    ///
    /// When no port can be listened on.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Sets one up.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    /// Where it listens: `http://127.0.0.1:…`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The whole URL of a path, which starts with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// The `X-App-Id` of the first key.
    #[must_use]
    pub fn app_id(&self) -> &str {
        self.key.app_id()
    }

    /// The `X-App-Token` that the first key had at the start.
    #[must_use]
    pub fn app_token(&self) -> &str {
        self.key.app_token()
    }
}

// What arrived.
impl Sandbox {
    /// The requests that arrived so far, as far as they are
    /// [kept](crate::SandboxBuilder::record_last).
    #[must_use]
    pub fn requests(&self) -> Requests {
        Requests::new(self.service.recorder.kept())
    }

    /// Forgets the requests that arrived so far.
    pub fn forget_requests(&self) {
        self.service.recorder.forget();
    }

    /// Waits until this many requests have arrived since the start.
    pub async fn arrived(&self, count: usize) {
        // Fails when the sandbox is gone, which this borrow rules out.
        let _ = self.service.recorder.arrived().wait_for(|arrived| *arrived >= count).await;
    }
}

// What goes wrong.
impl Sandbox {
    /// Makes something go wrong. Of several rules that fit a request, the one counts that was
    /// injected first.
    pub fn inject(&self, fault: impl Into<Rule>) {
        self.service.faults.add(fault.into());
    }

    /// From now on nothing goes wrong.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// That every fault that was injected has happened, as often as it was to; those that happen
    /// [always](Rule::always) don't count.
    ///
    /// # Panics
    ///
    /// If one has not.
    #[track_caller]
    pub fn assert_no_faults_left(&self) {
        let left = self.service.faults.left();
        let requests = self.requests();
        assert!(left.is_empty(), "expected no faults left, got {left:#?}: {requests}");
    }
}

// The tokens, without the way over HTTP.
impl Sandbox {
    /// How many tokens there are.
    #[must_use]
    pub fn tokens(&self) -> TokenCounts {
        self.service.state_at(self.service.now()).tokens.counts()
    }

    /// What became of a token.
    #[must_use]
    pub fn token_status(&self, token: &str) -> TokenStatus {
        self.service.state_at(self.service.now()).tokens.status(token)
    }

    /// Makes a token without a request, for the first key. `None` if there are as many as there
    /// may be, or the key was deleted.
    pub fn issue(&self, scopes: impl IntoSet<ScopeSet>) -> Option<TokenResponse> {
        let now = self.service.now();
        let client_id = self.service.state_at(now).keys.client_id(self.app_id())?.to_owned();
        issue(&self.service, &client_id, &scopes.into_set(), now).ok()
    }

    /// Revokes a token without a request; whether it was living.
    pub fn revoke(&self, token: &str) -> bool {
        self.service.state_at(self.service.now()).tokens.revoke(token)
    }

    /// Revokes every living token, and tells how many that were.
    pub fn revoke_all(&self) -> usize {
        self.service.state_at(self.service.now()).tokens.revoke_all()
    }

    /// That this many tokens were issued since the start.
    ///
    /// # Panics
    ///
    /// If it were more or fewer.
    #[track_caller]
    pub fn assert_issued(&self, count: usize) {
        let counts = self.tokens();
        let requests = self.requests();
        assert!(
            counts.issued == count,
            "expected {count} tokens issued, got {counts:?}: {requests}"
        );
    }

    /// That this many tokens can be used now.
    ///
    /// # Panics
    ///
    /// If there are more or fewer.
    #[track_caller]
    pub fn assert_living(&self, count: usize) {
        let counts = self.tokens();
        let requests = self.requests();
        assert!(
            counts.living == count,
            "expected {count} living tokens, got {counts:?}: {requests}"
        );
    }
}

// The project's keys.
impl Sandbox {
    /// Adds a key to the project.
    pub fn add_key(&self, key: &Key) {
        let mut state = self.service.state_at(self.service.now());
        let client_id = state.mint.id("oauth_client");
        state.keys.put(key, client_id);
    }

    /// Deletes a key: it gets 401 from now on, and its tokens end, at once or after
    /// [`SandboxBuilder::tokens_outlive_key_by`](crate::SandboxBuilder::tokens_outlive_key_by).
    /// Whether there was such a key.
    pub fn delete_key(&self, app_id: &str) -> bool {
        let now = self.service.now();
        let mut state = self.service.state_at(now);
        let client_id = state.keys.delete(app_id);
        if let Some(client_id) = &client_id {
            state
                .tokens
                .end_with_key(client_id, now.saturating_add(self.service.settings.outlive_key));
        }
        client_id.is_some()
    }

    /// Blocks a key: like [deleting](Self::delete_key) it, but [`unblock_key`](Self::unblock_key)
    /// brings it back. Whether there is such a key.
    pub fn block_key(&self, app_id: &str) -> bool {
        let now = self.service.now();
        let mut state = self.service.state_at(now);
        let client_id = state.keys.client_id(app_id).map(str::to_owned);
        if let Some(client_id) = &client_id {
            state.keys.set_state(app_id, KeyState::Blocked);
            state
                .tokens
                .end_with_key(client_id, now.saturating_add(self.service.settings.outlive_key));
        }
        client_id.is_some()
    }

    /// Makes a blocked or forbidden key good again; tokens that have ended stay so. Whether there
    /// is such a key.
    pub fn unblock_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Good)
    }

    /// Takes the use of OAuth from a key: it gets 403 from now on, its tokens stay good. Whether
    /// there is such a key.
    pub fn forbid_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Forbidden)
    }

    /// Gives a key another secret, which is returned: the old one gets 401 from now on, the key's
    /// tokens stay good. `None` if there is no such key.
    pub fn regenerate_key(&self, app_id: &str) -> Option<Key> {
        let mut state = self.service.state_at(self.service.now());
        let app_token = state.mint.uuid();
        state.keys.set_secret(app_id, &app_token).then(|| Key::new(app_id, app_token))
    }

    fn set_key_state(&self, app_id: &str, key: KeyState) -> bool {
        self.service.state_at(self.service.now()).keys.set_state(app_id, key)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let panicked = self.service.panicked.load(Ordering::Relaxed);
        // In a test that fails anyway, a second panic would end the process.
        assert!(
            !panicked || std::thread::panicking(),
            "a closure that the sandbox was given panicked"
        );
    }
}
