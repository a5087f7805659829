//! Support for the test binaries.
#![allow(clippy::panic, clippy::unwrap_used, reason = "so a test fails")]

pub mod description;
pub mod workspace;

pub use description::{Description, Outcome};

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
