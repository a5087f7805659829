//! One source for all requests, or one per path.

use crate::{Error, TokenSource, TokenSources};

/// Selects the token source for a request.
#[derive(Clone, Debug)]
pub(crate) enum TokenChoice {
    /// One source for all requests.
    One(TokenSource),
    /// The source with the narrow scope for the path of the request.
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
