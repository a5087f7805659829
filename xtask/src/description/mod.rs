//! The API description: the published fragment, our overlay, and the document that they make.

pub mod canonical;
pub mod duplicates;
pub mod effective;
pub mod enums;
pub mod grammar;
pub mod load;
pub mod pointer;
pub mod references;
pub mod scopes;
pub mod undescribed;
pub mod validate;

pub use effective::Effective;
