//! The store.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionLike, ConnectionManager};
use redis::{FromRedisValue, ScriptInvocation};
use voucherify_oauth::TokenResponse;
use voucherify_oauth::token_source::{Lease, StoreError, StoredToken, TokenKey, TokenStore};

use crate::builder::RedisStoreBuilder;
use crate::connection::Connect;
use crate::failure::unavailable;
use crate::key::EncryptionKey;
use crate::names::Names;
use crate::script::Scripts;
use crate::seal::Keys;

/// Tokens that a fleet shares by way of Redis or Valkey, encrypted.
///
/// It is a [`TokenStore`], to be given to a [`SharedIssuer`](voucherify_oauth::token_source::SharedIssuer). Clones are cheap and
/// share the connection.
///
/// For each kind of token it has three keys in Redis: the token, the lease, and the last number of a lease. All expire by
/// themselves.
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
    /// Starts a store whose tokens are encrypted with this key.
    ///
    /// ```
    /// use voucherify_oauth_redis::{EncryptionKey, RedisStore};
    ///
    /// let key: EncryptionKey = "5f1d0c3b7a9e4826d1c05b7f3e9a8462f00d5ac1b39e7d8846120fb7c5e3a91d".parse()?;
    /// // Nothing is connected to yet.
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

    async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StoreError> {
        let mut connection = (self.shared.connect)().map_err(|error| unavailable(&error))?;
        script.invoke_async(&mut connection).await.map_err(|error| unavailable(&error))
    }
}

impl<C: ConnectionLike + Send + Sync + 'static> TokenStore for RedisStore<C> {
    async fn read(&self, key: TokenKey<'_>) -> Result<Option<StoredToken>, StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.read;
        let found: Option<(Vec<u8>, u64, u64)> = self.run(&script.key(&names.token)).await?;
        let Some((sealed, left, fence)) = found else { return Ok(None) };
        let response = self.shared.keys.open(&names.token, &sealed)?;
        Ok(Some(StoredToken::new(response, Duration::from_millis(left), fence)))
    }

    async fn lease(
        &self,
        key: TokenKey<'_>,
        duration: Duration,
    ) -> Result<Option<Lease>, StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.lease;
        let granted: Option<(u64, u64)> = self
            .run(script.key(&names.lease).key(&names.fence).key(&names.token).arg(millis(duration)))
            .await?;
        Ok(granted.map(|(fence, granted)| Lease::new(fence, granted)))
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
        let sealed = self.shared.keys.seal(&names.token, token)?;
        let script = &self.shared.scripts.store;
        self.run(
            script
                .key(&names.token)
                .key(&names.lease)
                .arg(lease.fence)
                .arg(sealed)
                .arg(expiry(lease, token)),
        )
        .await
    }

    async fn discard(&self, key: TokenKey<'_>, fence: u64) -> Result<(), StoreError> {
        let names = self.names(key);
        let script = &self.shared.scripts.discard;
        let _: bool = self.run(script.key(&names.token).arg(fence)).await?;
        Ok(())
    }
}

/// No token is stored for longer than this, whatever the service says: its fence must not be forgotten before it is.
const LONGEST: u64 = 24 * 60 * 60;

/// When the token expires, in milliseconds on the server's clock.
///
/// It is counted from the lease, when the token had not been asked for yet, and it is a point in time: if the server
/// gets to know it late, it still is the same one.
fn expiry(lease: Lease, token: &TokenResponse) -> u64 {
    let seconds = u64::try_from(token.expires_in).unwrap_or(0).min(LONGEST);
    lease.granted.saturating_add(seconds * 1000)
}

/// At least one, which is the least that Redis takes.
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).max(1)
}

impl<C> Clone for RedisStore<C> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

/// Without the address, which may hold a password.
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
    fn neither_key_nor_address_is_shown() {
        let key = EncryptionKey::new([7; 32]);
        let builder = RedisStore::builder(key).also_read(EncryptionKey::new([8; 32]));
        let store = builder.clone().connect("redis://user:s3cret@localhost:6379").unwrap();
        let error = builder.clone().connect("s3cret").unwrap_err();
        let shown = format!("{builder:?} {store:?} {error} {error:?}");
        assert!(!shown.contains("s3cret") && !shown.contains("7, 7"), "{shown}");
        assert!(shown.contains("2 keys, redacted"), "{shown}");
    }
}
