//! Shares one token between machines.

mod builder;
mod refresh;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;
use tracing::warn;
use zeroize::Zeroizing;

pub use self::builder::SharedFetcherBuilder;
use super::fetcher::{FetchRequest, Server, TokenFetcher};
use super::jitter::{Random, up_to};
use super::store::{TokenKey, TokenStore};
use crate::{AccessToken, Client, Error, TokenResponse};

/// The longest lease that can be set. A longer lease in the store is an error.
const LONGEST_LEASE: Duration = Duration::from_secs(60);

/// If the store fails, a machine fetches a token without it if its own token can be served for less
/// than this.
const LEAST_LEFT: Duration = Duration::from_secs(15);

/// Jitter on [`LEAST_LEFT`], so that a fleet does not bypass the store at the same time.
const LEFT_JITTER: Duration = Duration::from_secs(30);

/// The longest time for which a token is remembered.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A [`TokenFetcher`] that shares its tokens with other machines through a [`TokenStore`], so that
/// a fleet sends one request instead of one per machine.
///
/// A source uses the store only when it needs a new token, which is minutes apart. In between,
/// callers get the token from the memory of the source.
///
/// - If the store has a token that lives longer than the token to replace, that token is returned.
/// - Otherwise one machine gets the lease, fetches a token and stores it, while the others wait for
///   it. The machine renews the lease while it fetches. If the machine crashes, the lease ends and
///   another machine gets it.
/// - If the store fails, or no token is stored in time, a machine whose token is still valid reads
///   the store again later. A machine without a token, or whose token expires within 15 to 45 s,
///   fetches a token without the store. The log contains the reason.
/// - If fetching fails, a machine without a token uses a stored token that expires soon.
///
/// **Shared tokens are not revoked** when a source is [shut down](crate::TokenSource::shutdown),
/// because other machines use them. They expire. A token that was fetched without the store is not
/// known to other machines and is revoked.
///
/// ```no_run
/// use voucherify_oauth::token_source::{SharedFetcher, TokenStore};
/// use voucherify_oauth::{Client, Scope, TokenSource};
///
/// fn source(client: Client, store: impl TokenStore) -> TokenSource {
///     TokenSource::builder(SharedFetcher::new(client, store)).build(Scope::Vouchers)
/// }
/// ```
pub struct SharedFetcher<F, S> {
    fetcher: F,
    store: S,
    account: Account,
    settings: Settings,
    random: Random,
    own: OwnTokens,
}

#[derive(Clone, Debug)]
struct Settings {
    lease: Duration,
    store_timeout: Duration,
    longest_wait: Duration,
    least_remaining: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(3),
            store_timeout: Duration::from_millis(500),
            longest_wait: Duration::from_secs(7),
            least_remaining: Duration::from_secs(60),
        }
    }
}

impl<S: TokenStore> SharedFetcher<Client, S> {
    /// Creates a fetcher that shares the tokens of this client, with the default settings.
    #[must_use]
    pub fn new(client: Client, store: S) -> Self {
        let account = Account::of(&client);
        Self::builder(client, account, store).build()
    }
}

impl<F: TokenFetcher, S: TokenStore> SharedFetcher<F, S> {
    fn key<'a>(&'a self, request: FetchRequest<'a>) -> TokenKey<'a> {
        TokenKey::new(&self.account.app_id, &self.account.base_url, request.scopes)
    }
}

/// Dropping the future of `fetch` stops waiting. If this machine has the lease, the lease expires.
#[async_trait]
impl<F: TokenFetcher, S: TokenStore> TokenFetcher for SharedFetcher<F, S> {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        // A machine that can wait does not bypass the store: with one token per machine, a large
        // fleet would exceed the limit of the project.
        let can_wait = request.remaining > LEAST_LEFT + up_to(&*self.random, LEFT_JITTER);
        match self.through_store(request, can_wait).await {
            Ok(outcome) => outcome,
            Err(error) if can_wait => Err(Error::transient(error, None)),
            Err(error) => {
                warn!(
                    scopes = %request.scopes,
                    error = &error as &dyn std::error::Error,
                    error.type = error.kind(),
                    "fetching an access token without the token store",
                );
                let response = self.fetcher.fetch(request).await?;
                self.own.add(&response);
                Ok(response)
            }
        }
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        if self.own.remove(token) {
            self.fetcher.revoke(token).await
        } else {
            // Other machines use it.
            Ok(())
        }
    }

    fn server(&self) -> Option<Server> {
        self.fetcher.server()
    }
}

