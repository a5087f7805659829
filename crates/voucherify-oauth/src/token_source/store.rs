//! A place where machines share tokens.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use super::store_error::StoreError;
use crate::{ScopeSet, TokenResponse};

/// A place where the machines of a fleet share tokens, behind the memory of each.
///
/// A [`SharedIssuer`](super::SharedIssuer) decides when to use it; a store does only what it is told. It holds, for each
/// [key](TokenKey), at most one token and at most one lease. Each operation must take effect as a whole or not at all, also
/// among machines, and each may be dropped half-way: whoever calls doesn't wait for long.
///
/// **One clock**: a store counts lifetimes by its own clock alone, from when it granted a lease until it is asked. The
/// machines' clocks may say what they like, and an operation that arrives late does not lengthen a token's life.
///
/// A token that is stored is a secret at rest: a store encrypts it, unless nobody else can read what it holds. Its errors
/// must not repeat what it holds either.
pub trait TokenStore: Send + Sync + 'static {
    /// What is stored for this key, unless it has expired.
    fn read(
        &self,
        key: TokenKey<'_>,
    ) -> impl Future<Output = Result<Option<StoredToken>, StoreError>> + Send;

    /// Grants the right to refresh, for so long, unless another holds it: then nothing is granted.
    ///
    /// The fence of every lease for a key is greater than those of all leases before it.
    fn lease(
        &self,
        key: TokenKey<'_>,
        duration: Duration,
    ) -> impl Future<Output = Result<Option<Lease>, StoreError>> + Send;

    /// Makes a lease last so long from now. False if it had ended, which it then stays.
    fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Ends a lease. Nothing happens if it had ended, also if another was granted since.
    fn release(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Stores a token that was asked for under this lease, and ends the lease. The token expires
    /// [`expires_in`](TokenResponse::expires_in) seconds after the lease was **granted**.
    ///
    /// False, and the token isn't stored, if one is or was stored under a later lease: who was slow must not overwrite who was
    /// faster.
    fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Drops the token that was stored under the lease with this fence. Nothing happens if another is stored by now.
    fn discard(
        &self,
        key: TokenKey<'_>,
        fence: u64,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;
}

/// Which tokens are alike: those of one application, from one address, with the same scopes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TokenKey<'a> {
    /// The application's ID. It is half of what proves who is asking: don't write it out.
    pub app_id: &'a str,
    /// The address of the API, without a slash at the end.
    pub base_url: &'a str,
    /// The scopes, whatever their order.
    pub scopes: &'a ScopeSet,
}

impl<'a> TokenKey<'a> {
    /// The key of the tokens of this application, from this address, with these scopes.
    #[must_use]
    pub fn new(app_id: &'a str, base_url: &'a str, scopes: &'a ScopeSet) -> Self {
        Self { app_id, base_url, scopes }
    }
}

/// Without the application's ID.
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
    /// Its number: greater than that of every lease granted before for the same key.
    pub fence: u64,
    /// When it was granted, in milliseconds on the store's clock.
    pub granted: u64,
}

impl Lease {
    /// A lease with this number, granted at this time on the store's clock, in milliseconds.
    #[must_use]
    pub fn new(fence: u64, granted: u64) -> Self {
        Self { fence, granted }
    }
}

/// A token as a store gives it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredToken {
    /// What the service answered when the token was new.
    pub response: TokenResponse,
    /// How long the token lives on, by the store's clock.
    pub remaining: Duration,
    /// The fence of the lease under which it was stored.
    pub fence: u64,
}

impl StoredToken {
    /// A token that lives on for so long, stored under the lease with this fence.
    #[must_use]
    pub fn new(response: TokenResponse, remaining: Duration, fence: u64) -> Self {
        Self { response, remaining, fence }
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
