//! Tokens for the requests of a [`reqwest_middleware`] client.

use async_trait::async_trait;
use http::{Extensions, StatusCode, header};
use reqwest::{Request, Response, Url};
use reqwest_middleware::{Middleware, Next};

use crate::Error;
use crate::origins::Origins;
use crate::token_choice::TokenChoice;

/// Gives a token to each request to the servers that it was told of, and to no other.
///
/// A request that already has an `Authorization` header is left alone. If no token can be had, the request is not sent, and
/// the error holds a [`TokenError`](crate::TokenError).
///
/// An answer of 401 makes the source give up the token. The request is then sent once more with another one, unless its body
/// is a stream, which can't be sent twice, or tokens were rejected again and again. The second answer is final.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
/// # let api = sandbox.base_url();
/// use voucherify_oauth::middleware::TokenMiddleware;
/// use voucherify_oauth::{Scope, TokenSource, reqwest};
///
/// let source = TokenSource::new(client, Scope::Vouchers);
/// // `api` is "https://api.voucherify.io", for instance.
/// let http = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
///     .with(TokenMiddleware::new(source, [api])?)
///     .build();
///
/// let answer = http.get(format!("{api}/v1/vouchers")).send().await?;
/// assert!(answer.status().is_success());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct TokenMiddleware {
    tokens: TokenChoice,
    origins: Origins,
}

impl TokenMiddleware {
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
        Ok(Self { tokens: tokens.into(), origins: Origins::parse(origins)? })
    }

    fn is_for(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.origins.contain(url.scheme(), host, url.port()))
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
        if !self.is_for(request.url()) || request.headers().contains_key(header::AUTHORIZATION) {
            return next.run(request, extensions).await;
        }
        let failed = reqwest_middleware::Error::middleware;
        let source = self.tokens.source(request.method(), request.url().path()).map_err(failed)?;
        let token = source.token().await.map_err(failed)?;
        let again = request.try_clone();
        request.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
        let answer = next.clone().run(request, extensions).await?;
        if answer.status() != StatusCode::UNAUTHORIZED || !source.invalidate(token.access_token()) {
            return Ok(answer);
        }
        let Some(mut again) = again else { return Ok(answer) };
        // Without another token the answer that came is the better one: it tells what the server thinks.
        let Ok(token) = source.token().await else { return Ok(answer) };
        again.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
        next.run(again, extensions).await
    }
}
