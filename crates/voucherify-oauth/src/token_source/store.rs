//! The trait for stores in which machines share tokens.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::{ScopeSet, TokenResponse};

/// A store in which the machines of a fleet share tokens.
///
/// A [`SharedFetcher`](super::SharedFetcher) decides when to use it. For each [key](TokenKey) a
/// store contains at most one token and one lease. Each operation must be atomic across machines.
/// Its future may be dropped at any time, since callers have short timeouts.
///
/// **One clock**: a store measures lifetimes by its own clock only, from when it granted the lease.
/// The clocks of the machines do not matter, and an operation that arrives late does not lengthen
/// the lifetime of a token.
///
/// A stored token is a secret at rest. A store must encrypt it, unless its content is accessible to
/// this program only. Errors must not quote the content.
///
/// The feature `test-util` provides an in-memory store and the tests that every store should pass.
#[async_trait]
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the stored token if it satisfies the request. Otherwise grants the lease, which is
    /// the right to refresh, unless another machine has it.
    ///
    /// The fence of a lease is greater than that of every earlier lease for the same key.
    async fn read_or_lease(
        &self,
        key: TokenKey<'_>,
        request: LeaseRequest,
    ) -> Result<Lookup, StoreError>;

    /// Extends a lease to `duration` from now. Returns `false` if the lease has already ended.
    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError>;

    /// Ends a lease. Does nothing if it has already ended, even if another lease was granted since.
    async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError>;

    /// Stores a token that was fetched under this lease, and ends the lease. The token expires
    /// [`expires_in`](TokenResponse::expires_in) seconds after the lease was **granted**.
    ///
    /// Returns `false` and stores nothing if a token was stored under a later lease: a slow machine
    /// must not overwrite the token of a faster one.
    async fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> Result<bool, StoreError>;

    /// Removes the token that was stored under the lease with this fence. Does nothing if another
    /// token is stored.
    async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError>;
}

/// Implements the trait for a pointer to a store.
macro_rules! by_pointer {
    ($($pointer:ident),*) => {$(
        #[async_trait]
        impl<S: TokenStore + ?Sized> TokenStore for $pointer<S> {
            async fn read_or_lease(
                &self,
                key: TokenKey<'_>,
                request: LeaseRequest,
            ) -> Result<Lookup, StoreError> {
                (**self).read_or_lease(key, request).await
            }

            async fn renew(
                &self,
                key: TokenKey<'_>,
                lease: Lease,
                duration: Duration,
            ) -> Result<bool, StoreError> {
                (**self).renew(key, lease, duration).await
            }

            async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError> {
                (**self).release(key, lease).await
            }

            async fn store(
                &self,
                key: TokenKey<'_>,
                lease: Lease,
                token: &TokenResponse,
            ) -> Result<bool, StoreError> {
                (**self).store(key, lease, token).await
            }

            async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError> {
                (**self).discard(key, fence).await
            }
        }
    )*};
}

by_pointer!(Arc, Box);

/// The requirements for a stored token, and the duration of the lease that is granted otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaseRequest {
    /// The token must have been stored under a lease with a fence greater than this. `u64::MAX`
    /// requests the lease in any case.
    pub newer_than: u64,
    /// The least remaining lifetime of the token.
    pub least_remaining: Duration,
    /// How long the lease lasts unless it is renewed.
    pub duration: Duration,
}

impl LeaseRequest {
    /// Creates a request that accepts any token with this remaining lifetime.
    #[must_use]
    pub fn new(least_remaining: Duration, duration: Duration) -> Self {
        Self { newer_than: 0, least_remaining, duration }
    }

    /// Accepts only tokens that were stored under a lease with a fence greater than this.
    #[must_use]
    pub fn newer_than(mut self, fence: u64) -> Self {
        self.newer_than = fence;
        self
    }
}

/// The response of a store to a [`LeaseRequest`].
#[derive(Clone, Debug)]
pub enum Lookup {
    /// A token that satisfies the request.
    Token(StoredToken),
    /// The lease, and the stored token, which does not satisfy the request.
    Granted(Lease, Option<StoredToken>),
    /// Another machine has the lease, which lasts for this long.
    Leased(Duration),
}

/// The key of a stored token. Tokens with the same application, base URL and scopes are
/// interchangeable.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenKey<'a> {
    /// The ID of the application. It is half of the credentials, so do not store it as plain text.
    pub app_id: &'a str,
    /// The base URL of the API, without a trailing slash.
    pub base_url: &'a str,
    /// The scopes. Their order does not matter.
    pub scopes: &'a ScopeSet,
}

