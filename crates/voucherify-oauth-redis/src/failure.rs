//! Errors of Redis, without the stored values that they may quote.

use std::fmt;

use redis::{ErrorKind, RedisError};
use voucherify_oauth::token_source::StoreError;

/// An error of Redis without its details, which can quote a value.
#[derive(Debug)]
struct Failure {
    category: String,
    code: Option<String>,
    io: Option<String>,
}

/// Converts an error of Redis into one that is safe to log.
pub(crate) fn unavailable(error: &RedisError) -> StoreError {
    StoreError::unavailable(Failure {
        category: error.category().to_owned(),
        code: error.code().map(str::to_owned),
        // The system's message says more than the category.
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
