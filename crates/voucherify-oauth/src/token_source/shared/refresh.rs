//! Reads a shared token, or fetches a token under a lease.

use std::convert::Infallible;
use std::future::{Future, pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::select;
use tokio::time::{Instant, sleep, timeout};
use tracing::{debug, warn};

use super::{LONGEST_LEASE, SharedFetcher};
use crate::token_source::fetcher::{FetchRequest, TokenFetcher};
use crate::token_source::jitter::up_to;
use crate::token_source::store::{
    Lease, LeaseRequest, Lookup, StoreError, StoredToken, TokenKey, TokenStore,
};
use crate::{Error, ScopeSet, TokenResponse};

/// The first pause of a machine without a token before it reads the store again. The pause doubles
/// each time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// The pause of a machine whose token is still valid.
const LONG_PAUSE: Duration = Duration::from_secs(2);

/// How much longer a stored token must live than the token to replace. A store may return the same
/// token with a few seconds more, since a source counts from before its request and stops a second
/// early.
const LONGER: Duration = Duration::from_secs(10);

/// The result of a call: a token, or the error of the fetcher.
type Outcome = Result<TokenResponse, Error>;

impl<F: TokenFetcher, S: TokenStore> SharedFetcher<F, S> {
    /// Returns the token of another machine, or fetches and shares one. A [`StoreError`] means that
    /// the store can't be used now.
    pub(super) async fn through_store(
        &self,
        request: FetchRequest<'_>,
        can_wait: bool,
    ) -> Result<Outcome, StoreError> {
        let key = self.key(request);
        let settings = &self.settings;
        let longest_wait = settings.longest_wait;
        let deadline = Instant::now() + longest_wait - up_to(&*self.random, longest_wait / 8);
        let least = settings.least_remaining.max(request.remaining.saturating_add(LONGER));
        let mut wanted = LeaseRequest::new(least, settings.lease);
        let mut damaged = false;
        let mut pause = if can_wait { LONG_PAUSE } else { FIRST_PAUSE };
        loop {
            let query = if damaged { wanted.newer_than(u64::MAX) } else { wanted };
            match self.within(self.store.read_or_lease(key, query)).await {
                Ok(Lookup::Token(stored)) if !replaces_itself(&stored, request) => {
                    return Ok(Ok(response(stored)));
                }
                // The token to replace: only a newer token helps.
                Ok(Lookup::Token(stored)) if stored.fence > wanted.newer_than => {
                    wanted = wanted.newer_than(stored.fence);
                }
                Ok(Lookup::Token(_)) => {
                    return Err(StoreError::damaged("it repeats an old token"));
                }
                Ok(Lookup::Granted(lease, stored)) => {
                    return self.refresh(key, request, lease, stored).await;
                }
                Ok(Lookup::Leased(remaining)) if remaining > LONGEST_LEASE => {
                    return Err(StoreError::stuck(remaining));
                }
                // Only the first attempt of a refresh waits.
                Ok(Lookup::Leased(_)) if request.attempt > 1 || Instant::now() >= deadline => {
                    return Err(StoreError::busy(longest_wait));
                }
                Ok(Lookup::Leased(remaining)) => {
                    damaged = false;
                    let wait = pause / 2 + up_to(&*self.random, pause / 2);
                    sleep(wait.min(remaining.max(FIRST_PAUSE))).await;
                    pause = (pause * 2).min(if can_wait { LONG_PAUSE } else { LONGEST_PAUSE });
                }
                Err(error) if error.is_damaged() && !damaged => {
                    log_damaged(key.scopes, &error);
                    damaged = true;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Fetches a token under the lease and shares it.
    async fn refresh(
        &self,
        key: TokenKey<'_>,
        request: FetchRequest<'_>,
        lease: Lease,
        stored: Option<StoredToken>,
    ) -> Result<Outcome, StoreError> {
        let mut spare = None;
        match stored {
            // The stored token can't be used any longer, so other machines must not get it.
            Some(stored) if replaces_itself(&stored, request) && request.remaining.is_zero() => {
                self.clean_up(key.scopes, self.store.discard(key, stored.fence)).await;
            }
            // A token with a short lifetime.
            Some(stored) if self.suits(&stored, request) => {
                self.clean_up(key.scopes, self.store.release(key, lease)).await;
                return Ok(Ok(response(stored)));
            }
            // Used if fetching fails, unless this machine still has a token.
            Some(stored) if request.remaining.is_zero() => spare = Some(stored),
            _ => {}
        }
        let fetched = select! {
            biased;
            fetched = self.fetcher.fetch(request) => fetched,
            never = self.keep(key, lease) => match never {},
        };
        match fetched {
            Ok(token) => {
                self.share(key, lease, &token).await;
                Ok(Ok(token))
            }
            Err(error) => {
                self.clean_up(key.scopes, self.store.release(key, lease)).await;
                Ok(spare.map(response).ok_or(error))
            }
        }
    }

    /// Renews the lease until it is lost.
    async fn keep(&self, key: TokenKey<'_>, lease: Lease) -> Infallible {
        let duration = self.settings.lease;
        loop {
            sleep(duration / 3).await;
            match self.within(self.store.renew(key, lease, duration)).await {
                Ok(true) => {}
                Ok(false) => {
                    debug!(scopes = %key.scopes, "lost the lease to another machine");
                    pending::<()>().await;
                }
                // The next renewal may still be in time.
                Err(error) => log_clean_up(key.scopes, &error),
            }
        }
    }

    /// Stores a token for the other machines.
    async fn share(&self, key: TokenKey<'_>, lease: Lease, token: &TokenResponse) {
        match self.within(self.store.store(key, lease, token)).await {
            Ok(true) => {}
            Ok(false) => {
                debug!(scopes = %key.scopes, "another machine stored a newer access token");
                self.own.add(token);
            }
            // Not added to `own`: the token may have been stored, and other machines may use it.
            Err(error) => warn!(
                scopes = %key.scopes,
                error = &error as &dyn std::error::Error,
                error.type = error.kind(),
                "could not share an access token",
            ),
        }
    }

    /// Runs an operation and only logs its failure.
    async fn clean_up(
        &self,
        scopes: &ScopeSet,
        operation: impl Future<Output = Result<(), StoreError>>,
    ) {
        if let Err(error) = self.within(operation).await {
            log_clean_up(scopes, &error);
        }
    }

    /// Returns whether a stored token has enough lifetime left, and more than the current token.
    fn suits(&self, stored: &StoredToken, request: FetchRequest<'_>) -> bool {
        let seconds = u64::try_from(stored.response.expires_in).unwrap_or(0);
        let least = self.settings.least_remaining.min(Duration::from_secs(seconds) / 4);
        let longer = stored.remaining >= least && stored.remaining > request.remaining;
        longer && !replaces_itself(stored, request)
    }

    /// Runs an operation of the store with a timeout. A panic counts as a failure.
    async fn within<T>(
        &self,
        operation: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limit = self.settings.store_timeout;
        let mut operation = pin!(operation);
        let caught = poll_fn(|context| {
            catch_unwind(AssertUnwindSafe(|| operation.as_mut().poll(context)))
                .unwrap_or_else(|_| Poll::Ready(Err(StoreError::panicked())))
        });
        timeout(limit, caught).await.unwrap_or_else(|_| Err(StoreError::timed_out(limit)))
    }
}

/// Returns whether a stored token is the token to replace.
fn replaces_itself(stored: &StoredToken, request: FetchRequest<'_>) -> bool {
    request.replacing == Some(&stored.response.access_token)
}

/// Returns the response for a stored token, with its remaining lifetime in place of the original
/// lifetime. A store whose clock was set back must not lengthen it.
fn response(stored: StoredToken) -> TokenResponse {
    let StoredToken { mut response, remaining, .. } = stored;
    let remaining = i64::try_from(remaining.as_secs()).unwrap_or(i64::MAX);
    response.expires_in = response.expires_in.min(remaining);
    response
}

/// Logs that damaged content is replaced.
fn log_damaged(scopes: &ScopeSet, error: &StoreError) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "replacing the content of the token store",
    );
}

/// Logs a failure that can be ignored, since the lease and the token expire.
fn log_clean_up(scopes: &ScopeSet, error: &StoreError) {
    debug!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "could not clean up the token store",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use crate::test_util::{FixedToken, MemoryStore};
    use crate::token_source::Account;

    fn stored(expires_in: i64, remaining: u64) -> StoredToken {
        let token = TokenResponse::new().with_access_token("held").with_expires_in(expires_in);
        StoredToken::new(token, Duration::from_secs(remaining), 1)
    }

    #[test]
    fn a_store_can_not_lengthen_a_lifetime() {
        for (expires_in, remaining, expected) in
            [(900, 100, 100), (900, 9000, 900), (900, u64::MAX, 900), (-5, 100, -5)]
        {
            assert_eq!(response(stored(expires_in, remaining)).expires_in, expected);
        }
    }

    #[test]
    fn a_stored_token_must_live_longer_than_the_held_one() {
        let account = Account::new("app", "https://api.voucherify.io");
        let shared = SharedFetcher::builder(FixedToken::new("new"), account, MemoryStore::new());
        let (shared, scopes) = (shared.build(), Scope::Vouchers.into());
        for (remaining, suits) in [(299, true), (300, false)] {
            let remaining = Duration::from_secs(remaining);
            let request = FetchRequest { remaining, ..FetchRequest::new(&scopes) };
            assert_eq!(shared.suits(&stored(900, 300), request), suits);
        }
    }
}
