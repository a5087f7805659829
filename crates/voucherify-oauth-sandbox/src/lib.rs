#![doc = include_str!("../README.md")]
//! # Where to start
//!
//! - [`Sandbox::start`] starts the service. [`SandboxBuilder`] configures it.
//! - [`Sandbox::requests`] returns the recorded requests, with assertions: see [`Requests`].
//! - [`Fault`] makes requests fail. [`ManualClock`] sets the time.

mod builder;
mod clock;
mod fault;
mod form;
mod keys;
mod mint;
mod page;
mod rate_limit;
mod record;
mod requests;
mod response;
mod sandbox;
mod server;
mod service;
mod tokens;

pub use builder::SandboxBuilder;
pub use clock::ManualClock;
pub use fault::{Fault, Rule};
pub use keys::Key;
pub use rate_limit::RateLimit;
pub use record::RecordedRequest;
pub use requests::Requests;
pub use sandbox::Sandbox;
pub use service::Echo;
pub use tokens::{TokenCounts, TokenStatus};
