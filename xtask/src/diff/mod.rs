//! What changes for users between two descriptions: computed from what is generated and sent.
//!
//! Both sides are generated in memory. Two tables of each are compared: the facts of the effective
//! document (what is sent and received, and the texts), and the Rust items of the generated files.
//! A difference between Rust items needs a change that explains it, or is a change by itself.

mod change;
mod document;
mod facts;
mod rules;
mod rust;
mod schema;
mod side;

pub mod format;
pub mod input;

pub use change::{Change, Comparison};
pub use facts::plain;
pub use rules::{Kind, Level};
pub use side::Side;

use crate::generation::Input;

/// Compares two descriptions.
pub fn compare(old: &Input<'_>, new: &Input<'_>) -> Comparison {
    Side::new(old).compare(&Side::new(new))
}
