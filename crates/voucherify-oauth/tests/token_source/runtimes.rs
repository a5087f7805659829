//! Callers whose runtimes are idle, busy, without a timer, or shut down. Refreshes run in the
//! background, in real time. Each test takes up to a few seconds.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::task::{Context, Waker};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use voucherify_oauth::test_util::Moment;
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, TokenSourceBuilder, async_trait};
use voucherify_oauth::types::TokenResponse;
use voucherify_oauth::{AccessToken, Client, Credentials, Error, Scope, TokenSource};
use voucherify_oauth_sandbox::Sandbox;

use crate::support::response;

/// A call that takes longer hangs. Less than the time limit of an attempt, after which a second
/// attempt could succeed.
const LIMIT: Duration = Duration::from_secs(9);

/// Starts a sandbox on a separate thread, and returns it with a client.
fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::builder().start_on_thread().unwrap();
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap();
    (sandbox, client)
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn multi_thread() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Polls the call once and drops it.
async fn start_and_drop(source: &TokenSource) {
    let mut call = pin!(source.token());
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
}

/// Runs `call` in a separate thread. Fails if it takes longer than the limit.
fn in_time<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(call()));
    receiver.recv_timeout(LIMIT).expect("the call hangs")
}

/// A clock that a test sets forward.
#[derive(Clone, Default)]
struct Forward(Arc<AtomicU64>);

impl Forward {
    fn by(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    fn builder(&self, client: Client) -> TokenSourceBuilder {
        let (start, forward) = (Instant::now(), Arc::clone(&self.0));
        TokenSource::builder(client).clock(move || {
            let now = start.elapsed() + Duration::from_secs(forward.load(Ordering::SeqCst));
            Moment::new(now, now)
        })
    }
}

#[test]
fn a_blocking_call_in_the_task_of_a_dropped_call_ends() {
    for runtime in [current_thread, multi_thread] {
        let (sandbox, client) = sandbox();
        let source = TokenSource::new(client, Scope::Vouchers);
        in_time(move || {
            runtime().block_on(async move {
                let task = async move {
                    start_and_drop(&source).await;
                    source.blocking().token().unwrap()
                };
                tokio::spawn(task).await.unwrap()
            })
        });
        sandbox.assert_issued(1);
    }
}

#[test]
fn a_blocking_call_in_a_task_without_budget_ends() {
    let (_sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers).blocking();
    in_time(move || {
        current_thread().block_on(async move {
            // Uses up the budget of the task.
            while tokio::task::coop::has_budget_remaining() {
                tokio::task::coop::consume_budget().await;
            }
            source.token().unwrap()
        })
    });
}

#[test]
fn a_refresh_that_an_idle_runtime_started_ends() {
    let (sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers);
    let idle = current_thread();
    idle.block_on(start_and_drop(&source));
    in_time(move || current_thread().block_on(source.token()).unwrap());
    sandbox.assert_issued(1);
    drop(idle);
}

#[test]
fn a_connection_of_an_idle_runtime_is_not_reused() {
    let (_sandbox, client) = sandbox();
    let idle = current_thread();
    idle.block_on(client.token(Scope::Campaigns)).unwrap();
    let source = TokenSource::new(client, Scope::Vouchers);
    in_time(move || current_thread().block_on(source.token()).unwrap());
    drop(idle);
}

#[test]
fn a_busy_worker_does_not_delay_another() {
    let (sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers);
    let (started, busy) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let worker = thread::spawn({
        let source = source.clone();
        move || {
            current_thread().block_on(async {
                start_and_drop(&source).await;
                started.send(()).unwrap();
                // Blocks the worker until the other call has ended.
                ended.recv().unwrap_err();
            });
        }
    });
    busy.recv().unwrap();
    in_time(move || current_thread().block_on(source.token()).unwrap());
    sandbox.assert_issued(1);
    drop(end);
    worker.join().unwrap();
}

#[test]
fn a_refresh_ends_although_its_runtime_is_mostly_idle() {
    let (sandbox, client) = sandbox();
    let clock = Forward::default();
    let source = clock.builder(client).build(Scope::Vouchers);
    let program = current_thread();
    program.block_on(source.token()).unwrap();
    // Starts the advisory refresh and leaves the runtime.
    clock.by(750);
    program.block_on(source.token()).unwrap();
    clock.by(300);
    in_time(move || current_thread().block_on(source.token()).unwrap());
    sandbox.assert_issued(2);
    drop(program);
}

/// A fetcher that blocks its thread for a call of another source.
struct Nested(voucherify_oauth::token_source::BlockingTokenSource);

#[async_trait]
impl TokenFetcher for Nested {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        Ok(response(self.0.token()?.access_token().clone(), 900, request.scopes))
    }

