//! The source for programs without async.

use std::future::Future;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};

use super::error::TokenError;
use super::source::TokenSource;
use super::token::Token;

/// A [`TokenSource`] whose calls block instead of being awaited.
///
/// Its requests are sent from one thread in the background, which all sources of the process share and which is started
/// when it is first needed. It works everywhere, also where a runtime is around; there it blocks the thread that calls,
/// which is seldom wanted.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::builder().start_on_thread()?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let client = voucherify_oauth::Client::builder(credentials).base_url(sandbox.base_url()).build()?;
/// use voucherify_oauth::{Scope, TokenSource};
///
/// let source = TokenSource::new(client, Scope::Vouchers).blocking();
///
/// let token = source.token()?;
/// assert!(token.scopes().contains(Scope::Vouchers));
///
/// source.shutdown()?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct BlockingTokenSource {
    source: TokenSource,
}

impl TokenSource {
    /// This source for code that is not async. Both share the token and may be used side by side.
    #[must_use]
    pub fn blocking(&self) -> BlockingTokenSource {
        BlockingTokenSource { source: self.clone() }
    }
}

impl BlockingTokenSource {
    /// The same as [`TokenSource::token`].
    ///
    /// # Errors
    ///
    /// The same as those of [`TokenSource::token`].
    pub fn token(&self) -> Result<Token, TokenError> {
        if let Some(token) = self.source.settled() {
            return Ok(token);
        }
        let source = self.source.clone();
        wait_for(async move { source.token().await })
    }

    /// The same as [`TokenSource::shutdown`].
    ///
    /// # Errors
    ///
    /// The same as those of [`TokenSource::shutdown`].
    pub fn shutdown(&self) -> Result<(), TokenError> {
        let source = self.source.clone();
        wait_for(async move { source.shutdown().await })
    }

    /// The source behind it, whose other methods do not wait.
    #[must_use]
    pub fn source(&self) -> &TokenSource {
        &self.source
    }
}

/// Runs `work` in the background and blocks until it is done.
fn wait_for<T: Send + 'static>(
    work: impl Future<Output = Result<T, TokenError>> + Send + 'static,
) -> Result<T, TokenError> {
    // The channel is not the runtime's, which would panic where a runtime is around.
    let (sender, receiver) = mpsc::sync_channel(1);
    background()?.spawn(async move {
        // Nobody hears it if the caller's thread is gone.
        let _ = sender.send(work.await);
    });
    receiver.recv().unwrap_or_else(|_| Err(TokenError::abandoned("the issuer panicked")))
}

/// The runtime of the process, started if need be.
fn background() -> Result<Handle, TokenError> {
    static BACKGROUND: Mutex<Option<Handle>> = Mutex::new(None);
    let mut background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*background {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| TokenError::transient(error, None))?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("voucherify-oauth".into())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(|error| TokenError::transient(error, None))?;
    Ok(background.insert(handle).clone())
}
