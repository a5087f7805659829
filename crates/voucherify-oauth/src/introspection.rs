//! What the service knows of a token.

use reqwest::StatusCode;
use voucherify_oauth_types::{IntrospectionResponse, ScopeSet, TokenType};

use crate::error::{DecodeError, Kind};

/// What [`Client::introspect`](crate::Client::introspect) found out.
#[derive(Clone, Debug)]
#[must_use]
pub enum Introspection {
    /// The token can be used now.
    Active(ActiveToken),
    /// The token can't be used: it is unknown to the service, or has expired, or was revoked, or
    /// its key was deleted or blocked. The service does not tell which.
    Inactive,
}

/// What a token can do, and until when.
///
/// The service's schema is `OAuthTokenIntrospectResponseBody`, without the token itself, which the
/// caller has. The service documents every field as always there for an active token; where one is
/// missing all the same, introspection fails with [`Error::is_decode`](crate::Error::is_decode)
/// rather than leave anyone to guess what a token may do.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ActiveToken {
    /// The OAuth client that the service made for the key that asked for the token.
    pub client_id: String,
    /// When the token expires, in seconds since the Unix epoch, by the service's clock.
    pub expires_at: i64,
    /// How long the token still lived, in seconds, when the service answered.
    pub expires_in: i64,
    /// The scopes that the token has.
    pub scope: ScopeSet,
    /// The kind of token: [`TokenType::Bearer`], also where the answer does not say.
    pub token_type: TokenType,
}

impl ActiveToken {
    /// Makes one, for a test of code that introspects tokens.
    ///
    /// ```
    /// use voucherify_oauth::types::TokenType;
    /// use voucherify_oauth::{ActiveToken, Introspection, Scope};
    ///
    /// let token = ActiveToken::new("client", 1787313600, 900, Scope::Vouchers, TokenType::Bearer);
    /// let answer = Introspection::Active(token);
    /// # let _ = answer;
    /// ```
    pub fn new(
        client_id: impl Into<String>,
        expires_at: i64,
        expires_in: i64,
        scope: impl Into<ScopeSet>,
        token_type: TokenType,
    ) -> Self {
        Self {
            client_id: client_id.into(),
            expires_at,
            expires_in,
            scope: scope.into(),
            token_type,
        }
    }
}

impl Introspection {
    pub(crate) fn from_response(response: IntrospectionResponse) -> Result<Self, Kind> {
        if !response.active {
            return Ok(Self::Inactive);
        }
        Ok(Self::Active(ActiveToken {
            client_id: required(response.client_id, "client_id")?,
            expires_at: required(response.expires_at, "expires_at")?,
            expires_in: required(response.expires_in, "expires_in")?,
            scope: required(response.scope, "scope")?,
            token_type: response.token_type.unwrap_or(TokenType::Bearer),
        }))
    }
}

fn required<T>(field: Option<T>, name: &'static str) -> Result<T, Kind> {
    field.ok_or(Kind::Decode { status: StatusCode::OK, source: DecodeError::Missing(name) })
}
