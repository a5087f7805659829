//! Why a shared store did not serve.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a [`TokenStore`](super::TokenStore) did not do what it was asked for.
///
/// Callers for a token never get to see it: the token is then asked for without the store, and the program's log tells why.
#[derive(Debug)]
pub struct StoreError {
    kind: Kind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

#[derive(Debug)]
enum Kind {
    Unavailable,
    Damaged,
    Sealed,
    TimedOut { after: Duration },
    Busy { after: Duration },
}

impl StoreError {
    /// The store can't be reached, or it fails.
    pub fn unavailable(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Unavailable, source: Some(source.into()) }
    }

    /// What is stored is no token: it may be overwritten. The source must not repeat it.
    pub fn damaged(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Damaged, source: Some(source.into()) }
    }

    /// What is stored may well be a token, but this program can't open it, having another key or being older than who
    /// stored it. It has to stay as it is, for those who can.
    pub fn sealed(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: Kind::Sealed, source: Some(source.into()) }
    }

    pub(super) fn timed_out(after: Duration) -> Self {
        Self { kind: Kind::TimedOut { after }, source: None }
    }

    pub(super) fn busy(after: Duration) -> Self {
        Self { kind: Kind::Busy { after }, source: None }
    }

    /// Whether what is stored is no token, and may be overwritten.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Damaged)
    }

    /// Whether what is stored can't be opened by this program, and has to stay.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        matches!(self.kind, Kind::Sealed)
    }

    /// A word for logs and metrics, with few different values.
    pub(super) fn kind(&self) -> &'static str {
        match self.kind {
            Kind::Unavailable => "unavailable",
            Kind::Damaged => "damaged",
            Kind::Sealed => "sealed",
            Kind::TimedOut { .. } => "timeout",
            Kind::Busy { .. } => "busy",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Unavailable => f.write_str("the token store failed"),
            Kind::Damaged => f.write_str("what the token store holds is no token"),
            Kind::Sealed => f.write_str("what the token store holds can't be opened here"),
            Kind::TimedOut { after } => {
                write!(f, "the token store did not answer within {after:?}")
            }
            Kind::Busy { after } => {
                write!(f, "another machine was to store a token, and did not within {after:?}")
            }
        }
    }
}

impl StdError for StoreError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
