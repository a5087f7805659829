//! A fleet in real time: real processes, and a real `redis-server` that these tests start, kill, stop and look into.
//!
//! They are named to be run: `cargo test -p voucherify-oauth-redis --test fleet`. Where there is no `redis-server` they say so.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

mod at_rest;
#[cfg(feature = "cluster")]
mod cluster;
mod cold_start;
mod contract;
mod endpoint;
mod failures;
mod machine;
mod process;
mod put_back;
mod server;
#[cfg(feature = "rustls")]
mod tls;
mod wrong_key;

/// Tells whoever runs the tests. Not by a macro: what those print is kept back while a test passes.
fn say(text: &str) {
    use std::io::Write;
    std::io::stderr().lock().write_all(format!("{text}\n").as_bytes()).unwrap();
}
