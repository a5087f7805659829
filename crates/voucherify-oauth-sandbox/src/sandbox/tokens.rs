//! The tokens, without the way over HTTP.

use voucherify_oauth_types::{ScopeSet, TokenResponse};

use super::Sandbox;
use crate::service::issue;
use crate::{TokenCounts, TokenStatus};

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
    pub fn issue(&self, scopes: impl Into<ScopeSet>) -> Option<TokenResponse> {
        let now = self.service.now();
        let client_id = self.service.state_at(now).keys.client_id(self.app_id())?.to_owned();
        issue(&self.service, &client_id, &scopes.into(), now).ok()
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
