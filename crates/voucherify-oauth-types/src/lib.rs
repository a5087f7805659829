#![doc = include_str!("../README.md")]

mod access_token;
mod distance;
#[rustfmt::skip]
mod generated;
mod open_enum;
mod path;
mod scope;
mod scope_set;
mod token_request;
pub mod v1;

pub use access_token::AccessToken;
pub use open_enum::UnrecognizedValue;
pub use scope::ParseScopeError;
pub use scope_set::{Known, ParseScopeSetError, ScopeSet, Unrecognized};
pub use v1::*;
