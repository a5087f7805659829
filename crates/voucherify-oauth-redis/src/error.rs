//! Why a store could not be made.

use std::fmt;

/// Why a [`RedisStore`](crate::RedisStore) could not be set up.
///
/// It repeats neither the key nor the address, which may hold a password.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Address,
    Key(&'static str),
}

impl Error {
    pub(crate) fn address() -> Self {
        Self { kind: Kind::Address }
    }

    pub(crate) fn key(why: &'static str) -> Self {
        Self { kind: Kind::Key(why) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Address => f.write_str(
                "the address of Redis must begin with redis://, redis+unix:// or, with a feature for TLS, rediss://",
            ),
            Kind::Key(why) => write!(f, "the encryption key {why}"),
        }
    }
}

impl std::error::Error for Error {}
