//! One token for many machines.

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

/// The longest lease that can be set. A lease that lasts for longer is from something else.
const LONGEST_LEASE: Duration = Duration::from_secs(60);

/// A machine whose token can be served for less than this fetches one without the store, if the
/// store fails.
const LEAST_LEFT: Duration = Duration::from_secs(15);

/// Jitter on that, so that a fleet does not do so in step.
const LEFT_JITTER: Duration = Duration::from_secs(30);

/// For how long a token is remembered at most, whatever the service says about its expiry.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A [`TokenFetcher`] that shares its tokens with other machines through a [`TokenStore`], so that
/// a fleet makes one request where each of its machines would make one.
///
/// A source uses it when it needs a token, minutes apart. In between, callers get tokens from the
/// memory of the source, which never touches the store.
///
/// - If the store has a token that lives longer than the one to be replaced, that is the result.
/// - Otherwise one machine gets the lease, fetches a token and stores it, while the others wait for
///   it. The machine renews the lease while it fetches. If it dies, the lease ends and the next
///   machine continues.
/// - If the store fails, or no token is stored in time, a machine whose token is still good asks
///   the store again later. A machine without one fetches a token directly, as does a machine whose
///   token expires within some 15 to 45 s. The log tells why.
/// - If fetching fails and the store has a token with little of its life left, a machine without a
///   token takes that.
///
/// **Shared tokens are not revoked** when a source is [shut down](super::TokenSource::shutdown):
/// other machines use them. They expire. A token that was fetched directly, and that no other
/// machine knows, is revoked.
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

/// Dropping the future of `fetch` stops waiting. If this machine has the lease, the lease ends by
/// itself.
#[async_trait]
impl<F: TokenFetcher, S: TokenStore> TokenFetcher for SharedFetcher<F, S> {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        // Without a store, a fleet would fetch a token per machine: more than a project can have.
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

/// The application whose tokens are shared, and the address that they come from. Tokens of another
/// application or address are not interchangeable.
#[derive(Clone)]
pub struct Account {
    app_id: Zeroizing<String>,
    base_url: String,
}

impl Account {
    /// Creates the account of the application with this ID at the API with this address.
    pub fn new(app_id: impl Into<String>, base_url: impl AsRef<str>) -> Self {
        Self {
            app_id: Zeroizing::new(app_id.into()),
            base_url: base_url.as_ref().trim_end_matches('/').to_owned(),
        }
    }

    /// Creates the account of this client.
    #[must_use]
    pub fn of(client: &Client) -> Self {
        // Credentials are visible ASCII characters: nothing is lost.
        Self::new(String::from_utf8_lossy(client.app_id()), client.base_url())
    }
}

/// Omits the ID of the application, which is half of the credentials.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// The tokens that no other machine knows, and when they expire. Only these can be revoked.
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

    /// Returns whether the token was there.
    fn remove(&self, token: &AccessToken) -> bool {
        let mut tokens = self.lock();
        let before = tokens.len();
        tokens.retain(|(own, _)| own != token);
        tokens.len() < before
    }

    /// A panic under the lock leaves no change half-done, so a poisoned lock can be used.
    fn lock(&self) -> MutexGuard<'_, Vec<(AccessToken, Instant)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_hides_the_id_and_ignores_the_last_slash() {
        let account = Account::new("k3y", "https://api.voucherify.io/");
        assert_eq!(account.base_url, "https://api.voucherify.io");
        let shown = format!("{account:?}");
        assert!(!shown.contains("k3y") && shown.contains("api.voucherify.io"), "{shown}");
    }

    #[tokio::test(start_paused = true)]
    async fn own_tokens_are_forgotten_once_they_expire() {
        let own = OwnTokens::default();
        for number in 0..10 {
            let token = TokenResponse::new()
                .with_access_token(format!("secret-{number}"))
                .with_expires_in(if number == 9 { i64::MAX } else { 900 });
            own.add(&token);
            tokio::time::advance(Duration::from_secs(400)).await;
        }
        // Those of the last 900 s.
        assert_eq!(own.lock().len(), 3);
        assert!(!own.remove(&AccessToken::new("secret-6")));
        assert!(own.remove(&AccessToken::new("secret-7")));
        assert_eq!(own.lock().len(), 2);
        tokio::time::advance(DAY).await;
        own.add(&TokenResponse::new().with_access_token("late").with_expires_in(-1));
        assert_eq!(own.lock().len(), 1);
    }
}
