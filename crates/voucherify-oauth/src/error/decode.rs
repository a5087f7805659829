//! Where a response is wrong, without the response.

use std::error::Error as StdError;
use std::fmt;

use serde_json::error::Category;

/// What is wrong with a response. The error of serde_json may quote the value at which it stopped,
/// which can be the token itself, so only its kind and place are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DecodeError {
    what: &'static str,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let what = match error.classify() {
            Category::Eof => "it breaks off",
            Category::Syntax => "it is not JSON",
            Category::Data => "it has a field missing, or of another type,",
            Category::Io => "it can't be read",
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
