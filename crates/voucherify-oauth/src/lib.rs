#![doc = include_str!("../README.md")]
//! # Where to start
//!
//! - [`TokenSource`] keeps a token fresh. [`TokenSources`] keeps one for each set of scopes. The
//!   module [`token_source`] contains their settings and the traits to customize them.
//! - [`Client`] sends single requests. [`Client::builder`] sets the cluster, timeouts, a proxy or
//!   root certificates. [`Credentials::from_env`] reads the keys.
//! - [`Scope`] and [`ScopeSet`] describe the permissions of a token.
//! - [`Error`] is the error type of this crate.
//! - The modules `middleware` and `tower` add tokens to requests. `test_util` contains helpers for
//!   tests. Each needs the feature of the same name (`test-util` for `test_util`).
#![cfg_attr(docsrs, feature(doc_cfg))]

mod base_url;
mod builder;
mod client;
mod credentials;
mod error;
mod facade;
mod response;
#[rustfmt::skip]
mod generated;
mod http;
mod introspection;
#[cfg(feature = "middleware")]
pub mod middleware;
#[cfg(any(feature = "middleware", feature = "tower"))]
mod origins;
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

pub use ::http::StatusCode;
#[cfg(feature = "reqwest-0-13")]
pub use reqwest;
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
#[cfg(feature = "token-source")]
pub use self::token_source::{source::TokenSource, sources::TokenSources, token::Token};

/// The error of a token source: the same type as that of a client.
#[cfg(feature = "token-source")]
pub type TokenError = Error;
