//! The types: scopes, serialization, schemas, secrets.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that can't go on should stop, and say so"
)]

/// Compares with a snapshot that is named after the caller's module.
macro_rules! snapshot {
    ($name:expr, $content:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($name, $content) })
    };
}

mod json;
mod laws;
mod paths;
mod schemas;
mod scopes;
mod secrets;
