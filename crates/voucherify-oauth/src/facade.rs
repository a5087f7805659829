//! The three operations of OAuth, in the words of their RFCs.

use voucherify_oauth_types::{
    AccessToken, IntoSet, IntrospectionRequest, RevocationRequest, ScopeSet, TokenRequest,
    TokenResponse,
};

use crate::error::{Kind, Operation, Refusal};
use crate::{Client, Error, Introspection, Revocation, StatusCode, answer};

impl Client {
    /// Requests an access token (RFC 6749, section 4.4, the client credentials grant).
    ///
    /// A new token lives 900 seconds and can't be refreshed: request another one. It has at most
    /// the permissions of the key that requested it, from the same addresses. A project can have
    /// 1000 living tokens, so keep one and share it.
    ///
    /// **Check the [`scope`](TokenResponse::scope) of the response**: the service may grant other
    /// scopes than the requested ones, which is not an error.
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
    /// [`Error::is_builder`] for an empty set of scopes, which is not sent.
    /// [`Error::is_invalid_scope`] if the service does not know a scope. See [`Error`] for the
    /// rest.
    ///
    /// # Panics
    ///
    /// Panics in a Tokio runtime without I/O or without a timer
    /// ([`enable_all`](tokio::runtime::Builder::enable_all)).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request. If it was already sent, an unused token may live
    /// until it expires.
    pub async fn token(&self, scopes: impl IntoSet<ScopeSet>) -> Result<TokenResponse, Error> {
        const OPERATION: Operation = Operation::Token;
        let scopes = scopes.into_set();
        if scopes.is_empty() {
            return Err(Error::new(OPERATION, Refusal::NoScope));
        }
        let request = TokenRequest::client_credentials(scopes);
        let result = self.v1().client.generate_oauth_token(&request).await;
        let response = self.inner.transport.finish(OPERATION, result, &[]).await?;
        match answer::usable(&response) {
            Ok(()) => Ok(response),
            Err(why) => {
                let status = Some(StatusCode::OK);
                Err(Error::new(OPERATION, Kind::NotUsable { status, why, transient: false }))
            }
        }
    }

    /// Asks the service whether a token is active, and what it can do (RFC 7662).
    ///
    /// A token that the service does not know is [`Inactive`](Introspection::Inactive), not an
    /// error.
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
    /// Dropping the future abandons the request, which changes nothing at the service.
    pub async fn introspect(&self, token: &AccessToken) -> Result<Introspection, Error> {
        let request = IntrospectionRequest::new(token.clone());
        let result = self.v1().client.introspect_oauth_token(&request).await;
        let secrets = [token.expose_secret()];
        let response = self.inner.transport.finish(Operation::Introspect, result, &secrets).await?;
        Ok(response.into())
    }

    /// Revokes a token at once (RFC 7009).
    ///
    /// The token can't be used afterwards, whatever the outcome says: see [`Revocation`].
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
    /// A response of 404 with a body is an error: it does not come from the service, whose own
    /// has none, and says nothing about the token. See [`Error`] for the rest.
    ///
    /// # Panics
    ///
    /// Panics in a Tokio runtime without I/O or without a timer
    /// ([`enable_all`](tokio::runtime::Builder::enable_all)).
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request; the token may have been revoked or not. Revoking
    /// it again is safe.
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
