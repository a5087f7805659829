//! Tests of the client against a server on a loopback address. One binary, to link only once.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

#[path = "../support/mod.rs"]
mod support;

mod builder;
mod clusters;
mod connection;
mod described;
mod errors;
mod leaks;
mod outcomes;
mod wire;
