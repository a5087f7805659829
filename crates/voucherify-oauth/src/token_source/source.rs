//! The source itself, as callers hold it.

use std::fmt;
use std::sync::Arc;

use super::builder::TokenSourceBuilder;
use super::core::Core;
use super::error::TokenError;
use super::issuer::{BoxFuture, Issuer};
use super::metrics::Metrics;
use super::served::Served;
use super::token::{Token, TokenRef};
use crate::{AccessToken, Client, ScopeSet};

/// A token that is always fresh, for one set of scopes.
///
/// Ask it for every request: as long as the token is good that costs some nanoseconds, no lock and no allocation. Otherwise
/// **one** request is made, however many callers there are:
///
/// - Some minutes before a token expires it is replaced in the background, while it is still served; shortly before,
///   callers wait. When exactly is up to chance, so that a fleet does not refresh in step.
/// - Where the service fails for the moment, it is asked again, after pauses that get longer, and never sooner than it asked
///   for. All who wait share the outcome, and an error is remembered for about a second, so that a crowd of callers is
///   not a crowd of requests. Nothing has to be restarted after that, whatever the error was.
/// - A token that is still good is served whatever happens to its refresh; one that has expired never is. That holds after
///   the machine was suspended, and whatever the service's clock says.
/// - No caller's cancellation disturbs another's call.
///
/// Clones are cheap and share one token. Dropping the last of them ends whatever is going on in the background;
/// [`shutdown`](Self::shutdown) also revokes the token.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
/// use voucherify_oauth::{Scope, TokenSource};
///
/// let source = TokenSource::new(client, Scope::Vouchers | Scope::Campaigns);
///
/// let token = source.token().await?;
/// let request = voucherify_oauth::reqwest::Client::new()
///     .get("https://api.voucherify.io/v1/vouchers")
///     .header("Authorization", token.authorization());
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TokenSource {
    core: Arc<Core>,
}

impl TokenSource {
    /// A source with the usual settings.
    ///
    /// It asks for nothing yet, spawns nothing, and needs no running runtime.
    #[must_use]
    pub fn new(client: Client, scopes: impl Into<ScopeSet>) -> Self {
        Self::builder(client).build(scopes)
    }

    /// Starts a source with settings of its own, or one that gets its tokens from something other than a [`Client`].
    pub fn builder(issuer: impl Issuer) -> TokenSourceBuilder {
        TokenSourceBuilder::new(issuer)
    }

    pub(super) fn from_core(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// The scopes that it asks for.
    #[must_use]
    pub fn scopes(&self) -> &ScopeSet {
        &self.core.parts().scopes
    }

    /// A good token. Waits only if there is none, or if the one there is expires very soon.
    ///
    /// # Errors
    ///
    /// Why no token could be had. All callers who waited for the same attempts get the same error, as do those who ask
    /// within about a second after; later calls try again. See [`TokenError`].
    ///
    /// Waiting needs a Tokio runtime with its timer on, since the request is sent from a task.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future gives up waiting and nothing else: the request goes on for the others, and for the next call.
    #[inline]
    pub async fn token(&self) -> Result<Token, TokenError> {
        match self.core.served() {
            Some(served) => Ok(served.token.clone()),
            None => self.unsettled().await,
        }
    }

    /// A token that takes some thought. Boxed, since a future of its size is more work to move than the usual call is.
    fn unsettled(&self) -> BoxFuture<'_, Result<Token, TokenError>> {
        Box::pin(self.core.token())
    }

    /// Like [`token`](Self::token), but lends the token.
    ///
    /// That is the cheaper one where many threads ask at once, since nothing is counted. Don't keep what it gives: hold it
    /// for the one request.
    ///
    /// # Errors
    ///
    /// The same as those of [`token`](Self::token), and as safe to cancel.
    #[inline]
    pub async fn borrow(&self) -> Result<TokenRef, TokenError> {
        match self.core.served() {
            Some(served) => Ok(TokenRef::new(served)),
            None => Ok(TokenRef::new(Served::lent(self.unsettled().await?))),
        }
    }

    /// Gives up a token that a server refused, so that the next call gets another. Nothing happens if that token has been
    /// replaced already: of many callers refused with one token, the first makes the difference.
    ///
    /// Returns whether another token is to be had, so that trying the request once more makes sense. It is false when
    /// tokens were refused again and again: it is hardly the tokens then, and each new one counts towards the project's
    /// limit.
    pub fn invalidate(&self, token: &AccessToken) -> bool {
        self.core.reject(token)
    }

    /// Ends the source, for all its clones, and revokes the tokens that it got and that are still active, so that a fleet's
    /// restarts don't use up the tokens that a project can have.
    ///
    /// Takes no longer than [set](TokenSourceBuilder::shutdown_timeout), usually 5 s. Calls for a token fail from now on
    /// ([`TokenError::is_shut_down`]).
    ///
    /// # Errors
    ///
    /// The first failure to revoke a token. That token stays active until it expires; nothing else is left undone.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future leaves the tokens that it has not come to active until they expire. The source is ended all the
    /// same.
    pub async fn shutdown(&self) -> Result<(), TokenError> {
        self.core.shut_down().await
    }

    /// The token, if it needs no thought.
    #[cfg(feature = "blocking")]
    pub(super) fn settled(&self) -> Option<Token> {
        Some(self.core.served()?.token.clone())
    }

    /// Ends the service without waiting or revoking.
    pub(super) fn close(&self) {
        self.core.close();
    }

    /// What the source has done so far.
    #[must_use]
    pub fn metrics(&self) -> Metrics {
        self.core.metrics()
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSource")
            .field("scopes", &self.scopes().to_string())
            .field("metrics", &self.metrics())
            .finish_non_exhaustive()
    }
}
