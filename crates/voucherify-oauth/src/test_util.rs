//! Helpers to test programs that use this crate, and to test stores. Needs the feature
//! `test-util`.

#![allow(clippy::panic, reason = "a failed check fails the test")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::{Instant, sleep};

pub use crate::token_source::clock::Moment;
use crate::token_source::{
    FetchRequest, Lease, LeaseRequest, Lookup, StoreError, StoredToken, TokenFetcher, TokenKey,
    TokenStore,
};
use crate::types::TokenType;
use crate::{AccessToken, Error, Scope, ScopeSet, TokenResponse};

/// A fetcher that always returns the same token, without a network.
///
/// ```
/// use voucherify_oauth::test_util::FixedToken;
/// use voucherify_oauth::{Scope, TokenSource};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), voucherify_oauth::Error> {
/// let source = TokenSource::builder(FixedToken::new("s3cret")).build(Scope::Vouchers);
/// assert_eq!(source.token().await?.authorization(), "Bearer s3cret");
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct FixedToken {
    token: AccessToken,
    expires_in: Duration,
}

impl FixedToken {
    /// Creates a fetcher that returns this token. It grants all requested scopes for 15 minutes.
    #[must_use]
    pub fn new(token: impl Into<AccessToken>) -> Self {
        Self { token: token.into(), expires_in: Duration::from_secs(900) }
    }

    /// Sets the lifetime of the token, in whole seconds. Defaults to 15 minutes.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = lifetime;
        self
    }
}

#[async_trait]
impl TokenFetcher for FixedToken {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        let seconds = i64::try_from(self.expires_in.as_secs()).unwrap_or(i64::MAX);
        let scopes = request.scopes.clone();
        Ok(TokenResponse::new()
            .with_access_token(self.token.clone())
            .with_client_id("client")
            .with_expires_in(seconds)
            .with_scope(scopes)
            .with_token_type(TokenType::Bearer))
    }

    async fn revoke(&self, _: &AccessToken) -> Result<(), Error> {
        Ok(())
    }
}

/// An in-memory [`TokenStore`]. Clones share their content, so that several sources of one test can
/// act as the machines of a fleet.
///
/// Uses the clock of Tokio, which a test can pause.
#[derive(Clone)]
pub struct MemoryStore {
    start: Instant,
    entries: Arc<Mutex<HashMap<String, Entry>>>,
}

#[derive(Default)]
struct Entry {
    token: Option<(TokenResponse, Instant)>,
    /// The fence of the lease under which the last token was stored.
    newest: u64,
    last_fence: u64,
    lease: Option<(u64, Instant)>,
}

impl Entry {
    fn stored(&self, now: Instant) -> Option<StoredToken> {
        let (token, expiry) = self.token.as_ref()?;
        let remaining = expiry.saturating_duration_since(now);
        (!remaining.is_zero()).then(|| StoredToken::new(token.clone(), remaining, self.newest))
    }

    /// Returns how long the current lease lasts.
    fn leased(&self, now: Instant) -> Option<Duration> {
        self.lease.map(|(_, until)| until.saturating_duration_since(now)).filter(|d| !d.is_zero())
    }
}

impl MemoryStore {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self { start: Instant::now(), entries: Arc::default() }
    }

    /// Returns the stored tokens that have not expired.
    #[must_use]
    pub fn tokens(&self) -> Vec<AccessToken> {
        let now = Instant::now();
        let entries = self.lock();
        let stored = entries.values().filter_map(|entry| entry.stored(now));
        stored.map(|stored| stored.response.access_token).collect()
    }

    /// Returns whether any machine has a lease.
    #[must_use]
    pub fn is_leased(&self) -> bool {
        let now = Instant::now();
        self.lock().values().any(|entry| entry.leased(now).is_some())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks the content and runs `work` on the entry for a key.
    fn entry<T>(&self, key: TokenKey<'_>, work: impl FnOnce(&mut Entry, Instant) -> T) -> T {
        let mut scopes: Vec<&str> = key.scopes.known().map(Scope::as_str).collect();
        scopes.extend(key.scopes.unrecognized());
        scopes.sort_unstable();
        let name = format!("{} {} {}", key.app_id, key.base_url, scopes.join(" "));
        work(self.lock().entry(name).or_default(), Instant::now())
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryStore").finish_non_exhaustive()
    }
}

