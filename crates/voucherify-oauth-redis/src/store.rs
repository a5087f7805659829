//! The store itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionLike, ConnectionManager};
use redis::{FromRedisValue, ScriptInvocation};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::token_source::{
    Lease, LeaseRequest, Lookup, StoreError, StoredToken, TokenKey, TokenStore, async_trait,
};

use crate::builder::RedisStoreBuilder;
use crate::connection::Connect;
use crate::failure::unavailable;
use crate::key::EncryptionKey;
use crate::names::Names;
use crate::script::Scripts;
use crate::seal::{Flaw, Keys, Place};

/// A [`TokenStore`] in Redis or Valkey. Tokens are encrypted.
///
/// Pass it to a [`SharedFetcher`](voucherify_oauth::token_source::SharedFetcher). Clones are cheap
/// and share the connection.
///
/// Each [`TokenKey`] has three keys in Redis: the token, the lease, and the fence of the last
/// lease. All have a TTL.
pub struct RedisStore<C = ConnectionManager> {
    shared: Arc<Shared<C>>,
}

struct Shared<C> {
    keys: Keys,
    prefix: String,
    connect: Connect<C>,
    scripts: Scripts,
}

impl RedisStore {
    /// Returns a builder for a store that encrypts tokens with this key.
    ///
    /// ```
    /// use voucherify_oauth_redis::{EncryptionKey, RedisStore};
    ///
    /// let key: EncryptionKey =
    ///     "5f1d0c3b7a9e4826d1c05b7f3e9a8462f00d5ac1b39e7d8846120fb7c5e3a91d".parse()?;
    /// // Does not connect yet.
    /// let store = RedisStore::builder(key).prefix("shop:").connect("redis://localhost:6379/0")?;
    /// # Ok::<(), voucherify_oauth_redis::Error>(())
    /// ```
    pub fn builder(key: EncryptionKey) -> RedisStoreBuilder {
        RedisStoreBuilder::new(key)
    }
}

impl<C: ConnectionLike + Send> RedisStore<C> {
    pub(crate) fn new(keys: Keys, prefix: String, connect: Connect<C>) -> Self {
        Self { shared: Arc::new(Shared { keys, prefix, connect, scripts: Scripts::new() }) }
    }

    fn names(&self, key: TokenKey<'_>) -> Names {
        Names::new(&self.shared.prefix, key)
    }

    /// Decrypts the token that a script returned at this time of the server. This authenticates its
    /// fence and its expiry, too.
    fn open(
        &self,
        names: &Names,
        now: u64,
        token: &[Vec<u8>],
    ) -> Result<Option<StoredToken>, StoreError> {
        let [sealed, fence, expiry] = token else { return Ok(None) };
        let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse().ok();
        let (fence, expiry) = (number(fence).unwrap_or(0), number(expiry).unwrap_or(0));
        let place = Place { name: &names.token, fence, expiry };
        let response = self.shared.keys.open(place, sealed)?;
        let remaining = Duration::from_millis(expiry.saturating_sub(now));
        if remaining.is_zero() {
            return Ok(None);
        }
        Ok(Some(StoredToken::new(response, remaining, fence)))
    }

    async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StoreError> {
        let mut connection = (self.shared.connect)().map_err(|error| unavailable(&error))?;
        script.invoke_async(&mut connection).await.map_err(|error| unavailable(&error))
    }
}

