#![doc = include_str!("../README.md")]

mod builder;
mod connection;
mod error;
mod failure;
mod key;
mod names;
mod script;
mod seal;
mod store;

pub use redis;

pub use self::builder::RedisStoreBuilder;
pub use self::error::Error;
pub use self::key::EncryptionKey;
pub use self::store::RedisStore;
