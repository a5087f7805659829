//! What goes wrong between here and Redis, in words that repeat nothing of what is stored.

use std::fmt;

use redis::{ErrorKind, RedisError};
use voucherify_oauth::token_source::StoreError;

/// An error of Redis without its details: those can quote a value.
#[derive(Debug)]
struct Failure {
    category: String,
    code: Option<String>,
    io: Option<String>,
}

/// Turns an error of Redis into one that can be shown.
pub(crate) fn unavailable(error: &RedisError) -> StoreError {
    StoreError::unavailable(Failure {
        category: error.category().to_owned(),
        code: error.code().map(str::to_owned),
        // The system's own words, which say more than the category.
        io: (error.kind() == ErrorKind::Io).then(|| error.to_string()),
    })
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redis: ")?;
        match (&self.io, &self.code) {
            (Some(io), _) => f.write_str(io),
            (None, Some(code)) => write!(f, "{} ({code})", self.category),
            (None, None) => f.write_str(&self.category),
        }
    }
}

impl std::error::Error for Failure {}
