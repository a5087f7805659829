//! `cargo xtask diff`: what it calls a change, and that it leaves none out.

// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod command;
mod corpus;
mod explained;
mod inputs;
mod judges;
mod mutations;
mod refused;
mod verdicts;