#[async_trait]
impl TokenStore for MemoryStore {
    async fn read_or_lease(
        &self,
        key: TokenKey<'_>,
        request: LeaseRequest,
    ) -> Result<Lookup, StoreError> {
        Ok(self.entry(key, |entry, now| {
            let stored = entry.stored(now);
            if let Some(stored) = &stored
                && stored.fence > request.newer_than
                && stored.remaining >= request.least_remaining
            {
                return Lookup::Token(stored.clone());
            }
            if let Some(remaining) = entry.leased(now) {
                return Lookup::Leased(remaining);
            }
            entry.last_fence += 1;
            entry.lease = Some((entry.last_fence, now + request.duration));
            let granted = now.saturating_duration_since(self.start).as_millis();
            let granted = u64::try_from(granted).unwrap_or(u64::MAX);
            Lookup::Granted(Lease::new(entry.last_fence, granted), stored)
        }))
    }

    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError> {
        Ok(self.entry(key, |entry, now| {
            let own = entry.lease.filter(|(fence, _)| *fence == lease.fence);
            let is_held = own.is_some() && entry.leased(now).is_some();
            if is_held {
                entry.lease = Some((lease.fence, now + duration));
            }
            is_held
        }))
    }

    async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError> {
        self.entry(key, |entry, _| entry.lease.take_if(|(fence, _)| *fence == lease.fence));
        Ok(())
    }

