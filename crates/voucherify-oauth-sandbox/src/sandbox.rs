//! The handle of a running sandbox.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use voucherify_oauth_types::{IntoSet, ScopeSet, TokenResponse};

use crate::keys::KeyState;
use crate::server::Server;
use crate::service::{Service, issue};
use crate::{Key, Requests, Rule, SandboxBuilder, TokenCounts, TokenStatus};

/// A running fake of the service. Dropping this handle stops it and closes all connections.
///
/// # Panics
///
/// Dropping the handle panics if a closure of the user panicked, so that the test fails.
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

    /// Starts a sandbox with default settings on the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the sandbox can't listen on a port.
    ///
    /// # Panics
    ///
    /// Panics outside of a Tokio runtime, or in a runtime without I/O.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Returns a builder with default settings.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    /// Returns the base URL, `http://127.0.0.1:…`, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Returns the URL of a path, which must start with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Returns the `X-App-Id` of the first key.
    #[must_use]
    pub fn app_id(&self) -> &str {
        self.key.app_id()
    }

    /// Returns the initial `X-App-Token` of the first key.
    #[must_use]
    pub fn app_token(&self) -> &str {
        self.key.app_token()
    }
}

// Recorded requests.
impl Sandbox {
    /// Returns the requests so far, up to the number that is
    /// [kept](crate::SandboxBuilder::record_last).
    #[must_use]
    pub fn requests(&self) -> Requests {
        Requests::new(self.service.recorder.kept())
    }

    /// Removes the recorded requests.
    pub fn forget_requests(&self) {
        self.service.recorder.forget();
    }

    /// Waits until this many requests have arrived since the start.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future only stops waiting.
    pub async fn arrived(&self, count: usize) {
        // Fails only if the sandbox was dropped, which the borrow rules out.
        let _ = self.service.recorder.arrived().wait_for(|arrived| *arrived >= count).await;
    }
}

// Faults.
impl Sandbox {
    /// Injects a fault. If several rules match a request, the one that was injected first applies.
    pub fn inject(&self, fault: impl Into<Rule>) {
        self.service.faults.add(fault.into());
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// Asserts that every injected fault happened as often as specified. Faults that happen
    /// [always](Rule::always) don't count.
    ///
    /// # Panics
    ///
    /// Panics if a fault did not happen often enough.
    #[track_caller]
    pub fn assert_no_faults_left(&self) {
        let left = self.service.faults.left();
        let requests = self.requests();
        assert!(left.is_empty(), "expected no faults left, got {left:#?}: {requests}");
    }
}

// Tokens, without HTTP requests.
impl Sandbox {
    /// Returns the number of tokens by status.
    #[must_use]
    pub fn tokens(&self) -> TokenCounts {
        self.service.state_at(self.service.now()).tokens.counts()
    }

    /// Returns the status of a token.
    #[must_use]
    pub fn token_status(&self, token: &str) -> TokenStatus {
        self.service.state_at(self.service.now()).tokens.status(token)
    }

    /// Issues a token for the first key without a request. Returns `None` if the token limit is
    /// reached or the key was deleted.
    pub fn issue(&self, scopes: impl IntoSet<ScopeSet>) -> Option<TokenResponse> {
        let now = self.service.now();
        let client_id = self.service.state_at(now).keys.client_id(self.app_id())?.to_owned();
        issue(&self.service, &client_id, &scopes.into_set(), now).ok()
    }

    /// Revokes a token without a request. Returns `true` if it was active.
    pub fn revoke(&self, token: &str) -> bool {
        self.service.state_at(self.service.now()).tokens.revoke(token)
    }

    /// Revokes all active tokens and returns their number.
    pub fn revoke_all(&self) -> usize {
        self.service.state_at(self.service.now()).tokens.revoke_all()
    }

    /// Asserts the number of tokens that were issued since the start.
    ///
    /// # Panics
    ///
    /// Panics if more or fewer were issued.
    #[track_caller]
    pub fn assert_issued(&self, count: usize) {
        let counts = self.tokens();
        let requests = self.requests();
        assert!(
            counts.issued == count,
            "expected {count} tokens issued, got {counts:?}: {requests}"
        );
    }

    /// Asserts the number of active tokens.
    ///
    /// # Panics
    ///
    /// Panics if there are more or fewer.
    #[track_caller]
    pub fn assert_active(&self, count: usize) {
        let counts = self.tokens();
        let requests = self.requests();
        assert!(
            counts.active == count,
            "expected {count} active tokens, got {counts:?}: {requests}"
        );
    }
}

// Keys of the project.
impl Sandbox {
    /// Adds a key to the project.
    pub fn add_key(&self, key: &Key) {
        let mut state = self.service.state_at(self.service.now());
        let client_id = state.mint.id("oauth_client");
        state.keys.put(key, client_id);
    }

    /// Deletes a key. It gets 401 from now on, and its tokens become inactive, at once or after
    /// [`SandboxBuilder::tokens_outlive_key_by`](crate::SandboxBuilder::tokens_outlive_key_by).
    /// Returns `true` if the key existed.
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

    /// Blocks a key, like [`delete_key`](Self::delete_key), until
    /// [`unblock_key`](Self::unblock_key). Returns `true` if the key exists.
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

    /// Restores a blocked or forbidden key. Its inactive tokens stay inactive. Returns `true` if
    /// the key exists.
    pub fn unblock_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Good)
    }

    /// Forbids a key to use OAuth. It gets 403 from now on, and its tokens stay active. Returns
    /// `true` if the key exists.
    pub fn forbid_key(&self, app_id: &str) -> bool {
        self.set_key_state(app_id, KeyState::Forbidden)
    }

    /// Replaces the secret of a key and returns the new key. The old secret gets 401 from now on,
    /// and the tokens of the key stay active. Returns `None` if there is no such key.
    pub fn regenerate_key(&self, app_id: &str) -> Option<Key> {
        let mut state = self.service.state_at(self.service.now());
        let app_token = state.mint.uuid();
        state.keys.set_secret(app_id, &app_token).then(|| Key::new(app_id, app_token))
    }

    fn set_key_state(&self, app_id: &str, key: KeyState) -> bool {
        self.service.state_at(self.service.now()).keys.set_state(app_id, key)
    }
}

/// Writes the base URL, by which the sandboxes of a test differ.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let panicked = self.service.panicked.load(Ordering::Relaxed);
        // A second panic in a failing test would abort the process.
        assert!(
            !panicked || std::thread::panicking(),
            "a closure that was passed to the sandbox panicked"
        );
    }
}
