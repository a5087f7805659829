#![doc = include_str!("../README.md")]

mod delimited;
#[rustfmt::skip]
mod generated;
mod listed;
mod nearest;
mod path;
mod secret;

pub use delimited::{DelimitedSet, Known, ParseSetError, SetItem, SetText, Unrecognized};
pub use generated::*;
pub use listed::{Listed, ParseValueError, UnrecognizedValue};
pub use secret::{Secret, SecretKind};

/// What the macros of this crate use in generated code, here and in the client.
#[doc(hidden)]
pub mod support {
    pub use crate::listed::read;
    pub use serde;
}
