//! A source for each set of scopes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use http::Method;
use tokio::task::JoinSet;

use super::builder::TokenSourceBuilder;
use super::core::join;
use super::error::TokenError;
use super::source::TokenSource;
use crate::{Client, Scope, ScopeSet};

/// Token sources by their scopes, so that one process can ask for the narrowest scopes for each call.
///
/// Each set of scopes has a token of its own, and a project can have only so many: ask for few different sets. Sources are
/// made on first use and kept. Clones are cheap and share the sources.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
/// use voucherify_oauth::reqwest::Method;
/// use voucherify_oauth::{Scope, TokenSources};
///
/// let sources = TokenSources::new(client);
///
/// let source = sources.for_request(&Method::GET, "/v1/vouchers/abc").ok_or("no scope opens this path")?;
/// assert!(source.scopes().contains(Scope::Vouchers));
/// let token = source.token().await?;
///
/// sources.shutdown().await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TokenSources {
    shared: Arc<Shared>,
}

struct Shared {
    builder: TokenSourceBuilder,
    /// Replaced as a whole when a source is added, so that finding one takes no lock.
    sources: ArcSwap<HashMap<ScopeSet, TokenSource>>,
    /// Held while a source is added: whether sources are of use any more.
    closed: Mutex<bool>,
}

impl TokenSources {
    /// Sources with the usual settings.
    ///
    /// Needs no running runtime and asks for nothing yet, like the sources themselves.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self::with_builder(TokenSource::builder(client))
    }

    /// Sources that are all made by `builder`.
    #[must_use]
    pub fn with_builder(builder: TokenSourceBuilder) -> Self {
        Self {
            shared: Arc::new(Shared {
                builder,
                sources: ArcSwap::default(),
                closed: Mutex::new(false),
            }),
        }
    }

    /// The source for these scopes, in whatever order.
    #[must_use]
    pub fn get(&self, scopes: impl Into<ScopeSet>) -> TokenSource {
        let scopes = scopes.into();
        match self.shared.sources.load().get(&scopes) {
            Some(source) => source.clone(),
            None => self.shared.add(scopes),
        }
    }

    /// The source for the narrowest scope that opens `path`: a path of the API such as `/v1/vouchers/abc`, with or without
    /// a query. Nothing if no scope does.
    ///
    /// Today a scope opens its paths for every method, so that `method` makes no difference.
    #[must_use]
    pub fn for_request(&self, method: &Method, path: &str) -> Option<TokenSource> {
        let _ = method;
        Scope::for_path(path).map(|scope| self.get(scope))
    }

    /// All sources made so far.
    #[must_use]
    pub fn all(&self) -> Vec<TokenSource> {
        self.shared.sources.load().values().cloned().collect()
    }

    /// [Ends](TokenSource::shutdown) all sources at once, and those still to be asked for.
    ///
    /// # Errors
    ///
    /// The first failure to revoke a token, after all were tried.
    ///
    /// # Cancel safety
    ///
    /// As that of [`TokenSource::shutdown`].
    pub async fn shutdown(&self) -> Result<(), TokenError> {
        *self.shared.closed() = true;
        let mut ending = JoinSet::new();
        for source in self.all() {
            ending.spawn(async move { source.shutdown().await });
        }
        join(ending).await
    }
}

impl Shared {
    /// Adds a source, unless somebody else just did.
    fn add(&self, scopes: ScopeSet) -> TokenSource {
        let closed = self.closed();
        let sources = self.sources.load();
        if let Some(source) = sources.get(&scopes) {
            return source.clone();
        }
        let source = self.builder.clone().build(scopes.clone());
        if *closed {
            source.close();
        }
        let mut sources = HashMap::clone(&sources);
        sources.insert(scopes, source.clone());
        self.sources.store(Arc::new(sources));
        source
    }

    fn closed(&self) -> MutexGuard<'_, bool> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenSources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.shared.sources.load().values()).finish()
    }
}
