//! Decoding errors that do not quote the response.

use std::error::Error as StdError;
use std::fmt;

use serde_json::error::Category;

/// Why a response could not be decoded. The error of serde_json may quote the value at which it
/// stopped, which can be the token itself, so only its kind and position are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DecodeError {
    what: &'static str,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let what = match error.classify() {
            Category::Eof => "it is truncated",
            Category::Syntax => "it is not valid JSON",
            Category::Data => "a field is missing or has another type",
            Category::Io => "it could not be read",
        };
        Self { what, line: error.line(), column: error.column() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, line, column } = self;
        write!(f, "{what} at line {line}, column {column}")
    }
}

impl StdError for DecodeError {}
