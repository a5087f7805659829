//! Tests of the token source on paused time. Without sockets, since a paused clock runs ahead while
//! a socket is pending.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

mod blocking;
mod cancellation;
mod clocks;
mod failures;
mod fleet;
mod hostile;
mod invalidation;
mod lifecycle;
mod middleware;
mod outages;
mod peers;
mod redirects;
mod runtimes;
mod scopes;
mod shared;
mod shutdown;
mod soak;
mod sources;
mod store;
mod support;
mod threads;
mod tower;
mod windows;
