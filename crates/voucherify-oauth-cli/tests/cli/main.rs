//! The program as a whole, from outside.

#![cfg_attr(
    unix,
    expect(clippy::unwrap_used, clippy::expect_used, reason = "what helps a test may fail it")
)]

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
