//! A token that is always fresh.
//!
//! [`TokenSource`] is what most programs need of this module; it stands at the crate's root, too. The rest serves those who
//! get tokens from elsewhere ([`Issuer`]), share them among machines ([`SharedIssuer`], [`TokenStore`]), or test with a time of
//! their own ([`Clock`], [`Random`]).

// How it works, from the caller inwards:
//
// - `source` reads `served`: a token and the time in which it may be served with nothing else to do. Published whole, read
//   without a lock. Nearly every call ends here.
// - Otherwise `core` asks `state`, behind a lock that is never held over an await. All decisions are made there, from the
//   token's `lifetime`: serve, fail, or wait for the series of attempts, of which at most one runs.
// - A series (`parts`) runs in a task that holds no handle of the source, so that dropping the handles ends it, and that
//   no caller's end ends it. Its `ticket` sees to it that callers hear how it ended, however it did.
// - What a series asks is an `issuer`: the client, or a `shared` one that asks a `store` first. None of the above knows which.

mod allowance;
mod backoff;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod clock;
mod core;
mod error;
mod events;
mod issuer;
mod lifetime;
mod metrics;
mod parts;
mod race;
mod random;
mod served;
mod settings;
mod shared;
mod source;
mod sources;
mod state;
mod store;
mod store_error;
mod ticket;
mod token;

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingTokenSource;
pub use self::builder::TokenSourceBuilder;
pub use self::clock::{Clock, Moment, SystemClock};
pub use self::error::TokenError;
pub use self::issuer::{BoxFuture, Issuer, Order, Server};
pub use self::metrics::Metrics;
pub use self::random::{Random, ThreadRandom};
pub use self::shared::{Account, SharedIssuer};
pub use self::source::TokenSource;
pub use self::sources::TokenSources;
pub use self::store::{Lease, StoredToken, TokenKey, TokenStore};
pub use self::store_error::StoreError;
pub use self::token::{Token, TokenRef};
