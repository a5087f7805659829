//! The settings of a store.

use std::fmt;
use std::sync::Arc;

use redis::Client;
use redis::aio::{ConnectionLike, ConnectionManager};

use crate::connection;
use crate::key::EncryptionKey;
use crate::seal::Keys;
use crate::{Error, RedisStore};

/// The settings of a [`RedisStore`] to be; [`RedisStore::builder`] makes one.
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

    /// Reads also what was encrypted with this key. What is written is always encrypted with the first.
    ///
    /// To change a fleet's key, let all machines read the new one first; then let them write it, and read the old one; then
    /// forget that.
    pub fn also_read(mut self, key: EncryptionKey) -> Self {
        self.keys.accept(key);
        self
    }

    /// What the names of the keys in Redis begin with. Usually `voucherify-oauth:`.
    ///
    /// In a cluster, braces in it decide on the slot: leave them out.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Makes a store of the server at this address, for instance `redis://localhost:6379/0`, or `rediss://…` for TLS.
    ///
    /// Nothing is connected to yet, and no runtime is needed: the store connects when it is first used, and again whenever the
    /// connection is lost.
    ///
    /// # Errors
    ///
    /// [`Error`], where the address isn't one, or is one that needs a feature that isn't on.
    pub fn connect(self, address: &str) -> Result<RedisStore<ConnectionManager>, Error> {
        let client = Client::open(address).map_err(|_| Error::address())?;
        Ok(RedisStore::new(self.keys, self.prefix, connection::on_first_use(client)))
    }

    /// Makes a store of a connection that the program has: that to a cluster, one found by way of Sentinel, or one with settings
    /// of its own.
    ///
    /// It is cloned for each operation, and has to connect anew by itself when it is lost.
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
