//! Tests of the sandbox over HTTP.

#![expect(clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

mod client;
mod faults;
mod keys;
mod lifecycle;
mod lifetime;
mod limits;
mod operations;
mod page;
mod recording;
mod resources;
mod shape;