#[async_trait]
impl<C: ConnectionLike + Send + Sync + 'static> TokenStore for RedisStore<C> {
    async fn read_or_lease(
        &self,
        key: TokenKey<'_>,
        request: LeaseRequest,
    ) -> Result<Lookup, StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.read_or_lease;
        let (held, fence, now, token): (i64, u64, u64, Vec<Vec<u8>>) = self
            .run(
                script
                    .key(&names.token)
                    .key(&names.lease)
                    .key(&names.fence)
                    .arg(request.newer_than)
                    .arg(millis(request.least_remaining))
                    .arg(millis(request.duration)),
            )
            .await?;
        if let Ok(held) = u64::try_from(held) {
            return Ok(Lookup::Leased(Duration::from_millis(held)));
        }
        let stored = self.open(&names, now, &token);
        if fence == 0 {
            let missing = || StoreError::damaged(Flaw::Tampered);
            return stored?.ok_or_else(missing).map(Lookup::Token);
        }
        let lease = Lease::new(fence, now);
        match stored {
            // Keep the token: machines with another key can open it.
            Err(error) if error.is_sealed() => {
                self.release(key, lease).await?;
                Err(error)
            }
            stored => Ok(Lookup::Granted(lease, stored.unwrap_or_default())),
        }
    }

    async fn renew(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        duration: Duration,
    ) -> Result<bool, StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.renew;
        self.run(script.key(&names.lease).arg(lease.fence).arg(millis(duration))).await
    }

    async fn release(&self, key: TokenKey<'_>, lease: Lease) -> Result<(), StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.release;
        let _: bool = self.run(script.key(&names.lease).arg(lease.fence)).await?;
        Ok(())
    }

    async fn store(
        &self,
        key: TokenKey<'_>,
        lease: Lease,
        token: &TokenResponse,
    ) -> Result<bool, StoreError> {
        let names = self.names(key);
        let place = Place { name: &names.token, fence: lease.fence, expiry: expiry(lease, token) };
        let sealed = self.shared.keys.seal(place, token)?;
        let script = &self.shared.scripts.store;
        let script = &mut script.key(&names.token);
        self.run(script.key(&names.lease).arg(place.fence).arg(sealed).arg(place.expiry)).await
    }

    async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.discard;
        let _: bool = self.run(script.key(&names.token).arg(fence)).await?;
        Ok(())
    }
}

/// The longest time for which a token is stored, in seconds, regardless of the response. The last
/// fence must outlive the token.
const LONGEST: u64 = 24 * 60 * 60;

/// Returns when the token expires, in milliseconds on the server's clock.
///
/// Counts from the grant of the lease, before the token was requested. The result is a point in
/// time, so a delay on the way to the server does not change it.
fn expiry(lease: Lease, token: &TokenResponse) -> u64 {
    let seconds = u64::try_from(token.expires_in).unwrap_or(0).min(LONGEST);
    lease.granted.saturating_add(seconds * 1000)
}

/// Returns at least 1, the minimum that Redis accepts.
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).max(1)
}

impl<C> Clone for RedisStore<C> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

/// Omits the address, which may contain a password.
impl<C> fmt::Debug for RedisStore<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.shared.prefix)
            .field("keys", &self.shared.keys)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use voucherify_oauth::types::TokenType;
    use voucherify_oauth::{AccessToken, Scope};

    use super::*;

    fn token(expires_in: i64) -> TokenResponse {
        let token = AccessToken::new("s3cret");
        TokenResponse::new()
            .with_access_token(token)
            .with_client_id("client")
            .with_expires_in(expires_in)
            .with_scope(Scope::Vouchers)
            .with_token_type(TokenType::Bearer)
    }

    #[test]
    fn expiry_counts_from_the_lease_on_the_servers_clock() {
        let lease = Lease::new(1, 1_000_000);
        assert_eq!(expiry(lease, &token(900)), 1_900_000);
        assert_eq!(expiry(lease, &token(0)), 1_000_000);
        assert_eq!(expiry(lease, &token(-1)), 1_000_000);
        assert_eq!(expiry(lease, &token(i64::MAX)), 1_000_000 + LONGEST * 1000);
    }

    #[test]
    fn debug_and_errors_hide_key_and_address() {
        let key = EncryptionKey::new([7; 32]);
        let builder = RedisStore::builder(key).also_read(EncryptionKey::new([8; 32]));
        let store = builder.clone().connect("redis://user:s3cret@localhost:6379").unwrap();
        let error = builder.clone().connect("s3cret").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("Redis URL did not parse") && !text.contains('\n'), "{text}");
        let shown = format!("{builder:?} {store:?} {error} {error:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("7, 7"), "{shown}");
        assert!(shown.contains("2 keys, redacted"), "{shown}");
    }
}
