//! How machines agree on one token.

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

/// How long a machine that needs a token waits before it looks for that of another machine again.
/// It doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// How long a machine waits whose token is still good.
const LONG_PAUSE: Duration = Duration::from_secs(2);

/// How much longer a stored token must live than the one to be replaced. The same token is returned
/// with some seconds more, since a source counts from before its request and ends a second early.
const LONGER: Duration = Duration::from_secs(10);

/// The result of a call: a token, or why the fetcher returned none.
type Outcome = Result<TokenResponse, Error>;

impl<F: TokenFetcher, S: TokenStore> SharedFetcher<F, S> {
    /// Takes the token of another machine, or fetches one for all. An error of the store means that
    /// it can't be used now.
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
            let asked = if damaged { wanted.newer_than(u64::MAX) } else { wanted };
            match self.within(self.store.read_or_lease(key, asked)).await {
                Ok(Lookup::Token(stored)) if !replaces_itself(&stored, request) => {
                    return Ok(Ok(response(stored)));
                }
                // The rejected token: only a newer one helps.
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
                // One wait per refresh: a further attempt must not lose the time again.
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

    /// Fetches a token for all, with the lease for it.
    async fn refresh(
        &self,
        key: TokenKey<'_>,
        request: FetchRequest<'_>,
        lease: Lease,
        stored: Option<StoredToken>,
    ) -> Result<Outcome, StoreError> {
        let mut spare = None;
        match stored {
            // Only an old token is good for machines that have none, until a new one replaces it.
            Some(stored) if replaces_itself(&stored, request) && request.remaining.is_zero() => {
                self.tidy(key.scopes, self.store.discard(key, stored.fence)).await;
            }
            // A token with a short life.
            Some(stored) if self.suits(&stored, request) => {
                self.tidy(key.scopes, self.store.release(key, lease)).await;
                return Ok(Ok(response(stored)));
            }
            // A machine with a token may have a better one.
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
                self.tidy(key.scopes, self.store.release(key, lease)).await;
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
                // The next time may still be in time.
                Err(error) => log_untidy(key.scopes, &error),
            }
        }
    }

    /// Stores a token for the others.
    async fn share(&self, key: TokenKey<'_>, lease: Lease, token: &TokenResponse) {
        match self.within(self.store.store(key, lease, token)).await {
            Ok(true) => {}
            Ok(false) => {
                debug!(scopes = %key.scopes, "another machine stored a newer access token");
                self.own.add(token);
            }
            // It may have been stored all the same, and then others use it.
            Err(error) => warn!(
                scopes = %key.scopes,
                error = &error as &dyn std::error::Error,
                error.type = error.kind(),
                "could not share an access token",
            ),
        }
    }

    /// Runs an operation whose failure does not matter.
    async fn tidy(
        &self,
        scopes: &ScopeSet,
        operation: impl Future<Output = Result<(), StoreError>>,
    ) {
        if let Err(error) = self.within(operation).await {
            log_untidy(scopes, &error);
        }
    }

    /// Returns whether enough of the life of a token is left, and more than of the current one.
    fn suits(&self, stored: &StoredToken, request: FetchRequest<'_>) -> bool {
        let seconds = u64::try_from(stored.response.expires_in).unwrap_or(0);
        let least = self.settings.least_remaining.min(Duration::from_secs(seconds) / 4);
        let longer = stored.remaining >= least && stored.remaining > request.remaining;
        longer && !replaces_itself(stored, request)
    }

    /// Runs an operation of the store, in bounded time. A panic counts as a failure.
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

/// Returns whether a stored token is the one to be replaced.
fn replaces_itself(stored: &StoredToken, request: FetchRequest<'_>) -> bool {
    request.replacing == Some(&stored.response.access_token)
}

/// Returns the response that the service would give for this token now: with the life that was left
/// when the store was asked. A store whose clock was set back must not lengthen it.
fn response(stored: StoredToken) -> TokenResponse {
    let StoredToken { mut response, remaining, .. } = stored;
    let remaining = i64::try_from(remaining.as_secs()).unwrap_or(i64::MAX);
    response.expires_in = response.expires_in.min(remaining);
    response
}

/// Reports content that is about to be replaced.
fn log_damaged(scopes: &ScopeSet, error: &StoreError) {
    warn!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "replacing the content of the token store",
    );
}

/// Reports a failure without consequences: the lease and the token expire by themselves.
fn log_untidy(scopes: &ScopeSet, error: &StoreError) {
    debug!(
        %scopes,
        error = error as &dyn std::error::Error,
        error.type = error.kind(),
        "could not tidy up the token store",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::TokenType;
    use crate::{AccessToken, Scope};

    #[test]
    fn no_life_is_longer_than_the_service_said() {
        for (expires_in, remaining, expected) in
            [(900, 100, 100), (900, 9000, 900), (900, u64::MAX, 900), (-5, 100, -5)]
        {
            let token = AccessToken::new("held");
            let scopes = Scope::Vouchers;
            let stored = TokenResponse::new()
                .with_access_token(token)
                .with_client_id("client")
                .with_expires_in(expires_in)
                .with_scope(scopes)
                .with_token_type(TokenType::Bearer);
            let stored = StoredToken::new(stored, Duration::from_secs(remaining), 1);
            assert_eq!(response(stored).expires_in, expected);
        }
    }
}
