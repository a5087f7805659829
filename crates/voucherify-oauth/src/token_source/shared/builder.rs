//! The settings of a shared fetcher.

use std::fmt;
use std::time::Duration;

use super::{Account, LONGEST_LEASE, OwnTokens, Settings, SharedFetcher};
use crate::token_source::fetcher::TokenFetcher;
use crate::token_source::jitter::{Random, thread_random};
use crate::token_source::store::TokenStore;

/// The maximum of the other durations.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Builds a [`SharedFetcher`] with custom settings. Returned by [`SharedFetcher::builder`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct SharedFetcherBuilder<F, S> {
    fetcher: F,
    account: Account,
    store: S,
    settings: Settings,
    random: Random,
}

impl<F: TokenFetcher, S: TokenStore> SharedFetcher<F, S> {
    /// Returns a builder for a fetcher that shares the tokens of `fetcher` for this account.
    pub fn builder(fetcher: F, account: Account, store: S) -> SharedFetcherBuilder<F, S> {
        let (settings, random) = (Settings::default(), thread_random());
        SharedFetcherBuilder { fetcher, account, store, settings, random }
    }
}

impl<F: TokenFetcher, S: TokenStore> SharedFetcherBuilder<F, S> {
    /// Sets how long a lease lasts unless it is renewed, and so how long a fleet waits if the
    /// machine with the lease crashes. Defaults to 3 s; from 100 ms to 60 s.
    pub fn lease(mut self, duration: Duration) -> Self {
        self.settings.lease = duration.clamp(Duration::from_millis(100), LONGEST_LEASE);
        self
    }

    /// Sets the timeout of one operation of the store. Defaults to 500 ms; at most an hour.
    pub fn store_timeout(mut self, limit: Duration) -> Self {
        self.settings.store_timeout = limit.min(HOUR);
        self
    }

    /// Sets how long a refresh waits for the token of another machine. Defaults to 7 s; at most an
    /// hour. Jitter makes it up to an eighth shorter.
    ///
    /// Keep it below the [timeout of an
    /// attempt](crate::token_source::TokenSourceBuilder::attempt_timeout), so that there is time
    /// left to fetch a token.
    pub fn longest_wait(mut self, limit: Duration) -> Self {
        self.settings.longest_wait = limit.min(HOUR);
        self
    }

    /// Sets the remaining lifetime that a shared token must have. Defaults to 60 s; at most a
    /// quarter of the whole lifetime of the token.
    pub fn least_remaining(mut self, least: Duration) -> Self {
        self.settings.least_remaining = least;
        self
    }

    /// Takes jitter from `random`, which returns numbers from 0 to 1, instead of the default
    /// generator.
    #[cfg(feature = "test-util")]
    pub fn random(mut self, random: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.random = std::sync::Arc::new(random);
        self
    }

    /// Builds the fetcher. Does not use the store yet.
    #[must_use]
    pub fn build(self) -> SharedFetcher<F, S> {
        let Self { fetcher, account, store, settings, random } = self;
        SharedFetcher { fetcher, store, account, settings, random, own: OwnTokens::default() }
    }
}

impl<F, S> fmt::Debug for SharedFetcherBuilder<F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedFetcherBuilder")
            .field("account", &self.account)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
