//! Gets a cached, valid token, as nearly every call does.
//!
//! `one_task` runs one task. `tasks` runs 64 tasks on two threads and reports the wall-clock time
//! per call. The processor time is twice that.

use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use aliri_clock::DurationSecs;
use aliri_tokens::{TokenWatcher, backoff, jitter, sources};
use arc_swap::ArcSwap;
use azure_core::credentials::TokenCredential;
use divan::Bencher;
use divan::counter::ItemsCount;
use http::HeaderValue;
use middle::{Authorizer, BasicClientCredentialAuthorizer};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

const TASKS: usize = 64;
const CALLS: usize = 2_000;

fn main() {
    divan::main();
}

/// Returns a source that has a token with this many scopes.
fn source(scopes: usize) -> TokenSource {
    let text = bench::all_scopes();
    let text: Vec<&str> = text.split(' ').take(scopes).collect();
    let address = bench::endpoint(&text.join(" ")).unwrap();
    let credentials = Credentials::new("app-id", "app-token").unwrap();
    let client = Client::builder(credentials).base_url(address).build().unwrap();
    let scopes: voucherify_oauth::ScopeSet = Scope::ALL.iter().copied().take(scopes).collect();
    let source = TokenSource::new(client, scopes);
    RUNTIME.block_on(source.token()).unwrap();
    source
}

fn middle() -> BasicClientCredentialAuthorizer {
    let address = bench::endpoint("api").unwrap().parse().unwrap();
    RUNTIME
        .block_on(BasicClientCredentialAuthorizer::basic_builder("id", "secret", address).build())
        .unwrap()
}

fn aliri() -> TokenWatcher {
    let day = DurationSecs(86_400);
    let source = sources::ConstTokenSource::new("token").with_token_valid_for(day);
    let watcher = TokenWatcher::spawn_from_token_source(
        source,
        jitter::NullJitter,
        backoff::ErrorBackoffConfig::default(),
    );
    RUNTIME.block_on(watcher).unwrap()
}

/// A hand-written cache, as programs often contain it.
struct ByHand {
    token: ArcSwap<(HeaderValue, Instant)>,
}

impl ByHand {
    fn new() -> Self {
        let header = HeaderValue::from_static("Bearer 0123456789-0123456789-0123456789");
        Self {
            token: ArcSwap::from_pointee((header, Instant::now() + Duration::from_secs(86_400))),
        }
    }

    fn token(&self) -> Option<Arc<(HeaderValue, Instant)>> {
        let token = self.token.load();
        (Instant::now() < token.1).then(|| Arc::clone(&token))
    }
}

/// Returns the output of a future that is ready. Inlined like an `await`, because moving the future
/// would take longer.
#[inline(always)]
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the token is cached"),
    }
}

/// Makes `call` in 64 tasks at once.
fn in_tasks(bencher: Bencher<'_, '_>, call: impl Fn() + Clone + Send + 'static) {
    let bencher = bencher.counter(ItemsCount::new(TASKS * CALLS));
    bencher.bench_local(|| {
        RUNTIME.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..TASKS {
                let call = call.clone();
                tasks.spawn(async move { (0..CALLS).for_each(|_| call()) });
            }
            tasks.join_all().await
        })
    });
}

mod one_task {
    use super::*;

    #[divan::bench(args = [1, 42], sample_size = 500)]
    fn ours(bencher: Bencher<'_, '_>, scopes: usize) {
        let source = source(scopes);
        bencher.bench_local(|| drop(black_box(now(source.token()).unwrap())));
    }

    #[divan::bench(sample_size = 500)]
    fn aliri_lent_without_check(bencher: Bencher<'_, '_>) {
        let _runtime = RUNTIME.enter();
        let watcher = aliri();
        bencher.bench_local(|| drop(black_box(watcher.token())));
    }

    #[divan::bench(sample_size = 500)]
    fn middle_owned(bencher: Bencher<'_, '_>) {
        let authorizer = middle();
        bencher.bench_local(|| drop(black_box(authorizer.authorization_header().unwrap())));
    }

    #[divan::bench(sample_size = 500)]
    fn google(bencher: Bencher<'_, '_>) {
        let _runtime = RUNTIME.enter();
        let credentials = bench::peers::google(&bench::endpoint("api").unwrap());
        RUNTIME.block_on(credentials.headers(http::Extensions::new())).unwrap();
        bencher.bench_local(|| drop(black_box(now(credentials.headers(http::Extensions::new())))));
    }

    #[divan::bench(args = [1, 42], sample_size = 500)]
    fn azure(bencher: Bencher<'_, '_>, scopes: usize) {
        let credential = bench::peers::azure(&bench::endpoint("api").unwrap());
        let all = bench::all_scopes();
        let scopes: Vec<&str> = all.split(' ').take(scopes).collect();
        RUNTIME.block_on(credential.get_token(&scopes, None)).unwrap();
        bencher.bench_local(|| drop(black_box(now(credential.get_token(&scopes, None)).unwrap())));
    }

    #[divan::bench(sample_size = 500)]
    fn by_hand_arc_swap_and_instant(bencher: Bencher<'_, '_>) {
        let cache = ByHand::new();
        bencher.bench_local(|| drop(black_box(cache.token().unwrap())));
    }

    #[divan::bench(sample_size = 500)]
    fn the_clock_instant(bencher: Bencher<'_, '_>) {
        bencher.bench_local(|| black_box(Instant::now()));
    }

    #[divan::bench(sample_size = 500)]
    fn the_clock_both_coarse(bencher: Bencher<'_, '_>) {
        let clocks = || [ClockId::MonotonicCoarse, ClockId::RealtimeCoarse].map(clock_gettime);
        bencher.bench_local(|| black_box(clocks()));
    }
}

mod tasks {
    use super::*;

    #[divan::bench(args = [1, 42], sample_count = 300)]
    fn ours(bencher: Bencher<'_, '_>, scopes: usize) {
        let source = source(scopes);
        in_tasks(bencher, move || drop(black_box(now(source.token()).unwrap())));
    }

    #[divan::bench(sample_count = 300)]
    fn aliri_lent_without_check(bencher: Bencher<'_, '_>) {
        let watcher = aliri();
        in_tasks(bencher, move || drop(black_box(watcher.token())));
    }

    #[divan::bench(sample_count = 300)]
    fn middle_owned(bencher: Bencher<'_, '_>) {
        let authorizer = middle();
        in_tasks(bencher, move || drop(black_box(authorizer.authorization_header().unwrap())));
    }

    #[divan::bench(sample_count = 300)]
    fn by_hand_arc_swap_and_instant(bencher: Bencher<'_, '_>) {
        let cache = Arc::new(ByHand::new());
        in_tasks(bencher, move || drop(black_box(cache.token().unwrap())));
    }
}
