#![doc = include_str!("../README.md")]
//! # Where to start
//!
//! [`RedisStore::builder`] takes an [`EncryptionKey`]; [`RedisStoreBuilder::connect`] connects to a
//! server. Pass the store to a [`SharedFetcher`](voucherify_oauth::token_source::SharedFetcher).
#![cfg_attr(docsrs, feature(doc_cfg))]

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