impl<'a> TokenKey<'a> {
    /// Creates the key for tokens of this application, from this base URL, with these scopes.
    #[must_use]
    pub fn new(app_id: &'a str, base_url: &'a str, scopes: &'a ScopeSet) -> Self {
        Self { app_id, base_url, scopes }
    }
}

/// Omits the ID of the application.
impl fmt::Debug for TokenKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey")
            .field("base_url", &self.base_url)
            .field("scopes", &self.scopes.to_string())
            .finish_non_exhaustive()
    }
}

/// The right to refresh a token for a limited time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lease {
    /// The number of the lease, which is greater than that of every earlier lease for the same key.
    pub fence: u64,
    /// When it was granted, in milliseconds on the clock of the store.
    pub granted: u64,
}

impl Lease {
    /// Creates a lease with this fence, granted at this time in milliseconds on the clock of the
    /// store.
    #[must_use]
    pub fn new(fence: u64, granted: u64) -> Self {
        Self { fence, granted }
    }
}

/// A token as a store returns it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredToken {
    /// The response of the service when the token was new.
    pub response: TokenResponse,
    /// The remaining lifetime, by the clock of the store.
    pub remaining: Duration,
    /// The fence of the lease under which it was stored.
    pub fence: u64,
}

impl StoredToken {
    /// Creates a token with this remaining lifetime, stored under the lease with this fence.
    #[must_use]
    pub fn new(response: TokenResponse, remaining: Duration, fence: u64) -> Self {
        Self { response, remaining, fence }
    }
}

/// The error of a [`TokenStore`].
///
/// Callers of a token source do not see it. While there is a token, the store is used again later.
/// Without a token, a token is fetched without the store. The log contains the error.
#[derive(Debug)]
pub struct StoreError {
    kind: Kind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Debug)]
enum Kind {
    Unavailable,
    Damaged,
    Sealed,
    Panicked,
    TimedOut { after: Duration },
    Busy { after: Duration },
    Stuck { remaining: Duration },
}

impl StoreError {
    /// Creates an error for a store that is unreachable or fails.
    pub fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Unavailable, source: Some(source.into()) }
    }

    /// Creates an error for content that is not a token and can be overwritten. The source must not
    /// quote the content.
    pub fn damaged(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Damaged, source: Some(source.into()) }
    }

    /// Creates an error for content that may be a token but can't be decrypted, because this
    /// program has another key or an older version. The content must be kept for other programs.
    pub fn sealed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Sealed, source: Some(source.into()) }
    }

    pub(super) fn panicked() -> Self {
        Self { kind: Kind::Panicked, source: None }
    }

    pub(super) fn timed_out(after: Duration) -> Self {
        Self { kind: Kind::TimedOut { after }, source: None }
    }

    pub(super) fn busy(after: Duration) -> Self {
        Self { kind: Kind::Busy { after }, source: None }
    }

    pub(super) fn stuck(remaining: Duration) -> Self {
        Self { kind: Kind::Stuck { remaining }, source: None }
    }

    /// Returns whether the content is not a token and can be overwritten.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Damaged)
    }

    /// Returns whether this program can't decrypt the content and must keep it.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        matches!(self.kind, Kind::Sealed)
    }

    /// Returns a label of low cardinality, for logs and metrics.
    pub(super) fn kind(&self) -> &'static str {
        match self.kind {
            Kind::Unavailable => "unavailable",
            Kind::Damaged => "damaged",
            Kind::Sealed => "sealed",
            Kind::Panicked => "panic",
            Kind::TimedOut { .. } => "timeout",
            Kind::Busy { .. } => "busy",
            Kind::Stuck { .. } => "stuck",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Unavailable => f.write_str("the token store failed"),
            Kind::Damaged => f.write_str("the content of the token store is damaged"),
            Kind::Sealed => f.write_str("could not decrypt the content of the token store"),
            Kind::Panicked => f.write_str("the token store panicked"),
            Kind::TimedOut { after } => {
                write!(f, "the token store did not respond within {after:?}")
            }
            Kind::Busy { after } => {
                write!(f, "the machine with the lease stored no token within {after:?}")
            }
            Kind::Stuck { remaining } => {
                write!(f, "the lease in the token store is stuck: it lasts for {remaining:?}")
            }
        }
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;

    #[test]
    fn a_key_does_not_show_the_application() {
        let scopes = Scope::Vouchers.into();
        let key = TokenKey::new("k3y", "https://api.voucherify.io", &scopes);
        let shown = format!("{key:?}");
        assert!(!shown.contains("k3y") && shown.contains("vouchers"), "{shown}");
    }
}
