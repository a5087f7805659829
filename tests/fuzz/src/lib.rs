//! Edits of JSON documents, for the targets of the generator.

#[cfg(feature = "generator")]
mod edit;

#[cfg(feature = "generator")]
pub use self::edit::{Edit, apply};
