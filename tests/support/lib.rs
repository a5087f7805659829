//! What the test binaries share.

pub mod description;
pub mod workspace;

pub use description::{Description, Outcome};
