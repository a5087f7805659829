//! One source for all requests, or one per path.

use crate::token_source::{TokenError, TokenSource, TokenSources};

/// The source of the tokens for requests. It is made from a [`TokenSource`], which is used for all
/// requests, or from [`TokenSources`], of which each request uses the one for the narrow scope that
/// opens its path.
#[derive(Clone, Debug)]
pub struct TokenChoice {
    choice: Choice,
}

#[derive(Clone, Debug)]
enum Choice {
    One(TokenSource),
    ByPath(TokenSources),
}

impl TokenChoice {
    /// Returns the source for a request.
    pub(crate) fn source(&self, path: &str) -> Result<TokenSource, TokenError> {
        match &self.choice {
            Choice::One(source) => Ok(source.clone()),
            Choice::ByPath(sources) => sources.for_request(path).ok_or_else(TokenError::no_scope),
        }
    }
}

impl From<TokenSource> for TokenChoice {
    fn from(source: TokenSource) -> Self {
        Self { choice: Choice::One(source) }
    }
}

impl From<TokenSources> for TokenChoice {
    fn from(sources: TokenSources) -> Self {
        Self { choice: Choice::ByPath(sources) }
    }
}
