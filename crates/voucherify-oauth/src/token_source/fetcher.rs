//! The trait for fetching tokens, and its implementation for the client.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use crate::{AccessToken, Client, Error, ScopeSet, TokenResponse};

/// Fetches the tokens of a token source.
///
/// A [`Client`] is a fetcher that requests tokens from the service. Implement this trait to wrap a
/// client, or to replace it in a test.
///
/// The token source calls the fetcher in the background runtime of this crate, on a separate
/// thread, or in the runtime passed to [`spawn_on`](super::TokenSourceBuilder::spawn_on). Open
/// connections within these calls, because a connection works only while the runtime that opened it
/// is running. The token source drops the future on a timeout or if it is no longer needed.
///
/// ```
/// use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, async_trait};
/// use voucherify_oauth::{AccessToken, Client, Error, TokenResponse};
///
/// /// Counts the requests.
/// struct Counted(Client, std::sync::atomic::AtomicU64);
///
/// #[async_trait]
/// impl TokenFetcher for Counted {
///     async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
///         self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         self.0.fetch(request).await
///     }
///
///     async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
///         TokenFetcher::revoke(&self.0, token).await
///     }
/// }
/// ```
#[async_trait]
pub trait TokenFetcher: Send + Sync + 'static {
    /// Fetches a token in one attempt. The token source handles timeouts, pauses and further
    /// attempts, and has at most one call in flight.
    ///
    /// The lifetime of the token is counted from the moment of the call.
    ///
    /// # Errors
    ///
    /// Return [`Error::transient`] if another attempt may succeed, and [`Error::permanent`] if not.
    /// Return the errors of a [`Client`] unchanged.
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error>;

    /// Revokes a token that [`fetch`](Self::fetch) returned and that the source no longer needs.
    /// Returns `Ok` if the token is not active.
    async fn revoke(&self, token: &AccessToken) -> Result<(), Error>;

    /// Returns the server that requests are sent to, for traces.
    fn server(&self) -> Option<Server> {
        None
    }
}

/// A server that a [`TokenFetcher`] sends requests to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The host name or IP address.
    pub address: String,
    /// The port.
    pub port: u16,
}

impl Server {
    /// Creates a server from its host name or IP address, and its port.
    pub fn new(address: impl Into<String>, port: u16) -> Self {
        Self { address: address.into(), port }
    }
}

/// A request for a token to a [`TokenFetcher`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FetchRequest<'a> {
    /// The requested scopes.
    pub scopes: &'a ScopeSet,
    /// The token to replace, because it expires soon or was rejected. The new token must have
    /// another value.
    pub replacing: Option<&'a AccessToken>,
    /// How much longer the source can serve the token to replace. Zero if callers have no token
    /// until this request succeeds.
    pub remaining: Duration,
    /// The number of this attempt within its refresh, starting at 1.
    pub attempt: u32,
}

impl<'a> FetchRequest<'a> {
    /// Creates the first request for a token with these scopes.
    #[must_use]
    pub fn new(scopes: &'a ScopeSet) -> Self {
        Self { scopes, replacing: None, remaining: Duration::ZERO, attempt: 1 }
    }
}

#[async_trait]
impl TokenFetcher for Client {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        Ok(self.unpooled()?.token(request.scopes.clone()).await?)
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        // After either outcome, the token is not active.
        let _ = Client::revoke(&self.unpooled()?, token).await?;
        Ok(())
    }

    fn server(&self) -> Option<Server> {
        let url = reqwest::Url::parse(self.base_url()).ok()?;
        Some(Server::new(url.host_str()?, url.port_or_known_default()?))
    }
}

/// Implements the trait for a pointer to a fetcher.
macro_rules! by_pointer {
    ($($pointer:ident),*) => {$(
        #[async_trait]
        impl<F: TokenFetcher + ?Sized> TokenFetcher for $pointer<F> {
            async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
                (**self).fetch(request).await
            }

            async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
                (**self).revoke(token).await
            }

            fn server(&self) -> Option<Server> {
                (**self).server()
            }
        }
    )*};
}

by_pointer!(Arc, Box);