    async fn revoke(&self, _: &AccessToken) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn a_fetcher_that_blocks_for_another_source_ends() {
    let (sandbox, client) = sandbox();
    let mut source = TokenSource::new(client, Scope::Vouchers).blocking();
    for _ in 0..10 {
        source = TokenSource::builder(Nested(source)).build(Scope::Vouchers).blocking();
    }
    in_time(move || source.token().unwrap());
    sandbox.assert_issued(1);
}

/// A fetcher that blocks its thread forever.
struct Blocked;

#[async_trait]
impl TokenFetcher for Blocked {
    async fn fetch(&self, _: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        loop {
            thread::park();
        }
    }

    async fn revoke(&self, _: &AccessToken) -> Result<(), Error> {
        pending().await
    }
}

#[test]
fn a_fetcher_that_blocks_forever_delays_no_other_source() {
    let source = TokenSource::builder(Blocked)
        .refresh_timeout(Duration::from_secs(1))
        .build(Scope::Vouchers);
    let error = in_time(move || current_thread().block_on(source.token()).unwrap_err());
    assert!(error.is_timeout() && error.is_transient());
    let (_sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers);
    in_time(move || current_thread().block_on(source.token()).unwrap());
}

/// Polls a shutdown on this thread, without a runtime.
fn poll_to_the_end(shutdown: impl Future) {
    let mut shutdown = pin!(shutdown);
    let mut context = Context::from_waker(Waker::noop());
    let begun = Instant::now();
    while shutdown.as_mut().poll(&mut context).is_pending() {
        assert!(begun.elapsed() < LIMIT, "the shutdown hangs");
        thread::yield_now();
    }
}

#[test]
fn a_call_needs_no_timer_and_no_runtime() {
    let (sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers);
    let waiting = source.clone();
    in_time(move || {
        let without_timer = Builder::new_current_thread().build().unwrap();
        without_timer.block_on(waiting.token()).unwrap();
    });
    poll_to_the_end(source.shutdown());
    sandbox.assert_active(0);
}

#[test]
fn sources_shut_down_without_a_runtime() {
    let (sandbox, client) = sandbox();
    let sources = voucherify_oauth::TokenSources::new(client);
    for scope in [Scope::Vouchers, Scope::Campaigns] {
        current_thread().block_on(sources.get(scope).token()).unwrap();
    }
    poll_to_the_end(sources.shutdown());
    sandbox.assert_active(0);
}

#[test]
fn a_runtime_that_ends_does_not_affect_other_callers() {
    let (sandbox, client) = sandbox();
    let source = TokenSource::new(client, Scope::Vouchers);
    let first = current_thread();
    first.block_on(start_and_drop(&source));
    drop(first);
    in_time(move || current_thread().block_on(source.token()).unwrap());
    sandbox.assert_issued(1);
}

#[test]
fn refreshes_run_on_the_runtime_of_the_program() {
    let (sandbox, client) = sandbox();
    let clock = Forward::default();
    let program = multi_thread();
    let builder = clock.builder(client).spawn_on(program.handle().clone());
    let source = builder.build(Scope::Vouchers);
    let other = source.clone();
    in_time(move || current_thread().block_on(other.token()).unwrap());
    drop(program);
    clock.by(1000);
    let error = in_time(move || current_thread().block_on(source.token()).unwrap_err());
    assert!(error.is_no_runtime() && !error.is_transient(), "{error}");
    sandbox.assert_issued(1);
}

#[test]
#[should_panic(expected = "timers are disabled")]
fn a_runtime_without_a_timer_is_refused_at_once() {
    let (_sandbox, client) = sandbox();
    let without_timer = Builder::new_current_thread().build().unwrap();
    let _ = TokenSource::builder(client).spawn_on(without_timer.handle().clone());
}
