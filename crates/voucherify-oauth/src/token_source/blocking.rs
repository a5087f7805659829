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

/// A [`TokenSource`] whose calls block the thread instead of being awaited.
///
/// It works on any thread. Within an async runtime, blocking the thread delays other tasks.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sandbox = voucherify_oauth_sandbox::Sandbox::builder().start_on_thread()?;
/// # let credentials = voucherify_oauth::Credentials::new(sandbox.app_id(), sandbox.app_token())?;
/// # let builder = voucherify_oauth::Client::builder(credentials);
/// # let client = builder.base_url(sandbox.base_url()).build()?;
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
    /// Returns a blocking handle to this source. Both share the token and can be used side by side.
    #[must_use]
    pub fn blocking(&self) -> BlockingTokenSource {
        BlockingTokenSource { source: self.clone() }
    }
}

impl BlockingTokenSource {
    /// Returns a valid token. Blocks if [`TokenSource::token`] would wait.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`TokenSource::token`].
    pub fn token(&self) -> Result<Token, Error> {
        block_on(self.source.token())
    }

    /// Shuts down the source and blocks until its tokens are revoked. See
    /// [`TokenSource::shutdown`].
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`TokenSource::shutdown`].
    pub fn shutdown(&self) -> Result<(), Error> {
        block_on(self.source.shutdown())
    }

    /// Returns the async source.
    #[must_use]
    pub fn source(&self) -> &TokenSource {
        &self.source
    }
}

/// Blocks until `work` is done, which must not need a runtime. `block_on` of Tokio can't be used,
/// since it panics within a runtime.
fn block_on<T>(work: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    // A blocked task can't yield when its budget is used up.
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
