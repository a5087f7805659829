//! An in-memory store on the paused clock of the runtime that can be set to fail.

use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::test_util::MemoryStore;
use voucherify_oauth::token_source::{
    Lease, LeaseRequest, Lookup, StoreError, StoredToken, TokenKey, TokenStore, async_trait,
};

/// The duration of every operation.
pub(crate) const STEP: Duration = Duration::from_millis(1);

/// How the store fails.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Mood {
    #[default]
    Well,
    Down,
    /// Never responds.
    Hanging,
    /// Fails as if the content were encrypted with another key.
    Sealed,
    /// Grants leases and loses stored tokens.
    Forgetful,
    Panicking,
    /// Reads the stored token again, even if a newer token is requested.
    Repeating,
    /// Another machine always has the lease, for this duration.
    Leased(Duration),
    /// Violates the contract: a stored token keeps its original lifetime.
    ReturnsTheOriginalLifetime,
    /// Violates the contract: a renewal succeeds without effect.
    RenewsNothing,
    /// Violates the contract: reports a token of an earlier lease as stored.
    StoresOldTokens,
    /// Violates the contract: the clusters of the API share a token.
    IgnoresClusters,
}

/// One store for all machines of a test. Clones share their content.
#[derive(Clone)]
pub(crate) struct Store {
    memory: MemoryStore,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    mood: Mood,
    damaged: bool,
    operations: usize,
    /// The capacity of the store. Further operations are queued.
    interval: Duration,
    busy_until: Option<Instant>,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self { memory: MemoryStore::new(), inner: Arc::default() }
    }

    /// Limits the operations per second.
    pub(crate) fn with_capacity(per_second: u32) -> Self {
        let store = Self::new();
        store.lock().interval = Duration::from_secs(1) / per_second;
        store
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.lock().mood = mood;
    }

    /// Damages the content.
    pub(crate) fn damage(&self) {
        self.lock().damaged = true;
    }

    pub(crate) fn operations(&self) -> usize {
        self.lock().operations
    }

    pub(crate) fn secrets(&self) -> Vec<String> {
        self.memory.tokens().iter().map(|token| token.expose_secret().to_owned()).collect()
    }

    pub(crate) fn is_leased(&self) -> bool {
        self.memory.is_leased()
    }

    /// Starts an operation: waits, then fails if the store is set to fail.
    async fn step(&self) -> Result<Mood, StoreError> {
        let turn = {
            let mut inner = self.lock();
            inner.operations += 1;
            let now = Instant::now();
            let turn = inner.busy_until.map_or(now, |busy| busy.max(now));
            inner.busy_until = Some(turn + inner.interval);
            turn
        };
        sleep_until(turn).await;
        sleep(STEP).await;
        let mood = self.lock().mood;
        match mood {
            Mood::Down => Err(StoreError::unavailable("connection refused")),
            Mood::Hanging => pending().await,
            Mood::Panicking => panic!("told to"),
            mood => Ok(mood),
        }
    }

    /// Returns the key under which the content is kept.
    fn key<'a>(&self, key: TokenKey<'a>) -> TokenKey<'a> {
        let is_shared = self.lock().mood == Mood::IgnoresClusters;
        TokenKey::new(key.app_id, if is_shared { "" } else { key.base_url }, key.scopes)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }
}

#[async_trait]
impl TokenStore for Store {
    async fn read_or_lease(
        &self,
        key: TokenKey<'_>,
        request: LeaseRequest,
    ) -> Result<Lookup, StoreError> {
        let mood = self.step().await?;
        match mood {
            Mood::Sealed => return Err(StoreError::sealed("another key")),
            Mood::Leased(remaining) => return Ok(Lookup::Leased(remaining)),
            Mood::Repeating => return self.memory.read_or_lease(key, request.newer_than(0)).await,
            _ => {}
        }
        if self.lock().damaged && request.newer_than < u64::MAX {
            return Err(StoreError::damaged("garbage"));
        }
        let found = self.memory.read_or_lease(self.key(key), request).await?;
        Ok(match found {
            Lookup::Token(stored) if mood == Mood::ReturnsTheOriginalLifetime => {
                let lifetime = Duration::from_secs(900);
                Lookup::Token(StoredToken::new(stored.response, lifetime, stored.fence))
            }
            found => found,
        })
    }

    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError> {
        if self.step().await? == Mood::RenewsNothing {
            return Ok(true);
        }
        self.memory.renew(self.key(key), lease, duration).await
    }

    async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError> {
        self.step().await?;
        self.memory.release(self.key(key), lease).await
    }

    async fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> Result<bool, StoreError> {
        let mood = self.step().await?;
        if mood == Mood::Forgetful {
            return Err(StoreError::unavailable("out of memory"));
        }
        self.lock().damaged = false;
        let stored = self.memory.store(self.key(key), lease, token).await?;
        Ok(stored || mood == Mood::StoresOldTokens)
    }

    async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError> {
        self.step().await?;
        self.memory.discard(self.key(key), fence).await
    }
}
