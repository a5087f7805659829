//! What the test binaries share.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a failed helper fails its test")]

pub mod description;
pub mod workspace;

pub use description::{Description, Outcome};

/// The README's examples, so that they are run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
