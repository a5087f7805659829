#![doc = include_str!("../README.md")]
//! # Where to start
//!
//! - [`Scope`] is one permission, [`ScopeSet`] a set of them: see [`ScopeSet::covers`],
//!   [`ScopeSet::allows`] and [`Scope::for_path`].
//! - [`TokenRequest`] and [`TokenResponse`], [`IntrospectionRequest`] and
//!   [`IntrospectionResponse`], and [`RevocationRequest`] are what the three operations send and
//!   receive.
//! - [`ApiError`] is the error object of the service.
//! - [`AccessToken`] contains a token and does not show it.
//! - [`v1`] has all types of that version of the API.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod delimited;
#[rustfmt::skip]
mod generated;
mod listed;
mod nearest;
mod path;
mod printable;
mod secret;
mod times;

pub use delimited::{DelimitedSet, IntoSet, Known, ParseSetError, SetItem, SetText, Unrecognized};
pub use generated::*;
pub use listed::{Listed, ParseValueError, UnrecognizedValue};
pub use printable::Printable;
pub use secret::{Secret, SecretKind};

/// What the macros of this crate use in generated code, here and in the client.
#[doc(hidden)]
pub mod support {
    pub use crate::listed::read;
    pub use serde;
}
