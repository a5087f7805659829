//! A store in memory, on the runtime's paused clock, that can be told to misbehave.

use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::{Instant, sleep};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::token_source::{Lease, StoreError, StoredToken, TokenKey, TokenStore};

/// How long every operation takes.
pub(crate) const STEP: Duration = Duration::from_millis(1);

/// What is wrong with the store.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Mood {
    #[default]
    Well,
    Down,
    /// No answer, ever.
    Hanging,
    /// As if all it holds had been sealed with another key.
    Sealed,
    /// It grants leases and loses what it is given.
    Forgetful,
}

/// One store for all machines of a test: clones share what they hold.
#[derive(Clone)]
pub(crate) struct Store {
    start: Instant,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    mood: Mood,
    damaged: bool,
    entries: HashMap<String, Entry>,
    last_fence: u64,
    operations: usize,
}

#[derive(Default)]
struct Entry {
    token: Option<(TokenResponse, Instant)>,
    newest: u64,
    lease: Option<(u64, Instant)>,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), inner: Arc::default() }
    }

    pub(crate) fn set(&self, mood: Mood) {
        self.lock().mood = mood;
    }

    /// Puts something that is no token in the place of what it holds.
    pub(crate) fn damage(&self) {
        self.lock().damaged = true;
    }

    /// How often it was asked for anything.
    pub(crate) fn operations(&self) -> usize {
        self.lock().operations
    }

    /// The secrets that it holds.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let inner = self.lock();
        let tokens = inner.entries.values().filter_map(|entry| entry.token.as_ref());
        tokens.map(|(token, _)| token.access_token.expose_secret().to_owned()).collect()
    }

    /// Whether anybody has the right to refresh.
    pub(crate) fn is_leased(&self) -> bool {
        let now = Instant::now();
        self.lock().entries.values().any(|entry| entry.lease.is_some_and(|(_, until)| until > now))
    }

    /// Begins an operation: takes its time, then fails if it is to.
    async fn step(&self) -> Result<Mood, StoreError> {
        sleep(STEP).await;
        let mood = {
            let mut inner = self.lock();
            inner.operations += 1;
            inner.mood
        };
        match mood {
            Mood::Down => Err(StoreError::unavailable("connection refused")),
            Mood::Hanging => pending().await,
            mood => Ok(mood),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Works on what belongs to a key.
    fn entry<T>(&self, key: TokenKey<'_>, work: impl FnOnce(&mut Entry) -> T) -> T {
        let name = format!("{} {} {}", key.app_id, key.base_url, key.scopes);
        work(self.lock().entries.entry(name).or_default())
    }
}

impl TokenStore for Store {
    async fn read(&self, key: TokenKey<'_>) -> Result<Option<StoredToken>, StoreError> {
        if self.step().await? == Mood::Sealed {
            return Err(StoreError::sealed("another key"));
        }
        if self.lock().damaged {
            return Err(StoreError::damaged("garbage"));
        }
        let now = Instant::now();
        Ok(self.entry(key, |entry| {
            let (token, expiry) = entry.token.as_ref().filter(|(_, expiry)| *expiry > now)?;
            Some(StoredToken::new(token.clone(), *expiry - now, entry.newest))
        }))
    }

    async fn lease(
        &self,
        key: TokenKey<'_>,
        duration: Duration,
    ) -> Result<Option<Lease>, StoreError> {
        self.step().await?;
        let now = Instant::now();
        let fence = {
            let mut inner = self.lock();
            inner.last_fence += 1;
            inner.last_fence
        };
        Ok(self.entry(key, |entry| {
            if entry.lease.is_some_and(|(_, until)| until > now) {
                return None;
            }
            entry.lease = Some((fence, now + duration));
            let granted = u64::try_from((now - self.start).as_millis()).unwrap();
            Some(Lease::new(fence, granted))
        }))
    }

    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError> {
        self.step().await?;
        let now = Instant::now();
        Ok(self.entry(key, |entry| {
            let held =
                entry.lease.is_some_and(|(fence, until)| fence == lease.fence && until > now);
            if held {
                entry.lease = Some((lease.fence, now + duration));
            }
            held
        }))
    }

    async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError> {
        self.step().await?;
        self.entry(key, |entry| entry.lease.take_if(|(fence, _)| *fence == lease.fence));
        Ok(())
    }

    async fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> Result<bool, StoreError> {
        if self.step().await? == Mood::Forgetful {
            return Err(StoreError::unavailable("out of memory"));
        }
        self.lock().damaged = false;
        let expiry = self.start
            + Duration::from_millis(lease.granted)
            + Duration::from_secs(token.expires_in.unsigned_abs());
        Ok(self.entry(key, |entry| {
            entry.lease.take_if(|(fence, _)| *fence == lease.fence);
            if entry.newest > lease.fence {
                return false;
            }
            entry.newest = lease.fence;
            entry.token = Some((token.clone(), expiry));
            true
        }))
    }

    async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError> {
        self.step().await?;
        self.entry(key, |entry| {
            if entry.newest == fence {
                entry.token = None;
            }
        });
        Ok(())
    }
}
