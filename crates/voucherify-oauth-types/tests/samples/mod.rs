// Written by a test of `xtask`: do not edit.

//! What is generated from the API description.

pub mod v1;

pub mod v2;

#[doc(inline)]
pub use self::v1::{
    AccessToken, Answer, ApiKey, EmptyRequest, Holder, Kind, Only, OnlyDots, OnlySet,
    Option, OrderRequest, Part, Scope, ScopeList, ScopeSet, ScopeTwins,
};

/// The SHA-256 digest of the API description that these types are generated from.
pub const DESCRIPTION_SHA256: &str = "0123";
