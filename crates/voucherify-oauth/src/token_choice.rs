//! One source for all requests, or one for each request's path.

use http::Method;

use crate::token_source::{TokenError, TokenSource, TokenSources};

/// Where the requests of a program get their tokens: made from a [`TokenSource`], which serves all of them, or from
/// [`TokenSources`], of which each request gets the narrowest that opens its path.
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
    /// The source for a request.
    pub(crate) fn source(&self, method: &Method, path: &str) -> Result<TokenSource, TokenError> {
        match &self.choice {
            Choice::One(source) => Ok(source.clone()),
            Choice::ByPath(sources) => sources
                .for_request(method, path)
                .ok_or_else(|| TokenError::permanent("no scope opens the path of the request")),
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
