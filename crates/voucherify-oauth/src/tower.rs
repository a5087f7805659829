//! Tokens for the requests of a [`tower`](https://docs.rs/tower) service, such as a client of hyper
//! or tonic.

use std::error::Error as StdError;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response, StatusCode, Uri, header};
use tower_layer::Layer;
use tower_service::Service;

use crate::origins::Origins;
use crate::token_choice::TokenChoice;
use crate::{Error, TokenSource, TokenSources};

/// The error type of tower's services.
type BoxError = Box<dyn StdError + Send + Sync>;

/// Adds a token to each request to the given servers. Other requests are not changed.
///
/// A request that has an `Authorization` header is not changed. If there is no token, the request
/// is not sent, and the boxed error is an [`Error`]. The same applies with
/// [`by_path`](Self::by_path) if no narrow scope covers the path.
///
/// After a 401 response, the source invalidates the token, so that the next request gets another
/// token. The 401 response is returned. An outer layer that can clone the body can send the request
/// again. The inner service must not follow redirects to other servers.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build()?;
/// # use std::convert::Infallible;
/// # async fn connection(request: http::Request<()>) -> Result<http::Response<()>, Infallible> {
/// #     assert!(request.headers()["authorization"].is_sensitive());
/// #     Ok(http::Response::new(()))
/// # }
/// use tower::{ServiceBuilder, ServiceExt};
/// use voucherify_oauth::tower::TokenLayer;
/// use voucherify_oauth::{Cluster, Scope, TokenSource};
///
/// let source = TokenSource::new(client, Scope::Vouchers);
/// let service = ServiceBuilder::new()
///     .layer(TokenLayer::new(source, [Cluster::Europe.base_url()])?)
///     .service_fn(connection);
///
/// let request = http::Request::get("https://api.voucherify.io/v1/vouchers").body(())?;
/// let response = service.oneshot(request).await?;
/// assert!(response.status().is_success());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct TokenLayer {
    rules: Rules,
}

/// The service of a [`TokenLayer`].
#[derive(Clone, Debug)]
pub struct TokenService<S> {
    inner: S,
    rules: Rules,
}

#[derive(Clone, Debug)]
struct Rules {
    tokens: TokenChoice,
    origins: Origins,
    relative: bool,
}

impl TokenLayer {
    /// Creates a layer that adds the tokens of `source` to requests below these base URLs, such as
    /// [`Cluster::base_url`](crate::Cluster::base_url).
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] for a base URL that
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url) does not accept.
    pub fn new<T: AsRef<str>>(
        source: TokenSource,
        base_urls: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        let (tokens, origins) = (TokenChoice::One(source), Origins::parse(base_urls)?);
        Ok(Self { rules: Rules { tokens, origins, relative: false } })
    }

    /// Creates a layer that adds a token with the narrow scope for the path to each request below
    /// these base URLs.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`new`](Self::new).
    pub fn by_path<T: AsRef<str>>(
        sources: TokenSources,
        base_urls: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        let (tokens, origins) = (TokenChoice::ByPath(sources), Origins::parse(base_urls)?);
        Ok(Self { rules: Rules { tokens, origins, relative: false } })
    }

    /// Also adds tokens to requests whose URI is only a path, without a host.
    ///
    /// Use this only if the inner service is an `https` connection to the API, which the layer
    /// can't check.
    #[must_use]
    pub fn relative_requests(mut self) -> Self {
        self.rules.relative = true;
        self
    }
}

impl<S> Layer<S> for TokenLayer {
    type Service = TokenService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        TokenService { inner, rules: self.rules.clone() }
    }
}

impl Rules {
    /// Returns the path within the API, or `None` if a request to this URI gets no token.
    fn api_path<'u>(&self, uri: &'u Uri) -> Option<&'u str> {
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme), Some(authority)) => {
                // An invalid port must not count as the default port.
                let explicit = !authority.as_str().ends_with(authority.host());
                let port = if explicit { Some(authority.port_u16()?) } else { None };
                self.origins.api_path(scheme, authority.host(), port, uri.path())
            }
            (None, None) => self.relative.then(|| uri.path()),
            _ => None,
        }
    }
}

impl<S, B, R> Service<Request<B>> for TokenService<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: Send + 'static,
{
    type Response = Response<R>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        // Calls the service that is ready, and leaves a clone of it.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let path = self.rules.api_path(request.uri());
        let path = path.filter(|_| !request.headers().contains_key(header::AUTHORIZATION));
        let Some(source) = path.map(|path| self.rules.tokens.source(path)) else {
            let response = inner.call(request);
            return Box::pin(async move { response.await.map_err(Into::into) });
        };
        Box::pin(async move {
            let source = source?;
            let token = source.token().await?;
            request.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
            let response = inner.call(request).await.map_err(Into::into)?;
            if response.status() == StatusCode::UNAUTHORIZED {
                source.invalidate(token.access_token());
            }
            Ok(response)
        })
    }
}
