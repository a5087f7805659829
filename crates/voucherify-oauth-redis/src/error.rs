//! The error of setting up a store.

use std::fmt;

use redis::RedisError;

/// The error of setting up a [`RedisStore`](crate::RedisStore).
///
/// It never quotes the encryption key or the address, which may contain a password.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// What is wrong with the address.
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
                "invalid address of Redis: {description} (it must begin with redis://, \
                 redis+unix:// or, with a TLS feature enabled, rediss://)"
            ),
            Kind::Key(why) => write!(f, "invalid encryption key: {why}"),
        }
    }
}

impl std::error::Error for Error {}
