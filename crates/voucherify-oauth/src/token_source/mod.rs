//! The settings of a [`TokenSource`](crate::TokenSource), and the traits to customize it.
//!
//! Most programs need only the token source itself. The items here are for programs that get tokens
//! from elsewhere ([`TokenFetcher`]) or share them between machines ([`SharedFetcher`],
//! [`TokenStore`]).

// The path of a call:
//
// - `source` reads the cached token and how long it can be served without a decision. The cache is
//   replaced as a whole and read without a lock. Nearly every call ends here.
// - Otherwise `state` decides, behind a lock that is never held across an await: serve, fail, or
//   wait for the refresh in flight, of which there is at most one.
// - A refresh runs in the `runtime` of the crate. Callers only wait on a channel, so that their
//   runtimes and their cancellation can't delay it.
// - `refresh` makes the attempts, each with a `fetcher`: the client, or a `shared` fetcher that
//   reads a `store` first.

#[cfg(feature = "blocking")]
mod blocking;
mod builder;
#[cfg_attr(not(feature = "test-util"), expect(unreachable_pub, reason = "public with `test-util`"))]
pub(crate) mod clock;
mod fetcher;
mod jitter;
mod rate_limiter;
mod refresh;
mod runtime;
mod shared;
pub(crate) mod source;
pub(crate) mod sources;
mod state;
mod store;
mod telemetry;
pub(crate) mod token;

#[doc(no_inline)]
pub use async_trait::async_trait;

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingTokenSource;
pub use self::builder::TokenSourceBuilder;
pub use self::fetcher::{FetchRequest, Server, TokenFetcher};
pub use self::shared::{Account, SharedFetcher, SharedFetcherBuilder};
pub use self::store::{Lease, LeaseRequest, Lookup, StoreError, StoredToken, TokenKey, TokenStore};
pub use self::telemetry::Metrics;
