#![doc = include_str!("../README.md")]

mod answer;
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
mod sandbox;
mod server;
mod service;
mod tokens;

pub use builder::Builder;
pub use clock::{Clock, ManualClock, SystemClock};
pub use fault::{Fault, Rule};
pub use keys::Key;
pub use rate_limit::RateLimit;
pub use record::RecordedRequest;
pub use requests::Requests;
pub use sandbox::Sandbox;
pub use service::Echo;
pub use tokens::{TokenCounts, TokenStatus};
