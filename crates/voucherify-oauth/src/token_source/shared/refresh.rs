//! How machines come to one token.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::super::error::TokenError;
use super::super::issuer::{Issuer, Order};
use super::super::random::up_to;
use super::super::store::{Lease, StoredToken, TokenKey, TokenStore};
use super::super::store_error::StoreError;
use super::alongside::alongside;
use super::judge::{Verdict, judge, response};
use super::{SharedIssuer, events};
use crate::TokenResponse;

/// How long those who wait for another machine pause before they look again; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(25);
const LONGEST_PAUSE: Duration = Duration::from_millis(400);

/// What comes of a call: a token, or why the issuer gave none.
type Outcome = Result<TokenResponse, TokenError>;

impl<I: Issuer, S: TokenStore> SharedIssuer<I, S> {
    /// Takes the token of another machine, or gets one for all. An error of the store means that it can't be used now.
    pub(super) async fn together(&self, order: Order<'_>) -> Result<Outcome, StoreError> {
        let key = self.key(order);
        let deadline = Instant::now() + self.settings.longest_wait;
        let mut pause = FIRST_PAUSE;
        loop {
            match self.look(key).await {
                Ok(Some(stored)) if self.verdict(&stored, order) == Verdict::Suits => {
                    return Ok(Ok(response(stored)));
                }
                // Who gets the lease tells that, and sets it right.
                Err(error) if error.is_damaged() => {}
                Err(error) => return Err(error),
                Ok(_) => {}
            }
            if let Some(lease) = self.within(self.store.lease(key, self.settings.lease)).await? {
                return self.refresh(key, order, lease).await;
            }
            if Instant::now() >= deadline {
                return Err(StoreError::busy(self.settings.longest_wait));
            }
            sleep(pause / 2 + up_to(&*self.random, pause / 2)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Gets a token for all, having the right to.
    async fn refresh(
        &self,
        key: TokenKey<'_>,
        order: Order<'_>,
        lease: Lease,
    ) -> Result<Outcome, StoreError> {
        // The machine that had the lease before may have stored a token since this one looked.
        let stored = match self.look(key).await {
            Err(error) if error.is_damaged() => {
                events::damaged(order.scopes, &error);
                None
            }
            Err(error) => {
                self.release(key, lease).await;
                return Err(error);
            }
            Ok(stored) => stored,
        };
        let mut spare = None;
        if let Some(stored) = stored {
            match self.verdict(&stored, order) {
                Verdict::Suits => {
                    self.release(key, lease).await;
                    return Ok(Ok(response(stored)));
                }
                // Who has a token to replace may have a better one in hand.
                Verdict::Spare if order.replacing.is_none() => spare = Some(stored),
                // Until a new one overwrites it, it is good for machines that have none.
                Verdict::Spare | Verdict::Replaced => {}
                Verdict::Rejected => self.discard(key, stored.fence).await,
            }
        }
        match alongside(self.hold(key, lease), self.issuer.issue(order)).await {
            Ok(token) => {
                self.share(key, lease, &token).await;
                Ok(Ok(token))
            }
            Err(error) => {
                self.release(key, lease).await;
                let spare = spare.map(response).inspect(|_| events::spared(order.scopes));
                Ok(spare.ok_or(error))
            }
        }
    }

    /// Renews the lease until it is lost.
    async fn hold(&self, key: TokenKey<'_>, lease: Lease) {
        let duration = self.settings.lease;
        loop {
            sleep(duration / 3).await;
            match self.within(self.store.renew(key, lease, duration)).await {
                Ok(true) => {}
                Ok(false) => return events::lease_lost(key.scopes),
                // The next time may still be in time.
                Err(error) => events::not_tidied(key.scopes, &error),
            }
        }
    }

    /// Stores a token for the others. If that fails it may have been stored all the same: then it isn't this machine's alone.
    async fn share(&self, key: TokenKey<'_>, lease: Lease, token: &TokenResponse) {
        match self.within(self.store.store(key, lease, token)).await {
            Ok(true) => {}
            Ok(false) => {
                events::outrun(key.scopes);
                self.own.add(token);
            }
            Err(error) => events::not_stored(key.scopes, &error),
        }
    }

    async fn release(&self, key: TokenKey<'_>, lease: Lease) {
        if let Err(error) = self.within(self.store.release(key, lease)).await {
            events::not_tidied(key.scopes, &error);
        }
    }

    async fn discard(&self, key: TokenKey<'_>, fence: u64) {
        if let Err(error) = self.within(self.store.discard(key, fence)).await {
            events::not_tidied(key.scopes, &error);
        }
    }

    async fn look(&self, key: TokenKey<'_>) -> Result<Option<StoredToken>, StoreError> {
        self.within(self.store.read(key)).await
    }

    fn verdict(&self, stored: &StoredToken, order: Order<'_>) -> Verdict {
        judge(stored, order, self.settings.least_remaining)
    }

    /// Bounds an operation of the store.
    async fn within<T>(
        &self,
        operation: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limit = self.settings.store_timeout;
        timeout(limit, operation).await.unwrap_or_else(|_| Err(StoreError::timed_out(limit)))
    }
}
