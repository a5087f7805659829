//! The client.

use std::fmt;
use std::sync::Arc;

use voucherify_oauth_types::{
    AccessToken, IntrospectionRequest, RevocationRequest, ScopeSet, TokenRequest, TokenResponse,
};

use crate::builder::Pool;
use crate::error::{DecodeError, Kind, Operation, Refusal};
use crate::{ClientBuilder, Credentials, Error, Introspection, Revocation, answer, generated};

/// Asks Voucherify for access tokens, about them, and to revoke them.
///
/// A client keeps its connections open for the next request, so make one and keep it; clones are
/// cheap and share them.
///
/// Every operation sends one request and waits for its answer; nothing is cached, and nothing is
/// tried again. Dropping the future that an operation returns abandons it: nothing of it goes on in
/// the background. If the request was on its way, the service may have acted on it all the same.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mod.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), voucherify_oauth::Error> {
/// # let server = Server::start([Answer::json(200, TOKEN), Answer::empty(204)]).await;
/// # let client = server.client();
/// use voucherify_oauth::{Revocation, Scope};
///
/// let token = client.token(Scope::Vouchers | Scope::Campaigns).await?;
/// // … use the token …
/// assert_eq!(client.revoke(&token.access_token).await?, Revocation::Revoked);
/// # server.finish().await;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<generated::Client>,
    #[cfg(feature = "token-source")]
    unpooled: Unpooled,
}

/// How to make a client that keeps no connection, and that client once it was made.
#[cfg(feature = "token-source")]
type Unpooled = Arc<(ClientBuilder, std::sync::OnceLock<Arc<generated::Client>>)>;

