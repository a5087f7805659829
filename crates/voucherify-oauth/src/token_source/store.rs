//! A store in which machines share tokens.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::{ScopeSet, TokenResponse};

/// A store in which the machines of a fleet share tokens, behind the memory of each.
///
/// A [`SharedFetcher`](super::SharedFetcher) decides when to use it. For each [key](TokenKey) a
/// store contains at most one token and one lease. Each operation must be atomic, also between
/// machines, and may be dropped half-way: callers don't wait for long.
///
/// **One clock**: a store counts lifetimes by its own clock only, from the moment it granted a
/// lease. The clocks of the machines don't matter, and an operation that arrives late does not
/// lengthen the life of a token.
///
/// A stored token is a secret at rest: a store encrypts it, unless nobody else can read the
/// content. Its errors must not repeat the content either.
///
/// The feature `test-util` has a store in memory and the tests that every store should pass.
#[async_trait]
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the stored token if it is good enough for this request. Otherwise grants the lease,
    /// which is the right to refresh, unless another machine has it.
    ///
    /// The fence of every lease for a key is greater than those of all earlier ones.
    async fn read_or_lease(
        &self,
        key: TokenKey<'_>,
        request: LeaseRequest,
    ) -> Result<Lookup, StoreError>;

    /// Makes a lease last for `duration` from now. Returns `false` if it had ended already.
    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError>;

    /// Ends a lease. Does nothing if it has ended, even if another one was granted since.
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

/// What a stored token has to be, and the lease to be granted otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaseRequest {
    /// The token must have been stored under a lease with a greater fence than this. `u64::MAX`
    /// asks for the lease in any case.
    pub newer_than: u64,
    /// How much of its life the token must have left, at least.
    pub least_remaining: Duration,
    /// How long the lease lasts unless it is renewed.
    pub duration: Duration,
}

impl LeaseRequest {
    /// Accepts any token with this much of its life left.
    #[must_use]
    pub fn new(least_remaining: Duration, duration: Duration) -> Self {
        Self { newer_than: 0, least_remaining, duration }
    }

    /// Accepts only tokens that were stored under a lease with a greater fence.
    #[must_use]
    pub fn newer_than(mut self, fence: u64) -> Self {
        self.newer_than = fence;
        self
    }
}

/// What a store returns to a [`LeaseRequest`].
#[derive(Clone, Debug)]
pub enum Lookup {
    /// A token that is good enough.
    Token(StoredToken),
    /// The lease, and the stored token, which is not good enough.
    Granted(Lease, Option<StoredToken>),
    /// Another machine has the lease for so long.
    Leased(Duration),
}

/// Which tokens are interchangeable: those of one application, from one address, with the same
/// scopes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenKey<'a> {
    /// The ID of the application. It is half of the credentials: don't write it in clear.
    pub app_id: &'a str,
    /// The address of the API, without a slash at the end.
    pub base_url: &'a str,
    /// The scopes. Their order does not matter.
    pub scopes: &'a ScopeSet,
}

impl<'a> TokenKey<'a> {
    /// Creates the key of the tokens of this application, from this address, with these scopes.
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

/// The right to refresh a token, for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lease {
    /// The number of the lease: greater than that of every earlier lease for the same key.
    pub fence: u64,
    /// When it was granted, in milliseconds on the clock of the store.
    pub granted: u64,
}

impl Lease {
    /// Creates a lease with this number, granted at this time on the clock of the store, in
    /// milliseconds.
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
    /// How much of its life is left, by the clock of the store.
    pub remaining: Duration,
    /// The fence of the lease under which it was stored.
    pub fence: u64,
}

impl StoredToken {
    /// Creates a token with this much of its life left, stored under the lease with this fence.
    #[must_use]
    pub fn new(response: TokenResponse, remaining: Duration, fence: u64) -> Self {
        Self { response, remaining, fence }
    }
}

/// Why a [`TokenStore`] did not do what it was asked for.
///
/// Callers that have a token never see it: the store is asked again later. If there is no token,
/// one is fetched without the store. The log tells why.
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
    /// The store is unreachable or fails.
    pub fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Unavailable, source: Some(source.into()) }
    }

    /// The content is no token and can be overwritten. The source must not repeat the content.
    pub fn damaged(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Damaged, source: Some(source.into()) }
    }

    /// The content may be a token, but this program can't open it, because it has another key or is
    /// older than the program that stored it. It must be kept for those that can.
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

    /// Returns whether the content is no token and can be overwritten.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Damaged)
    }

    /// Returns whether this program can't open the content and has to keep it.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        matches!(self.kind, Kind::Sealed)
    }

    /// Returns a word for logs and metrics, with few different values.
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
            Kind::Sealed => f.write_str("could not open the content of the token store"),
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
