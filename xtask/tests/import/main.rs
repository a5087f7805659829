//! `cargo xtask import`: what it takes, repairs, keeps and refuses.

// Helpers outside of `#[test]` functions may also fail the test.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod all_of;
mod command;
mod decisions;
mod fuzz;
mod oddities;
mod overlay;
mod prose;
mod refused;
mod scopes;
mod shapes;
mod versions;