impl Client {
    /// Makes a client of the cluster [`Api`](crate::Cluster::Api), with the usual time-outs.
    ///
    /// ```
    /// use voucherify_oauth::{Client, Credentials};
    ///
    /// # if cfg!(feature = "rustls") {
    /// let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
    /// let client = Client::new(credentials)?;
    /// # }
    /// # Ok::<(), voucherify_oauth::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`], where no TLS feature is on, or the HTTP client can't be set up. See
    /// [`ClientBuilder::build`].
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// Starts a client with settings of its own: a cluster, an address, time-outs, a proxy.
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials)
    }

    pub(crate) fn from_settings(settings: ClientBuilder) -> Result<Self, Error> {
        Ok(Self {
            inner: Arc::new(settings.generated(Pool::Default)?),
            #[cfg(feature = "token-source")]
            unpooled: Arc::new((settings, std::sync::OnceLock::new())),
        })
    }

    /// Returns a client with the same settings that keeps no connection for later. A connection
    /// works only while the runtime that opened it is running: this client works in every runtime.
    #[cfg(feature = "token-source")]
    pub(crate) fn unpooled(&self) -> Result<Self, Error> {
        let (settings, made) = &*self.unpooled;
        let inner = match made.get() {
            Some(inner) => inner.clone(),
            None => {
                let new = Arc::new(settings.generated(Pool::None)?);
                made.get_or_init(|| new).clone()
            }
        };
        Ok(Self { inner, unpooled: self.unpooled.clone() })
    }

    /// The address of the API that this client talks to, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.inner.baseurl
    }

    /// The application's ID, half of what proves who is asking.
    #[cfg(feature = "token-source")]
    pub(crate) fn app_id(&self) -> &[u8] {
        self.inner.inner.credentials.app_id().as_bytes()
    }

    /// Asks for an access token (RFC 6749, section 4.4, the client credentials grant).
    ///
    /// A new token lives 900 seconds and can't be refreshed: ask for another one. It can do no more
    /// than the key that asked for it, from no other addresses. A project can have 1000 living
    /// tokens, so keep one and share it.
    ///
    /// **Look at the [`scope`](TokenResponse::scope) of the answer**: the service may grant others
    /// than those asked for, which is no error.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mod.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), voucherify_oauth::Error> {
    /// # let server = Server::start([Answer::json(200, TOKEN)]).await;
    /// # let client = server.client();
    /// use voucherify_oauth::Scope;
    ///
    /// let token = client.token([Scope::Vouchers, Scope::Campaigns]).await?;
    ///
    /// assert!(token.scope.contains(Scope::Vouchers));
    /// assert_eq!(token.expires_in, 900);
    /// # server.finish().await;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`] for an empty set of scopes, which is not sent.
    /// [`Error::is_invalid_scope`] where the service does not have such a scope. See [`Error`] for
    /// the rest.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request. If it had been sent, a token may live on unused
    /// until it expires.
    pub async fn token(&self, scopes: impl Into<ScopeSet>) -> Result<TokenResponse, Error> {
        const OPERATION: Operation = Operation::Token;
        let scopes = scopes.into();
        if scopes.is_empty() {
            return Err(Error::new(OPERATION, Refusal::NoScope));
        }
        let request = TokenRequest::client_credentials(scopes);
        match self.inner.generate_oauth_token(&request).await {
            Ok(answer) => {
                let (status, response) = (answer.status(), answer.into_inner());
                match answer::usable(&response) {
                    Ok(()) => Ok(response),
                    Err(why) => {
                        let source = DecodeError::NotUsable(why);
                        Err(Error::new(OPERATION, Kind::Decode { status, source }))
                    }
                }
            }
            Err(error) => Err(self.error(OPERATION, error, None).await),
        }
    }

    /// Asks whether a token is active, and what it can do (RFC 7662).
    ///
    /// A token that the service does not know, or no longer, is
    /// [`Inactive`](Introspection::Inactive), and no error.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mod.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), voucherify_oauth::Error> {
    /// # let server = Server::start([Answer::json(200, ACTIVE)]).await;
    /// # let client = server.client();
    /// use voucherify_oauth::{AccessToken, Introspection, Scope};
    ///
    /// match client.introspect(&AccessToken::new("s3cret")).await? {
    ///     Introspection::Active(token) => assert!(token.scope.contains(Scope::Vouchers)),
    ///     Introspection::Inactive => println!("unknown, expired or revoked"),
    /// }
    /// # server.finish().await;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_decode`], among others, for an active token without one of the fields of
    /// [`ActiveToken`](crate::ActiveToken). See [`Error`] for the rest.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the question, which changes nothing at the service.
    pub async fn introspect(&self, token: &AccessToken) -> Result<Introspection, Error> {
        const OPERATION: Operation = Operation::Introspect;
        let request = IntrospectionRequest::new(token.clone());
        match self.inner.introspect_oauth_token(&request).await {
            Ok(answer) => Introspection::from_response(answer.into_inner())
                .map_err(|kind| Error::new(OPERATION, kind)),
            Err(error) => Err(self.error(OPERATION, error, Some(token)).await),
        }
    }

    /// Ends a token at once (RFC 7009).
    ///
    /// Whatever the outcome says, the token is of no use any more: see [`Revocation`].
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mod.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), voucherify_oauth::Error> {
    /// # let server = Server::start([Answer::empty(204), Answer::empty(404)]).await;
    /// # let client = server.client();
    /// use voucherify_oauth::{AccessToken, Revocation};
    ///
    /// let token = AccessToken::new("s3cret");
    /// assert_eq!(client.revoke(&token).await?, Revocation::Revoked);
    /// assert_eq!(client.revoke(&token).await?, Revocation::NotActive);
    /// # server.finish().await;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// An answer of 404 that has a body is one: it does not come from the service, whose own has
    /// none, and says nothing of the token. See [`Error`] for the rest.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future abandons the request; the token may have been revoked or not. Revoking
    /// it again is safe.
    pub async fn revoke(&self, token: &AccessToken) -> Result<Revocation, Error> {
        const OPERATION: Operation = Operation::Revoke;
        let request = RevocationRequest::new(token.clone());
        match self.inner.revoke_oauth_token(&request).await {
            Ok(_) => Ok(Revocation::Revoked),
            Err(error) => match self.error(OPERATION, error, Some(token)).await {
                error if error.is_empty_not_found() => Ok(Revocation::NotActive),
                error => Err(error),
            },
        }
    }

    async fn error(
        &self,
        operation: Operation,
        error: progenitor_client::Error<()>,
        token: Option<&AccessToken>,
    ) -> Error {
        let credentials = &self.inner.inner.credentials;
        let [app_id, app_token] = [credentials.app_id(), credentials.app_token()]
            .map(|key| key.to_str().unwrap_or_default());
        let token = token.map(AccessToken::expose_secret).unwrap_or_default();
        Error::new(operation, answer::kind(error, &[app_id, app_token, token]).await)
    }
}

/// Shows the address and nothing of the keys.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
