//! The tokens that no other machine knows.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::{AccessToken, TokenResponse};

/// What is remembered is forgotten after this, whatever the service says of its expiry.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Remembers the tokens that were got past the store, and until when. Only these are this machine's to revoke.
#[derive(Default)]
pub(super) struct OwnTokens {
    tokens: Mutex<Vec<(AccessToken, Instant)>>,
}

impl OwnTokens {
    pub(super) fn add(&self, response: &TokenResponse) {
        let seconds = u64::try_from(response.expires_in).unwrap_or(0);
        let now = Instant::now();
        let mut tokens = self.lock();
        tokens.retain(|(_, expiry)| *expiry > now);
        tokens
            .push((response.access_token.clone(), now + Duration::from_secs(seconds).min(LONGEST)));
    }

    /// Whether it was there.
    pub(super) fn remove(&self, token: &AccessToken) -> bool {
        let mut tokens = self.lock();
        let before = tokens.len();
        tokens.retain(|(own, _)| own != token);
        tokens.len() < before
    }

    /// Nothing under the lock can panic half-way through a change.
    fn lock(&self) -> MutexGuard<'_, Vec<(AccessToken, Instant)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
