//! The client.

use std::fmt;
use std::sync::Arc;

use crate::builder::Pool;
use crate::http::Inner;
use crate::{ClientBuilder, Credentials, Error};

/// Requests, introspects and revokes Voucherify access tokens.
///
/// A client keeps its connections open for later requests, so build one and reuse it. Clones are
/// cheap and share the connections.
///
/// Every operation sends one request and waits for its response, without a cache or retries.
/// Dropping the future of an operation abandons the operation, and nothing continues in the
/// background. If the request was already sent, the service may have acted on it.
///
/// [`token`](Self::token), [`introspect`](Self::introspect) and [`revoke`](Self::revoke) are the
/// operations that most programs need. [`v1`](Self::v1) returns the generated client with all
/// operations of that version of the API.
///
/// An operation needs a Tokio runtime with I/O and a timer
/// ([`enable_all`](tokio::runtime::Builder::enable_all)). Without a runtime it returns an error
/// with [`Error::is_no_runtime`]. A [`TokenSource`](crate::TokenSource) needs no
/// runtime.
///
/// # Panics
///
/// Operations panic in a runtime without I/O or without a timer, which can't be detected.
///
/// # Example
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
/// let token = client.token(Scope::Vouchers | Scope::Campaigns).await?;
/// // … use the token …
/// assert_eq!(client.revoke(&token.access_token).await?, Revocation::Revoked);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
    #[cfg(feature = "token-source")]
    unpooled: Unpooled,
}

/// The settings of a client without idle connections, and that client once it is built.
#[cfg(feature = "token-source")]
type Unpooled = Arc<(ClientBuilder, std::sync::OnceLock<Arc<Inner>>)>;

impl Client {
    /// Builds a client for the default [`Cluster`](crate::Cluster), with the default timeouts.
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
    /// Returns an error with [`Error::is_builder`] if no TLS feature is enabled, or if the HTTP
    /// client can't be built. See [`ClientBuilder::build`].
    pub fn new(credentials: Credentials) -> Result<Self, Error> {
        Self::builder(credentials).build()
    }

    /// Returns a client with the same settings that keeps no idle connections. A connection works
    /// only while the runtime that opened it is running, so this client works in every runtime.
    #[cfg(feature = "token-source")]
    pub(crate) fn unpooled(&self) -> Result<Self, Error> {
        let (settings, built) = &*self.unpooled;
        let inner = match built.get() {
            Some(inner) => inner.clone(),
            None => {
                let new = Arc::new(settings.connect(Pool::None)?);
                built.get_or_init(|| new).clone()
            }
        };
        Ok(Self { inner, unpooled: self.unpooled.clone() })
    }

    /// Returns a builder to set the cluster, the base URL, timeouts or a proxy.
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials)
    }

    /// Returns the base URL of the API, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.inner.base_url
    }

    /// Returns the ID of the application, which is half of the credentials.
    #[cfg(feature = "token-source")]
    pub(crate) fn app_id(&self) -> &[u8] {
        self.inner.transport.credentials.id()
    }
}

impl ClientBuilder {
    /// Builds the client. Sends no request and needs no runtime.
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] if the base URL or another setting is invalid,
    /// if the base URL is `https` and no TLS feature is enabled, or if the HTTP client can't be
    /// built, for example because rustls finds no root certificates.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client {
            inner: Arc::new(self.connect(Pool::Default)?),
            #[cfg(feature = "token-source")]
            unpooled: Arc::new((self, std::sync::OnceLock::new())),
        })
    }
}

/// Shows the base URL and omits the credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
