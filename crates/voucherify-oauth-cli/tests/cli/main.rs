//! Tests that run the program.

#![cfg_attr(unix, expect(clippy::unwrap_used, clippy::expect_used, reason = "so a test fails"))]

#[cfg(unix)]
mod browser;
#[cfg(unix)]
mod cache;
mod completions;
#[cfg(unix)]
mod credentials;
#[cfg(unix)]
mod exec;
#[cfg(unix)]
mod http;
mod program;
#[cfg(unix)]
mod proxy;
#[cfg(unix)]
mod sandbox;
mod streams;
mod support;
mod transcripts;
