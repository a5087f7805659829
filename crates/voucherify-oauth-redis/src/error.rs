//! Why a store could not be set up.

use std::fmt;

use redis::RedisError;

/// Why a [`RedisStore`](crate::RedisStore) could not be set up.
///
/// It repeats neither the key nor the address, which may contain a password.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// The description of what is wrong.
    Address(String),
    Key(&'static str),
}

impl Error {
    pub(crate) fn address(error: &RedisError) -> Self {
        let text = error.to_string();
        // The description is static. The details behind it may quote a part of the address.
        let description = text.split_once(" - ").map_or(&*text, |(description, _)| description);
        Self { kind: Kind::Address(description.to_owned()) }
    }

    pub(crate) fn key(why: &'static str) -> Self {
        Self { kind: Kind::Key(why) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Address(description) => write!(
                f,
                "the address of Redis can't be used: {description}\n\
                 help: it begins with redis://, redis+unix:// or, with a feature for TLS, rediss://"
            ),
            Kind::Key(why) => write!(f, "the encryption key {why}"),
        }
    }
}

impl std::error::Error for Error {}
