//! Token sources by their scopes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use super::builder::TokenSourceBuilder;
use super::source::TokenSource;
use crate::types::IntoSet;
use crate::{Client, Error, Scope, ScopeSet};

/// One token source for each set of scopes, so that a program can use the narrowest scopes for each
/// request.
///
/// Each set of scopes has its own token, and the number of tokens of a project is limited, so use
/// few different sets. Sources are created on first use and kept. Clones are cheap and share the
/// sources.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::start().await?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build()?;
/// use voucherify_oauth::{Scope, TokenSources};
///
/// let sources = TokenSources::new(client);
///
/// let source = sources.for_request("/v1/vouchers/abc").ok_or("no narrow scope for this path")?;
/// assert!(source.scopes().covers(&Scope::Vouchers.into()));
/// let token = source.token().await?;
///
/// // Using the scope for the whole API is an explicit decision.
/// assert!(sources.for_request("/v1/made-up-scope").is_none());
/// let source = sources.get(Scope::Api);
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
    /// Replaced as a whole when a source is added, so that a lookup needs no lock.
    sources: ArcSwap<HashMap<ScopeSet, TokenSource>>,
    /// Whether the sources were shut down. Locked while a source is added.
    closed: Mutex<bool>,
}

impl TokenSources {
    /// Creates a collection of sources with the default settings.
    ///
    /// Sends no request yet and needs no runtime.
    #[must_use]
    pub fn new(client: Client) -> Self {
        TokenSource::builder(client).build_sources()
    }

    /// Returns the source for these scopes. Their order does not matter.
    #[must_use]
    pub fn get(&self, scopes: impl IntoSet<ScopeSet>) -> TokenSource {
        let scopes = scopes.into_set();
        match self.shared.sources.load().get(&scopes) {
            Some(source) => source.clone(),
            None => self.shared.add(scopes),
        }
    }

    /// Returns the source for the narrow scope that covers `path`, such as `/v1/vouchers/abc`,
    /// with or without a query.
    ///
    /// Returns `None` if no narrow scope covers the path. If [`Scope::Api`] covers it, request that
    /// scope explicitly: `sources.get(Scope::Api)`.
    #[must_use]
    pub fn for_request(&self, path: &str) -> Option<TokenSource> {
        Scope::for_path(path).map(|scope| self.get(scope))
    }

    /// Returns all sources created so far.
    #[must_use]
    pub fn all(&self) -> Vec<TokenSource> {
        self.shared.sources.load().values().cloned().collect()
    }

    /// [Shuts down](TokenSource::shutdown) all sources concurrently. Sources created later are shut
    /// down too.
    ///
    /// # Errors
    ///
    /// Returns the first error of a revocation, after all tokens were tried. Another call tries the
    /// tokens again that are still active.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future only stops waiting. The shutdown continues in the background.
    pub async fn shutdown(&self) -> Result<(), Error> {
        *self.shared.closed() = true;
        let ending: Vec<_> = self.all().iter().map(TokenSource::begin_shutdown).collect();
        let mut result = Ok(());
        for ended in ending {
            let ended = match ended {
                Ok(ended) => ended.await.unwrap_or_else(|_| Err(Error::runtime_gone())),
                Err(error) => Err(error),
            };
            result = result.and(ended);
        }
        result
    }
}

impl TokenSourceBuilder {
    /// Creates a collection of sources with these settings. Sends no request yet and needs no
    /// runtime.
    #[must_use]
    pub fn build_sources(self) -> TokenSources {
        let (sources, closed) = (ArcSwap::default(), Mutex::new(false));
        TokenSources { shared: Arc::new(Shared { builder: self, sources, closed }) }
    }
}

impl Shared {
    /// Adds a source, unless another caller has just added it.
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
