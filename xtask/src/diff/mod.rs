//! Compares two descriptions by the generated code and the HTTP messages.
//!
//! Code is generated from both in memory. Each side has two tables: the facts of the effective
//! document (requests, responses and texts), and the Rust items of the generated files. A
//! difference between Rust items that no change of the document explains is a change of its own.

mod change;
mod document;
mod facts;
mod rules;
mod rust;
mod schema;
mod side;

pub mod format;
pub mod input;

pub use change::{Change, Comparison, plain};
pub use rules::{Kind, Level};
pub use side::Side;

use crate::effective::Description;

/// Compares two descriptions.
pub fn compare(old: &Description, new: &Description) -> Comparison {
    Side::new(old).compare(&Side::new(new))
}
