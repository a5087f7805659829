#![doc = include_str!("../README.md")]
//! # Where to start
//!
//! - [`Scope`] is one permission, and [`ScopeSet`] is a set of scopes: see [`ScopeSet::covers`],
//!   [`ScopeSet::allows`] and [`Scope::for_path`].
//! - [`TokenRequest`] and [`TokenResponse`], [`IntrospectionRequest`] and
//!   [`IntrospectionResponse`], and [`RevocationRequest`] are the requests and responses of the
//!   three operations.
//! - [`ApiError`] is the error object of the service.
//! - [`AccessToken`] is a secret string whose `Debug` output is redacted.
//! - [`v1`] contains all types of that version of the API.
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

/// Items for the macros of this crate. The generated code of `voucherify-oauth` calls `listed!`, so
/// a change that breaks a call needs a new minor version although these items are hidden.
#[doc(hidden)]
pub mod support {
    pub use crate::listed::read;
    pub use serde;
}
