//! A shorter way to the one request there is.

use crate::{GrantType, ScopeSet, TokenRequest};

impl TokenRequest {
    /// Asks for a token with these scopes on the client's own keys.
    #[must_use]
    pub fn client_credentials(scope: impl Into<ScopeSet>) -> Self {
        Self::new(GrantType::ClientCredentials, scope.into())
    }
}
