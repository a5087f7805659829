//! Tokens for the requests of a [`tower`](https://docs.rs/tower) service, such as a client of hyper or tonic.

use std::error::Error as StdError;
use std::mem;
use std::task::{Context, Poll};

use http::{Request, Response, StatusCode, Uri, header};
use tower_layer::Layer;
use tower_service::Service;

use crate::Error;
use crate::origins::Origins;
use crate::token_choice::TokenChoice;
use crate::token_source::BoxFuture;

/// What tower's own services fail with.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Gives a token to each request to the servers that it was told of, and to no other.
///
/// A request that already has an `Authorization` header is left alone. If no token can be had, the request is not sent, and
/// the error is a [`TokenError`](crate::TokenError).
///
/// An answer of 401 makes the source give up the token, so that the next request has another one. It is returned as it is: a
/// layer above, which knows how to clone the body, may send the request again.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
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
///     .layer(TokenLayer::new(source, [Cluster::Api.base_url()])?)
///     .service_fn(connection);
///
/// let request = http::Request::get("https://api.voucherify.io/v1/vouchers").body(())?;
/// let answer = service.oneshot(request).await?;
/// assert!(answer.status().is_success());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct TokenLayer {
    rules: Rules,
}

/// The service that [`TokenLayer`] makes.
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
    /// Gives tokens of a [`TokenSource`](crate::TokenSource), or of [`TokenSources`](crate::TokenSources), to requests to
    /// these servers, such as [`Cluster::base_url`](crate::Cluster::base_url).
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`] for what is not `https://` with a host and perhaps a port; `http://` is for loopback addresses.
    pub fn new<T: AsRef<str>>(
        tokens: impl Into<TokenChoice>,
        origins: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        let rules =
            Rules { tokens: tokens.into(), origins: Origins::parse(origins)?, relative: false };
        Ok(Self { rules })
    }

    /// Also gives tokens to requests whose URI is a path alone, and so tells nothing of the server.
    ///
    /// Only where the service below is one connection to the API, by https: the layer can't check it.
    #[must_use]
    pub fn with_relative_requests(mut self) -> Self {
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
    fn are_for(&self, uri: &Uri) -> bool {
        match (uri.scheme_str(), uri.host()) {
            (Some(scheme), Some(host)) => self.origins.contain(scheme, host, uri.port_u16()),
            (None, None) => self.relative,
            _ => false,
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
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        // The one that was found ready is used up here, and its clone is asked the next time.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        if !self.rules.are_for(request.uri())
            || request.headers().contains_key(header::AUTHORIZATION)
        {
            let answer = inner.call(request);
            return Box::pin(async move { answer.await.map_err(Into::into) });
        }
        let source = self.rules.tokens.source(request.method(), request.uri().path());
        Box::pin(async move {
            let source = source?;
            let token = source.token().await?;
            request.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
            let answer = inner.call(request).await.map_err(Into::into)?;
            if answer.status() == StatusCode::UNAUTHORIZED {
                source.invalidate(token.access_token());
            }
            Ok(answer)
        })
    }
}
