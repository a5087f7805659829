//! Where an answer went wrong, without the answer.

use std::error::Error as StdError;
use std::fmt;

use serde_json::error::Category;

/// What was wrong with an answer. serde_json's own error may quote the value at which it stopped,
/// which can be the token itself; so only its kind and place are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DecodeError {
    /// The text is JSON no more, or other JSON than expected, from here on.
    Json { what: &'static str, line: usize, column: usize },
    /// The response has an access token that can't be used.
    NotUsable(&'static str),
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let what = match error.classify() {
            Category::Eof => "it breaks off",
            Category::Syntax => "it is not JSON",
            Category::Data => "it has a field missing, or of another type,",
            Category::Io => "it can't be read",
        };
        Self::Json { what, line: error.line(), column: error.column() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { what, line, column } => {
                write!(f, "{what} at line {line}, column {column}")
            }
            Self::NotUsable(why) => write!(f, "the access token can't be used: {why}"),
        }
    }
}

impl StdError for DecodeError {}