impl<F, S> fmt::Debug for SharedFetcher<F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedFetcher")
            .field("account", &self.account)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The application whose tokens are shared, and the base URL of the API. Tokens of different
/// accounts are not interchangeable.
#[derive(Clone)]
pub struct Account {
    app_id: Zeroizing<String>,
    base_url: String,
}

impl Account {
    /// Creates the account of the application with this ID at the API with this base URL.
    pub fn new(app_id: impl Into<String>, base_url: impl AsRef<str>) -> Self {
        Self {
            app_id: Zeroizing::new(app_id.into()),
            base_url: base_url.as_ref().trim_end_matches('/').to_owned(),
        }
    }

    /// Returns the account of this client.
    #[must_use]
    pub fn of(client: &Client) -> Self {
        // Lossless, since credentials are visible ASCII.
        Self::new(String::from_utf8_lossy(client.app_id()), client.base_url())
    }
}

/// Omits the ID of the application, which is half of the credentials.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// The tokens that were fetched without the store, and when they expire. Only these are revoked.
#[derive(Default)]
struct OwnTokens {
    tokens: Mutex<Vec<(AccessToken, Instant)>>,
}

impl OwnTokens {
    fn add(&self, response: &TokenResponse) {
        let seconds = u64::try_from(response.expires_in).unwrap_or(0);
        let now = Instant::now();
        let expiry = now + Duration::from_secs(seconds).min(DAY);
        let mut tokens = self.lock();
        tokens.retain(|(_, expiry)| *expiry > now);
        tokens.push((response.access_token.clone(), expiry));
    }

    /// Removes the token. Returns whether it was known.
    fn remove(&self, token: &AccessToken) -> bool {
        let mut tokens = self.lock();
        let before = tokens.len();
        tokens.retain(|(own, _)| own != token);
        tokens.len() < before
    }

    /// Ignores poisoning: a panic under the lock leaves the tokens in a valid state.
    fn lock(&self) -> MutexGuard<'_, Vec<(AccessToken, Instant)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_hides_the_id_and_ignores_a_trailing_slash() {
        let account = Account::new("k3y", "https://api.voucherify.io/");
        assert_eq!(account.base_url, "https://api.voucherify.io");
        let shown = format!("{account:?}");
        assert!(!shown.contains("k3y") && shown.contains("api.voucherify.io"), "{shown}");
        let client = Client::new(crate::Credentials::new("k3y", "s3cret").unwrap()).unwrap();
        let of_client = Account::of(&client);
        assert_eq!((of_client.app_id, of_client.base_url), (account.app_id, account.base_url));
    }

    #[tokio::test(start_paused = true)]
    async fn own_tokens_are_removed_when_they_expire() {
        let own = OwnTokens::default();
        for number in 0..10 {
            let token = TokenResponse::new()
                .with_access_token(format!("secret-{number}"))
                .with_expires_in(if number == 9 { i64::MAX } else { 800 });
            own.add(&token);
            tokio::time::advance(Duration::from_secs(400)).await;
        }
        // When the last token was added, `secret-7` had just expired.
        assert_eq!(own.lock().len(), 2);
        assert!(!own.remove(&AccessToken::new("secret-7")));
        assert!(own.remove(&AccessToken::new("secret-8")));
        assert_eq!(own.lock().len(), 1);
        tokio::time::advance(DAY).await;
        own.add(&TokenResponse::new().with_access_token("late").with_expires_in(-1));
        assert_eq!(own.lock().len(), 1);
    }
}
