//! Real threads that advance a test clock. Checks invariants while calls, refreshes, rejections and
//! the shutdown of the source interleave. No test waits for time to pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::{JoinSet, yield_now};
use voucherify_oauth::test_util::Moment;
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, async_trait};
use voucherify_oauth::types::TokenResponse;
use voucherify_oauth::{AccessToken, Error, Scope, TokenSource};

use crate::support::response;

const LIFETIME: u64 = 900;

/// A service whose tokens contain their expiry, and that fails on concurrent requests.
#[derive(Clone, Default)]
struct Service {
    seconds: Arc<AtomicU64>,
    in_flight: Arc<AtomicU64>,
    issued: Arc<AtomicU64>,
    revoked: Arc<AtomicU64>,
}

impl Service {
    fn now(&self) -> u64 {
        self.seconds.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl TokenFetcher for Service {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        assert_eq!(self.in_flight.fetch_add(1, Ordering::SeqCst), 0, "two requests at once");
        let expires = self.now() + LIFETIME;
        yield_now().await;
        self.issued.fetch_add(1, Ordering::SeqCst);
        self.in_flight.fetch_sub(1, Ordering::SeqCst);
        Ok(response(expires.to_string(), 900, request.scopes))
    }

    async fn revoke(&self, _: &AccessToken) -> Result<(), Error> {
        self.revoked.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Runs one caller, which sometimes advances the clock.
async fn call(service: Service, source: TokenSource, mut random: fastrand::Rng) {
    for _ in 0..500 {
        let requested = service.now();
        let token = match source.token().await {
            Ok(token) => token,
            // Other callers advance the clock while this one is not scheduled. On a busy machine,
            // every token may have expired before it is read, which does not happen with a real
            // clock.
            Err(error) if error.is_transient() => continue,
            Err(error) => panic!("{error:?}"),
        };
        let expires: u64 = token.access_token().expose_secret().parse().unwrap();
        assert!(expires > requested, "a token that expired at {expires}, requested at {requested}");
        match random.u8(0..20) {
            0 => drop(service.seconds.fetch_add(random.u64(0..LIFETIME / 10), Ordering::SeqCst)),
            1 => drop(source.invalidate(token.access_token())),
            2 => drop(tokio::time::timeout(Duration::ZERO, source.token()).await),
            3 => yield_now().await,
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_calls_keep_the_invariants() {
    for seed in 0..20 {
        let service = Service::default();
        let seconds = Arc::clone(&service.seconds);
        let source = TokenSource::builder(service.clone())
            .clock(move || {
                let now = Duration::from_secs(1_000_000 + seconds.load(Ordering::SeqCst));
                Moment::new(now, now)
            })
            .build(Scope::Vouchers);
        let mut callers = JoinSet::new();
        for caller in 0..16 {
            let random = fastrand::Rng::with_seed(100 * seed + caller);
            callers.spawn(call(service.clone(), source.clone(), random));
        }
        callers.join_all().await;
        source.shutdown().await.unwrap();
        assert!(source.token().await.unwrap_err().is_shut_down());
        let (issued, revoked) = (&service.issued, &service.revoked);
        assert!(issued.load(Ordering::SeqCst) > revoked.load(Ordering::SeqCst));
        assert!(revoked.load(Ordering::SeqCst) > 0);
    }
}
