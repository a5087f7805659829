//! One source for all requests, or one per path.

use crate::{Error, TokenSource, TokenSources};

/// The source of the tokens for requests.
#[derive(Clone, Debug)]
pub(crate) enum TokenChoice {
    /// One for all requests.
    One(TokenSource),
    /// For each request the one with the narrow scope that opens its path.
    ByPath(TokenSources),
}

impl TokenChoice {
    /// Returns the source for a request.
    pub(crate) fn source(&self, path: &str) -> Result<TokenSource, Error> {
        match self {
            Self::One(source) => Ok(source.clone()),
            Self::ByPath(sources) => sources.for_request(path).ok_or_else(Error::no_scope),
        }
    }
}
