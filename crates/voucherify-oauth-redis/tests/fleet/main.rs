//! Tests of a fleet in real time, with real processes and a real `redis-server`.
//!
//! They need `redis-server`, so they run only by name:
//! `cargo test -p voucherify-oauth-redis --test fleet`.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]
#![allow(clippy::print_stdout, reason = "`--nocapture` shows the times")]

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
