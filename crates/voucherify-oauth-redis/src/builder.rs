//! The settings of a store.

use std::fmt;
use std::sync::Arc;

use redis::Client;
use redis::aio::{ConnectionLike, ConnectionManager};

use crate::connection;
use crate::key::EncryptionKey;
use crate::seal::Keys;
use crate::{Error, RedisStore};

/// Builds a [`RedisStore`]. Returned by [`RedisStore::builder`].
#[must_use = "a builder does nothing until it has a connection"]
#[derive(Clone)]
pub struct RedisStoreBuilder {
    keys: Keys,
    prefix: String,
}

impl RedisStoreBuilder {
    pub(crate) fn new(key: EncryptionKey) -> Self {
        Self { keys: Keys::new(key), prefix: "voucherify-oauth:".to_owned() }
    }

    /// Also accepts tokens that were encrypted with this key. New tokens are always encrypted with
    /// the first key.
    ///
    /// To rotate the key of a fleet, first make all machines accept the new key, then make them
    /// encrypt with it and accept the old key, then remove the old key.
    pub fn also_read(mut self, key: EncryptionKey) -> Self {
        self.keys.accept(key);
        self
    }

    /// Sets the prefix of all key names in Redis. Defaults to `voucherify-oauth:`.
    ///
    /// Do not use braces in the prefix: in a cluster, they determine the slot.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Builds a store for the server at this address, such as `redis://localhost:6379/0`, or
    /// `rediss://…` for TLS.
    ///
    /// Does not need a runtime. The store connects on first use and reconnects by itself.
    ///
    /// # Errors
    ///
    /// Returns an error if the address is not a Redis URL, or if it needs a feature that is not
    /// enabled.
    pub fn connect(self, address: &str) -> Result<RedisStore<ConnectionManager>, Error> {
        let client = Client::open(address).map_err(|error| Error::address(&error))?;
        Ok(RedisStore::new(self.keys, self.prefix, connection::on_first_use(client)))
    }

    /// Builds a store with an existing connection: to a cluster, through Sentinel, or with custom
    /// settings.
    ///
    /// The connection is cloned for each operation and must reconnect by itself.
    #[must_use]
    pub fn connection<C>(self, connection: C) -> RedisStore<C>
    where
        C: ConnectionLike + Clone + Send + Sync + 'static,
    {
        RedisStore::new(self.keys, self.prefix, Arc::new(move || Ok(connection.clone())))
    }
}

impl fmt::Debug for RedisStoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStoreBuilder")
            .field("prefix", &self.prefix)
            .field("keys", &self.keys)
            .finish()
    }
}
