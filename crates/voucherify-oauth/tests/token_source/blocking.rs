//! Blocking calls, with the background runtime of the crate. Its time is real, but no test waits
//! for time to pass.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use tokio::sync::Semaphore;
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, async_trait};
use voucherify_oauth::types::TokenResponse;
use voucherify_oauth::{AccessToken, Error, Scope, TokenSource};

use crate::support::response;

/// A service that responds when the gate is opened.
#[derive(Clone)]
struct Gate {
    open: Arc<Semaphore>,
    requests: Arc<AtomicU64>,
    revoked: Arc<Mutex<Vec<AccessToken>>>,
}

impl Gate {
    fn new(open: usize) -> Self {
        Self {
            open: Arc::new(Semaphore::new(open)),
            requests: Arc::default(),
            revoked: Arc::default(),
        }
    }

    fn source(&self) -> TokenSource {
        TokenSource::builder(self.clone()).build(Scope::Vouchers)
    }
}

#[async_trait]
impl TokenFetcher for Gate {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.open.acquire().await.expect("the gate is not closed").forget();
        Ok(response("secret", 900, request.scopes))
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        self.revoked.lock().unwrap().push(token.clone());
        Ok(())
    }
}

#[test]
fn threads_share_one_request() {
    let gate = Gate::new(0);
    let source = gate.source().blocking();
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| assert_eq!(source.token().unwrap().authorization(), "Bearer secret"));
        }
        while source.source().metrics().waits < 20 {
            thread::yield_now();
        }
        gate.open.add_permits(1);
    });
    assert_eq!(gate.requests.load(Ordering::SeqCst), 1);
    source.shutdown().unwrap();
    assert_eq!(*gate.revoked.lock().unwrap(), [AccessToken::new("secret")]);
    assert!(source.token().unwrap_err().is_shut_down());
}

#[test]
fn a_fetcher_that_panics_is_an_error() {
    let gate = Gate::new(0);
    gate.open.close();
    assert!(gate.source().blocking().token().unwrap_err().is_transient());
}

#[tokio::test]
async fn blocking_in_a_runtime_does_not_panic() {
    let source = Gate::new(1).source();
    assert_eq!(source.blocking().token().unwrap().authorization(), "Bearer secret");
    // Both share one token.
    assert_eq!(source.token().await.unwrap().authorization(), "Bearer secret");
}
