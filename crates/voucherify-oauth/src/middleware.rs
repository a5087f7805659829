//! Tokens for the requests of a [`reqwest_middleware`] client.

use async_trait::async_trait;
use http::{Extensions, StatusCode, header};
use reqwest::{Request, Response, Url};
use reqwest_middleware::{Middleware, Next};

use crate::origins::Origins;
use crate::token_choice::TokenChoice;
use crate::{Error, TokenSource, TokenSources};

/// Adds a token to each request to the given servers. Other requests are not changed.
///
/// A request that has an `Authorization` header is not changed. If there is no token, the request
/// is not sent. The same applies with [`by_path`](Self::by_path) if no narrow scope covers the
/// path. The error is then a [`Middleware`](reqwest_middleware::Error::Middleware), and
/// `downcast_ref` of the error in it returns an [`Error`].
///
/// After a 401 response from the origin of the request, the source invalidates the token, and the
/// request is sent once more with another token. The second response is final. The first response
/// is returned if the body of the request is a stream, which can't be sent twice, or if too many
/// tokens were rejected in a row. After a redirect to another origin, which does not receive the
/// token, a 401 has no effect.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build()?;
/// # let api = sandbox.base_url();
/// use voucherify_oauth::middleware::TokenMiddleware;
/// use voucherify_oauth::{Scope, TokenSource};
///
/// let source = TokenSource::new(client, Scope::Vouchers);
/// // `api` is a base URL such as "https://api.voucherify.io".
/// let http = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
///     .with(TokenMiddleware::new(source, [api])?)
///     .build();
///
/// let response = http.get(format!("{api}/v1/vouchers")).send().await?;
/// assert!(response.status().is_success());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct TokenMiddleware {
    tokens: TokenChoice,
    origins: Origins,
}

impl TokenMiddleware {
    /// Creates a middleware that adds the tokens of `source` to requests below these base URLs,
    /// such as [`Cluster::base_url`](crate::Cluster::base_url).
    ///
    /// # Errors
    ///
    /// Returns an error with [`Error::is_builder`] for a base URL that
    /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url) does not accept.
    pub fn new<T: AsRef<str>>(
        source: TokenSource,
        base_urls: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        Ok(Self { tokens: TokenChoice::One(source), origins: Origins::parse(base_urls)? })
    }

    /// Creates a middleware that adds a token with the narrow scope for the path to each request
    /// below these base URLs.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`new`](Self::new).
    pub fn by_path<T: AsRef<str>>(
        sources: TokenSources,
        base_urls: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        Ok(Self { tokens: TokenChoice::ByPath(sources), origins: Origins::parse(base_urls)? })
    }

    /// Returns the path within the API, or `None` if a request to this URL gets no token.
    fn api_path<'u>(&self, url: &'u Url) -> Option<&'u str> {
        self.origins.api_path(url.scheme(), url.host_str()?, url.port(), url.path())
    }
}

#[async_trait]
impl Middleware for TokenMiddleware {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        let path = self.api_path(request.url());
        let Some(path) = path.filter(|_| !request.headers().contains_key(header::AUTHORIZATION))
        else {
            return next.run(request, extensions).await;
        };
        let failed = reqwest_middleware::Error::middleware;
        let source = self.tokens.source(path).map_err(failed)?;
        let token = source.token().await.map_err(failed)?;
        let again = request.try_clone();
        let origin = request.url().origin();
        request.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
        let response = next.clone().run(request, extensions).await?;
        // A server at another origin, reached by a redirect, did not receive the token.
        let rejected =
            response.status() == StatusCode::UNAUTHORIZED && response.url().origin() == origin;
        if !rejected || !source.invalidate(token.access_token()) {
            return Ok(response);
        }
        let Some(mut again) = again else { return Ok(response) };
        // Without another token, the response is more useful than the error of the source.
        let Ok(token) = source.token().await else { return Ok(response) };
        again.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
        next.run(again, extensions).await
    }
}
