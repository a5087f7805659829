#![doc = include_str!("../README.md")]

mod answer;
mod base_url;
mod builder;
mod client;
mod credentials;
mod error;
mod facade;
#[rustfmt::skip]
mod generated;
mod http;
mod introspection;
#[cfg(feature = "middleware")]
pub mod middleware;
#[cfg(any(feature = "middleware", feature = "tower"))]
mod origins;
mod printable;
mod redact;
mod retry_after;
mod revocation;
#[cfg(feature = "test-util")]
pub mod test_util;
mod tls;
#[cfg(any(feature = "middleware", feature = "tower"))]
mod token_choice;
#[cfg(feature = "token-source")]
pub mod token_source;
#[cfg(feature = "tower")]
pub mod tower;

pub use reqwest::{self, StatusCode};
pub use voucherify_oauth_types::{
    self as types, AccessToken, ApiError, Scope, ScopeSet, TokenResponse,
};

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::credentials::Credentials;
pub use self::error::Error;
pub use self::generated::*;
pub use self::introspection::Introspection;
pub use self::revocation::Revocation;
#[cfg(any(feature = "middleware", feature = "tower"))]
pub use self::token_choice::TokenChoice;
#[cfg(feature = "token-source")]
pub use self::token_source::{Token, TokenError, TokenSource, TokenSources};