    async fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> Result<bool, StoreError> {
        let seconds = u64::try_from(token.expires_in).unwrap_or(0);
        let granted = self.start + Duration::from_millis(lease.granted);
        let expiry = granted.checked_add(Duration::from_secs(seconds)).unwrap_or(granted);
        Ok(self.entry(key, |entry, _| {
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
        self.entry(key, |entry, _| {
            if entry.newest == fence {
                entry.token = None;
            }
        });
        Ok(())
    }
}

/// Checks that a store meets the contract of [`TokenStore`]. The store must be empty. Takes about
/// two seconds of Tokio's time, which a test can pause.
///
/// # Panics
///
/// Panics if the store violates the contract.
pub async fn check_store(store: &dyn TokenStore) {
    a_stored_token_is_returned_with_its_lifetime(store).await;
    one_machine_has_the_lease(store).await;
    a_slow_machine_overwrites_nothing(store).await;
    keys_are_separate(store).await;
}

const SHORT: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(60);
const MINUTE: Duration = Duration::from_secs(60);

/// Returns the key with this application ID. Each check uses a different key.
fn key<'a>(app_id: &'a str, scopes: &'a ScopeSet) -> TokenKey<'a> {
    TokenKey::new(app_id, "https://api.voucherify.io", scopes)
}

fn token(secret: &str) -> TokenResponse {
    let token = AccessToken::new(secret);
    TokenResponse::new()
        .with_access_token(token)
        .with_client_id("client")
        .with_expires_in(900)
        .with_scope(Scope::Vouchers)
        .with_token_type(TokenType::Bearer)
}

async fn look(store: &dyn TokenStore, key: TokenKey<'_>, request: LeaseRequest) -> Lookup {
    match store.read_or_lease(key, request).await {
        Ok(found) => found,
        Err(error) => panic!("read_or_lease failed: {error}"),
    }
}

/// Requests a lease, regardless of the stored token.
async fn lease(store: &dyn TokenStore, key: TokenKey<'_>, duration: Duration) -> Option<Lease> {
    match look(store, key, LeaseRequest::new(MINUTE, duration).newer_than(u64::MAX)).await {
        Lookup::Granted(lease, _) => Some(lease),
        Lookup::Leased(remaining) => {
            assert!(remaining <= LONG, "a lease lasts for {remaining:?}");
            None
        }
        Lookup::Token(_) => panic!("an old token was returned"),
    }
}

async fn granted(store: &dyn TokenStore, key: TokenKey<'_>, duration: Duration) -> Lease {
    let Some(lease) = lease(store, key, duration).await else { panic!("no lease was granted") };
    lease
}

async fn stored(store: &dyn TokenStore, key: TokenKey<'_>) -> Option<StoredToken> {
    match look(store, key, LeaseRequest::new(MINUTE, LONG)).await {
        Lookup::Token(stored) => Some(stored),
        Lookup::Granted(lease, _) => {
            assert!(store.release(key, lease).await.is_ok(), "release failed");
            None
        }
        Lookup::Leased(_) => None,
    }
}

async fn a_stored_token_is_returned_with_its_lifetime(store: &dyn TokenStore) {
    let scopes = Scope::Vouchers.into();
    let key = key("one", &scopes);
    assert!(stored(store, key).await.is_none(), "the store is not empty");
    let lease = granted(store, key, LONG).await;
    sleep(2 * SHORT).await;
    assert_eq!(store.store(key, lease, &token("first")).await.ok(), Some(true));
    let Some(found) = stored(store, key).await else { panic!("the token is missing") };
    assert_eq!(found.response.access_token, AccessToken::new("first"));
    assert_eq!((found.response.expires_in, found.fence), (900, lease.fence));
    // Counted from when the lease was granted, not from when the token was stored.
    let most = Duration::from_secs(900) - 2 * SHORT;
    assert!(found.remaining <= most, "{:?} is too long", found.remaining);
    assert!(found.remaining > Duration::from_secs(880), "{:?} is too short", found.remaining);

    // A token with too short a remaining lifetime is returned with the lease.
    for request in [
        LeaseRequest::new(MINUTE, LONG).newer_than(lease.fence),
        LeaseRequest::new(Duration::from_secs(901), LONG),
    ] {
        let Lookup::Granted(next, Some(old)) = look(store, key, request).await else {
            panic!("`store` did not end the lease, or the token is missing")
        };
        assert!(next.fence > lease.fence, "the fence of a later lease is not greater");
        assert_eq!(old.response.access_token, AccessToken::new("first"));
        assert!(store.release(key, next).await.is_ok(), "release failed");
    }
}

async fn one_machine_has_the_lease(store: &dyn TokenStore) {
    let scopes = Scope::Vouchers.into();
    let key = key("two", &scopes);
    // Long enough for the next steps on a busy machine.
    let first = granted(store, key, 10 * SHORT).await;
    assert!(lease(store, key, LONG).await.is_none(), "two leases at once");
    assert_eq!(store.renew(key, first, LONG).await.ok(), Some(true));
    sleep(11 * SHORT).await;
    assert!(lease(store, key, LONG).await.is_none(), "`renew` had no effect");
    assert!(store.release(key, first).await.is_ok(), "release failed");
    let second = granted(store, key, LONG).await;
    assert!(second.fence > first.fence && second.granted > first.granted);
    assert_eq!(store.renew(key, first, LONG).await.ok(), Some(false));
    assert!(store.release(key, first).await.is_ok(), "release failed");
    assert!(
        lease(store, key, LONG).await.is_none(),
        "`release` ended the lease of another machine"
    );
}

async fn a_slow_machine_overwrites_nothing(store: &dyn TokenStore) {
    let scopes = Scope::Vouchers.into();
    let key = key("three", &scopes);
    let secret = |found: Option<StoredToken>| found.map(|found| found.response.access_token);
    let first = granted(store, key, SHORT).await;
    sleep(2 * SHORT).await;
    let second = granted(store, key, LONG).await;
    // A second time, as if the first outcome had been lost.
    for _ in 0..2 {
        assert_eq!(store.store(key, second, &token("second")).await.ok(), Some(true));
    }
    assert_eq!(store.store(key, first, &token("first")).await.ok(), Some(false));
    assert!(store.discard(key, first.fence).await.is_ok(), "discard failed");
    assert_eq!(secret(stored(store, key).await), Some(AccessToken::new("second")));
    assert!(store.discard(key, second.fence).await.is_ok(), "discard failed");
    assert_eq!(secret(stored(store, key).await), None);
    assert_eq!(store.store(key, first, &token("first")).await.ok(), Some(false));
    assert_eq!(secret(stored(store, key).await), None, "a discarded token was overwritten");
}

async fn keys_are_separate(store: &dyn TokenStore) {
    let [one, same] =
        ["campaigns x1 vouchers x2", "x2 vouchers x1 campaigns"].map(ScopeSet::from_wire);
    let lease = granted(store, key("four", &one), LONG).await;
    assert_eq!(store.store(key("four", &one), lease, &token("four")).await.ok(), Some(true));
    assert!(stored(store, key("four", &same)).await.is_some(), "the order of scopes matters");
    let other = Scope::Vouchers.into();
    let elsewhere = TokenKey::new("four", "https://us1.api.voucherify.io", &one);
    for key in [key("four", &other), key("five", &one), elsewhere] {
        assert!(stored(store, key).await.is_none(), "another key has the same token");
    }
}
