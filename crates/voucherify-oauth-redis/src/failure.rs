//! Errors of Redis, without the stored values that they may quote.

use std::fmt;

use redis::{ErrorKind, RedisError};
use voucherify_oauth::token_source::StoreError;
use voucherify_oauth::types::Printable;

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
            (Some(io), _) => Printable::new(io).fmt(f),
            (None, Some(code)) => write!(f, "{} ({})", self.category, Printable::new(code)),
            (None, None) => f.write_str(&self.category),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn the_code_of_an_error_can_not_control_a_terminal() {
        let response = redis::parse_redis_value(b"-E\x1b[2J s3cret\r\n").unwrap();
        let error = unavailable(&response.extract_error().unwrap_err());
        let shown = error.source().unwrap().to_string();
        assert_eq!(shown, "Redis: extension error (E\\u{1b}[2J)");
    }
}
