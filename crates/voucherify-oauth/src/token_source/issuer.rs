//! Who gives tokens: the service, or what stands in its place.

use std::future::Future;
use std::pin::Pin;

use super::error::TokenError;
use crate::{AccessToken, Client, ScopeSet, TokenResponse};

/// A future behind a pointer, so that [`Issuer`] can be one too.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where a token source gets its tokens.
///
/// A [`Client`] is one: it asks the service. Another may wrap it, for instance to share tokens among machines, or take its
/// place in a test.
///
/// The source drops either future when it takes too long, or when nobody needs it any more.
pub trait Issuer: Send + Sync + 'static {
    /// Gets a token. One attempt: the source sees to timeouts, pauses and further attempts, and asks for no second token
    /// meanwhile.
    ///
    /// The token's lifetime counts from when this was called.
    fn issue<'a>(&'a self, order: Order<'a>) -> BoxFuture<'a, Result<TokenResponse, TokenError>>;

    /// Ends a token that [`issue`](Self::issue) gave, since the source needs it no more. Ending one that isn't active any
    /// more is no error.
    fn revoke<'a>(&'a self, token: &'a AccessToken) -> BoxFuture<'a, Result<(), TokenError>>;

    /// The server that it asks, to be named in traces.
    fn server(&self) -> Option<Server> {
        None
    }
}

/// Where an [`Issuer`] sends its requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// Its name, or its IP address.
    pub address: String,
    /// Its port.
    pub port: u16,
}

impl Server {
    /// A server of this name or IP address, and this port.
    pub fn new(address: impl Into<String>, port: u16) -> Self {
        Self { address: address.into(), port }
    }
}

/// Which token is wanted.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Order<'a> {
    /// The scopes that it shall have.
    pub scopes: &'a ScopeSet,
    /// The token that it shall replace, because that one expires soon or was rejected: one with another value is wanted.
    pub replacing: Option<&'a AccessToken>,
}

impl<'a> Order<'a> {
    /// Any token with these scopes.
    #[must_use]
    pub fn new(scopes: &'a ScopeSet) -> Self {
        Self { scopes, replacing: None }
    }
}

impl Issuer for Client {
    fn issue<'a>(&'a self, order: Order<'a>) -> BoxFuture<'a, Result<TokenResponse, TokenError>> {
        Box::pin(async move { Ok(self.token(order.scopes.clone()).await?) })
    }

    fn revoke<'a>(&'a self, token: &'a AccessToken) -> BoxFuture<'a, Result<(), TokenError>> {
        Box::pin(async move {
            // Revoked or not active before: it can't be used either way.
            Client::revoke(self, token).await?;
            Ok(())
        })
    }

    fn server(&self) -> Option<Server> {
        let url = reqwest::Url::parse(self.base_url()).ok()?;
        Some(Server::new(url.host_str()?, url.port_or_known_default()?))
    }
}
