//! What the fuzz targets share.

#[cfg(feature = "generator")]
mod edit;

#[cfg(feature = "generator")]
pub use self::edit::{Edit, apply};
