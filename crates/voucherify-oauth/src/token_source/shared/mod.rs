//! One token for many machines.

mod account;
mod alongside;
mod events;
mod judge;
mod own;
mod refresh;
mod settings;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use self::own::OwnTokens;
use self::settings::Settings;
use super::error::TokenError;
use super::issuer::{BoxFuture, Issuer, Order, Server};
use super::random::{Random, ThreadRandom};
use super::store::{TokenKey, TokenStore};
use crate::{AccessToken, Client, TokenResponse};

pub use self::account::Account;

/// An [`Issuer`] that shares its tokens with other machines by way of a [`TokenStore`], so that a fleet makes one request
/// where each of its machines would have made one.
///
/// A source asks it when it needs a token, minutes apart; what callers get meanwhile comes from the source's memory and never
/// touches the store.
///
/// - If the store has a token with enough of its life left, other than the one to be replaced, that is the answer.
/// - Otherwise one machine gets the lease, asks the issuer that is wrapped here, and stores what it gets, while the others
///   wait for that. It keeps renewing the lease while it waits for an answer; where it dies, the lease ends and the next
///   machine goes on.
/// - If the store is slow, fails or holds nonsense, or nobody stores a token in time, the wrapped issuer is asked directly.
///   The log tells why, and callers notice nothing but a bounded delay.
/// - If the wrapped issuer fails, and the store has a token with little of its life left, a machine that has none takes that.
///
/// **Shared tokens are not revoked** when a source is [shut down](super::TokenSource::shutdown): other machines use them, and
/// a fleet has few of them, however often its machines are replaced. They end by expiring. What a machine got directly and
/// nobody else knows is revoked as usual.
///
/// ```no_run
/// use voucherify_oauth::token_source::{SharedIssuer, TokenStore};
/// use voucherify_oauth::{Client, Scope, TokenSource};
///
/// fn source(client: Client, store: impl TokenStore) -> TokenSource {
///     TokenSource::builder(SharedIssuer::new(client, store)).build(Scope::Vouchers)
/// }
/// ```
pub struct SharedIssuer<I, S> {
    issuer: I,
    store: S,
    account: Account,
    settings: Settings,
    random: Arc<dyn Random>,
    own: OwnTokens,
}

impl<S: TokenStore> SharedIssuer<Client, S> {
    /// Shares the tokens that this client gets.
    #[must_use]
    pub fn new(client: Client, store: S) -> Self {
        let account = Account::of(&client);
        Self::wrapping(client, account, store)
    }
}

impl<I: Issuer, S: TokenStore> SharedIssuer<I, S> {
    /// Shares the tokens that this issuer gets for this account.
    #[must_use]
    pub fn wrapping(issuer: I, account: Account, store: S) -> Self {
        Self {
            issuer,
            store,
            account,
            settings: Settings::default(),
            random: Arc::new(ThreadRandom),
            own: OwnTokens::default(),
        }
    }

    /// How long the right to refresh lasts without being renewed, which is how long a fleet stands still when the machine that
    /// has it dies. Usually 3 s; from 100 ms to an hour.
    #[must_use]
    pub fn lease(mut self, duration: Duration) -> Self {
        self.settings.lease =
            duration.clamp(Duration::from_millis(100), Duration::from_secs(60 * 60));
        self
    }

    /// How long one operation of the store may take before it is done without. Usually 500 ms; no more than an hour.
    #[must_use]
    pub fn store_timeout(mut self, limit: Duration) -> Self {
        self.settings.store_timeout = limit.min(Duration::from_secs(60 * 60));
        self
    }

    /// How long to wait for the token of another machine before asking directly. Usually 8 s; no more than an hour.
    ///
    /// Keep it below the [time of an attempt](super::TokenSourceBuilder::attempt_timeout), so that some is left to ask.
    #[must_use]
    pub fn longest_wait(mut self, limit: Duration) -> Self {
        self.settings.longest_wait = limit.min(Duration::from_secs(60 * 60));
        self
    }

    /// How much of its life a shared token must have left to be worth taking. Usually 60 s.
    ///
    /// At most a quarter of the life that the token had when it was new.
    #[must_use]
    pub fn least_remaining(mut self, least: Duration) -> Self {
        self.settings.least_remaining = least;
        self
    }

    /// Takes jitter from `random` instead of the usual generator.
    #[must_use]
    pub fn random(mut self, random: impl Random) -> Self {
        self.random = Arc::new(random);
        self
    }

    fn key<'a>(&'a self, order: Order<'a>) -> TokenKey<'a> {
        TokenKey::new(self.account.app_id(), self.account.base_url(), order.scopes)
    }

    /// A token that no other machine gets to know.
    async fn directly(&self, order: Order<'_>) -> Result<TokenResponse, TokenError> {
        let response = self.issuer.issue(order).await?;
        self.own.add(&response);
        Ok(response)
    }
}

/// Dropping the future of `issue` gives up waiting. If this machine had the lease, that ends by itself.
impl<I: Issuer, S: TokenStore> Issuer for SharedIssuer<I, S> {
    fn issue<'a>(&'a self, order: Order<'a>) -> BoxFuture<'a, Result<TokenResponse, TokenError>> {
        Box::pin(async move {
            match self.together(order).await {
                Ok(outcome) => outcome,
                Err(error) => {
                    events::passed_by(order.scopes, &error);
                    self.directly(order).await
                }
            }
        })
    }

    fn revoke<'a>(&'a self, token: &'a AccessToken) -> BoxFuture<'a, Result<(), TokenError>> {
        Box::pin(async move {
            if !self.own.remove(token) {
                // Others use it.
                return Ok(());
            }
            self.issuer.revoke(token).await
        })
    }

    fn server(&self) -> Option<Server> {
        self.issuer.server()
    }
}

impl<I, S> fmt::Debug for SharedIssuer<I, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedIssuer")
            .field("account", &self.account)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
