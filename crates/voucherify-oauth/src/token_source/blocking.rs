//! The token source for programs without async.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};

use tokio::task::unconstrained;

use super::source::TokenSource;
use super::token::Token;
use crate::Error;

/// A [`TokenSource`] whose calls block instead of being awaited.
///
/// It works everywhere. Inside of a runtime it blocks the calling thread, which delays other tasks.
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
/// assert!(token.scopes().covers(&Scope::Vouchers.into()));
///
/// source.shutdown()?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct BlockingTokenSource {
    source: TokenSource,
}

impl TokenSource {
    /// Returns this source for code that is not async. Both share the token and can be used side by
    /// side.
    #[must_use]
    pub fn blocking(&self) -> BlockingTokenSource {
        BlockingTokenSource { source: self.clone() }
    }
}

impl BlockingTokenSource {
    /// Returns a token. See [`TokenSource::token`].
    ///
    /// # Errors
    ///
    /// The same as those of [`TokenSource::token`].
    pub fn token(&self) -> Result<Token, Error> {
        block_on(self.source.token())
    }

    /// Shuts down the source. See [`TokenSource::shutdown`].
    ///
    /// # Errors
    ///
    /// The same as those of [`TokenSource::shutdown`].
    pub fn shutdown(&self) -> Result<(), Error> {
        block_on(self.source.shutdown())
    }

    /// Returns the async source.
    #[must_use]
    pub fn source(&self) -> &TokenSource {
        &self.source
    }
}

/// Blocks until `work` is done, which must need no runtime. Those of Tokio can't be used: they
/// refuse to block inside of one.
fn block_on<T>(work: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    // A task that has used up its budget would have to yield, which it can't do while it blocks.
    let mut work = pin!(unconstrained(work));
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    loop {
        match work.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => return outcome,
            Poll::Pending => thread::park(),
        }
    }
}
