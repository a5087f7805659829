//! The three OAuth operations, named after their RFCs.

use voucherify_oauth_types::{
    AccessToken, IntoSet, IntrospectionRequest, RevocationRequest, ScopeSet, TokenRequest,
    TokenResponse,
};

use crate::error::{Kind, Operation, Refusal};
use crate::{Client, Error, Introspection, Revocation, StatusCode, response};

impl Client {
    /// Requests an access token (RFC 6749, section 4.4, the client credentials grant).
    ///
    /// A token is valid for 900 seconds. It can't be refreshed: request another token instead. It
    /// has at most the permissions of the keys that requested it, and is accepted from the same IP
    /// addresses. A project can have at most 1000 active tokens, so keep a token and share it.
    ///
    /// **Check the [`scope`](TokenResponse::scope) of the response**: the service may grant other
    /// scopes than requested, which is not an error.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
    /// # let (id, secret) = (sandbox.app_id(), sandbox.app_token());
    /// # let credentials = voucherify_oauth::Credentials::new(id, secret)?;
    /// # let builder = voucherify_oauth::Client::builder(credentials);
    /// # let client = builder.base_url(sandbox.base_url()).build()?;
    /// use voucherify_oauth::Scope;
    ///
    /// let requested = Scope::Vouchers | Scope::Campaigns;
    /// let token = client.token(&requested).await?;
    ///
    /// assert!(token.scope.covers(&requested));
    /// assert_eq!(token.expires_in, 900);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] for an empty set of scopes, without sending a
    /// request, and with [`Error::is_invalid_scope`] if the service refuses a scope. See [`Error`]
    /// for other errors.
    ///
    /// # Panics
    ///
    /// Panics in a Tokio runtime without I/O or without a timer
    /// ([`enable_all`](tokio::runtime::Builder::enable_all)).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request. If it was already sent, an unused token may stay
    /// active until it expires.
    pub async fn token(&self, scopes: impl IntoSet<ScopeSet>) -> Result<TokenResponse, Error> {
        const OPERATION: Operation = Operation::Token;
        let scopes = scopes.into_set();
        if scopes.is_empty() {
            return Err(Error::new(OPERATION, Refusal::NoScope));
        }
        let request = TokenRequest::client_credentials(scopes);
        let result = self.v1().client.generate_oauth_token(&request).await;
        let response = self.inner.transport.finish(OPERATION, result, &[]).await?;
        match response::usable(&response) {
            Ok(()) => Ok(response),
            Err(why) => {
                let status = Some(StatusCode::OK);
                Err(Error::new(OPERATION, Kind::NotUsable { status, why, transient: false }))
            }
        }
    }

    /// Returns whether a token is active and which scopes it has (RFC 7662).
    ///
    /// An unknown token is [`Inactive`](Introspection::Inactive), not an error.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
    /// # let (id, secret) = (sandbox.app_id(), sandbox.app_token());
    /// # let credentials = voucherify_oauth::Credentials::new(id, secret)?;
    /// # let builder = voucherify_oauth::Client::builder(credentials);
    /// # let client = builder.base_url(sandbox.base_url()).build()?;
    /// use voucherify_oauth::{Introspection, Scope};
    ///
    /// let token = client.token(Scope::Vouchers).await?;
    /// match client.introspect(&token.access_token).await? {
    ///     Introspection::Active(token) => {
    ///         assert!(token.scope.is_some_and(|scope| scope.allows("/v1/vouchers")));
    ///     }
    ///     _ => println!("unknown, expired or revoked"),
    /// }
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`Error`].
    ///
    /// # Panics
    ///
    /// Panics in a Tokio runtime without I/O or without a timer
    /// ([`enable_all`](tokio::runtime::Builder::enable_all)).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request, which has no effect on the service.
    pub async fn introspect(&self, token: &AccessToken) -> Result<Introspection, Error> {
        let request = IntrospectionRequest::new(token.clone());
        let result = self.v1().client.introspect_oauth_token(&request).await;
        let secrets = [token.expose_secret()];
        let response = self.inner.transport.finish(Operation::Introspect, result, &secrets).await?;
        Ok(response.into())
    }

    /// Revokes a token at once (RFC 7009).
    ///
    /// The token can't be used after either outcome: see [`Revocation`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
    /// # let (id, secret) = (sandbox.app_id(), sandbox.app_token());
    /// # let credentials = voucherify_oauth::Credentials::new(id, secret)?;
    /// # let builder = voucherify_oauth::Client::builder(credentials);
    /// # let client = builder.base_url(sandbox.base_url()).build()?;
    /// use voucherify_oauth::{Revocation, Scope};
    ///
    /// let token = client.token(Scope::Vouchers).await?;
    /// assert_eq!(client.revoke(&token.access_token).await?, Revocation::Revoked);
    /// assert_eq!(client.revoke(&token.access_token).await?, Revocation::NotActive);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error for a 404 response with a body: it does not come from the service, whose
    /// 404 has no body. See [`Error`] for other errors.
    ///
    /// # Panics
    ///
    /// Panics in a Tokio runtime without I/O or without a timer
    /// ([`enable_all`](tokio::runtime::Builder::enable_all)).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request. The token may or may not have been revoked, and
    /// revoking it again is safe.
    pub async fn revoke(&self, token: &AccessToken) -> Result<Revocation, Error> {
        let request = RevocationRequest::new(token.clone());
        let result = self.v1().client.revoke_oauth_token(&request).await;
        let secrets = [token.expose_secret()];
        match self.inner.transport.finish(Operation::Revoke, result, &secrets).await {
            Ok(()) => Ok(Revocation::Revoked),
            Err(error) if error.is_empty_not_found() => Ok(Revocation::NotActive),
            Err(error) => Err(error),
        }
    }
}
