//! The shutdown of a source.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, timeout};
use tracing::instrument::WithSubscriber;

use super::{Shared, TokenSource};
use crate::Error;
use crate::token_source::state::{Cached, Progress};
use crate::token_source::token::Token;

/// Receives the outcome of a shutdown or a revocation.
type Ended = oneshot::Receiver<Result<(), Error>>;

impl TokenSource {
    /// Shuts down the source and all its clones. Revokes its active tokens, so that restarts of a
    /// fleet do not exceed the limit of the project.
    ///
    /// Takes at most 5 s, see
    /// [`shutdown_timeout`](crate::token_source::TokenSourceBuilder::shutdown_timeout). Later calls
    /// for a token return an error with [`Error::is_shut_down`].
    ///
    /// # Errors
    ///
    /// Returns the first error of a revocation, after all tokens were tried. That token stays
    /// active until it expires, or until another call revokes it.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future only stops waiting. The shutdown continues in the background.
    pub async fn shutdown(&self) -> Result<(), Error> {
        let ended = self.begin_shutdown()?;
        ended.await.unwrap_or_else(|_| Err(Error::runtime_gone()))
    }

    /// Starts a shutdown in the background. The channel returns the outcome.
    pub(in crate::token_source) fn begin_shutdown(&self) -> Result<Ended, Error> {
        let running = self.shared.close();
        let (sender, ended) = oneshot::channel();
        let shared = Arc::clone(&self.shared);
        let shutdown = async move {
            // The receiver may be dropped.
            let _ = sender.send(shared.shut_down(running).await);
        };
        self.shared.executor.runtime()?.spawn(shutdown.with_current_subscriber());
        Ok(ended)
    }

    /// Stops serving tokens, without waiting or revoking.
    pub(in crate::token_source) fn close(&self) {
        self.shared.close();
    }
}

impl Shared {
    /// Stops serving tokens. Returns the progress of the refresh in flight.
    fn close(&self) -> Option<watch::Receiver<Progress>> {
        let mut state = self.lock();
        let running = state.close();
        self.cached.store(Arc::new(Cached::nothing()));
        running
    }

    /// Revokes all active tokens.
    async fn shut_down(&self, running: Option<watch::Receiver<Progress>>) -> Result<(), Error> {
        let limit = self.refresher.settings.shutdown_timeout;
        let begun = Instant::now();
        let left = || limit.saturating_sub(begun.elapsed());
        if let Some(mut progress) = running {
            // Waits half of the time for a token in flight, since it would otherwise stay active
            // until it expires. A refresh that is stopped still reports a token that just arrived.
            let mut ended = pin!(progress.wait_for(|seen| seen.outcome.is_some()));
            if timeout(limit / 2, &mut ended).await.is_err() {
                self.stop.send_replace(true);
                let _ = timeout(left(), ended).await;
            }
        }
        let now = self.clock.now();
        let tokens = self.lock().take_all(now);
        let revocations: Vec<_> =
            tokens.into_iter().map(|token| (self.revoke(token.clone(), left()), token)).collect();
        let mut result = Ok(());
        for (revocation, token) in revocations {
            let revoked = match revocation {
                Ok(ended) => match timeout(left(), ended).await {
                    Ok(revoked) => revoked.unwrap_or_else(|_| Err(Error::panicked("the fetcher"))),
                    Err(_) => Err(Error::revocation_timed_out(limit)),
                },
                Err(error) => Err(error),
            };
            if revoked.is_err() {
                // The next shutdown tries again.
                self.lock().retire(token, now);
            }
            result = result.and(revoked);
        }
        result
    }

    /// Starts to revoke a token in the background. The channel returns the outcome.
    pub(super) fn revoke(&self, token: Token, limit: Duration) -> Result<Ended, Error> {
        let (report, revoked) = oneshot::channel();
        let refresher = Arc::clone(&self.refresher);
        let revoke = async move {
            // The receiver may be dropped.
            let _ = report.send(refresher.revoke(&token, limit).await);
        };
        self.executor.isolate(&self.executor.runtime()?, revoke.with_current_subscriber())?;
        Ok(revoked)
    }
}
