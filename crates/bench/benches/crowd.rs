//! 1,000 tasks request a token at once, over real connections. The endpoint takes 50 ms. Counts the
//! requests, the callers that are served, and how long they wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use azure_core::credentials::TokenCredential;
use bench::{Endpoint, peers};
use tokio::task::JoinSet;
use tokio::time::timeout;
use voucherify_oauth::test_util::Moment;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};

const CALLERS: usize = 1000;
const LATENCY: Duration = Duration::from_millis(50);

/// A call that takes longer than this counts as hanging.
const HANGS: Duration = Duration::from_secs(10);

/// A call for a token. Returns whether it got one.
type Call = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// One of the compared sources, with its own endpoint.
struct Scene {
    name: &'static str,
    endpoint: Endpoint,
    call: Call,
}

impl Scene {
    fn new<F: Future<Output = bool> + Send + 'static>(
        name: &'static str,
        call: impl FnOnce(&str) -> Box<dyn Fn() -> F + Send + Sync>,
    ) -> Self {
        let endpoint = Endpoint::start("vouchers", LATENCY).unwrap();
        let call = call(&endpoint.address);
        let call: Call = Arc::new(move || Box::pin(call()));
        Self { name, endpoint, call }
    }

    fn spawn(&self, callers: usize) -> JoinSet<(bool, Duration)> {
        let mut calls = JoinSet::new();
        for _ in 0..callers {
            let call = Arc::clone(&self.call);
            calls.spawn(async move {
                let begun = Instant::now();
                let served = timeout(HANGS, call()).await.unwrap_or(false);
                (served, begun.elapsed())
            });
        }
        calls
    }

    /// Makes all calls at once and prints the result.
    async fn crowd(&self, case: &str) {
        let before = self.endpoint.requests();
        let calls = self.spawn(CALLERS).join_all().await;
        tokio::time::sleep(2 * LATENCY).await;
        self.report(case, before, calls);
    }

    fn report(&self, case: &str, before: usize, calls: Vec<(bool, Duration)>) {
        let served = calls.iter().filter(|(served, _)| *served).count();
        let hang = calls.iter().filter(|(_, wait)| *wait >= HANGS).count();
        let mut waits: Vec<Duration> = calls.iter().map(|(_, wait)| *wait).collect();
        waits.sort();
        let (median, longest) = (waits[waits.len() / 2], waits[waits.len() - 1]);
        let requests = self.endpoint.requests() - before;
        println!(
            "{:<18} {case:<32} {requests:>4} requests, {served:>4} served, {hang:>4} hang, \
             waited {median:>9.1?} (median) {longest:>9.1?} (longest)",
            self.name
        );
    }
}

/// Returns our source, and a counter that sets its clock forward, in seconds.
fn ours() -> (Scene, Arc<AtomicU64>) {
    let (ahead, start) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let forward = Arc::clone(&ahead);
    let scene = Scene::new("voucherify-oauth", move |address| {
        let credentials = Credentials::new("app-id", "app-token").unwrap();
        let client = Client::builder(credentials).base_url(address).build().unwrap();
        let source = TokenSource::builder(client)
            .clock(move || {
                let now = start.elapsed() + Duration::from_secs(ahead.load(Ordering::Relaxed));
                Moment::new(now, now)
            })
            .build(Scope::Vouchers);
        Box::new(move || {
            let source = source.clone();
            async move { source.token().await.is_ok() }
        })
    });
    (scene, forward)
}

fn google() -> Scene {
    Scene::new("google-cloud-auth", |address| {
        let credentials = peers::google(address);
        Box::new(move || {
            let credentials = credentials.clone();
            async move { credentials.headers(http::Extensions::new()).await.is_ok() }
        })
    })
}

fn azure() -> Scene {
    Scene::new("azure_identity", |address| {
        let credential = peers::azure(address);
        Box::new(move || {
            let credential = credential.clone();
            async move { credential.get_token(&["vouchers"], None).await.is_ok() }
        })
    })
}

/// Runs the cases that all sources can run, each with a new source.
async fn compare(scene: impl Fn() -> Scene) {
    scene().crowd("cold").await;

    let cold = scene();
    cold.endpoint.respond(503);
    cold.crowd("cold, endpoint responds 503").await;

    let cancelled = scene();
    let leader = cancelled.spawn(1);
    tokio::time::sleep(LATENCY / 2).await;
    let others = cancelled.spawn(CALLERS - 1);
    drop(leader);
    cancelled.report("leading caller is cancelled", 0, others.join_all().await);
}

#[tokio::main]
async fn main() {
    compare(|| ours().0).await;
    compare(google).await;
    compare(azure).await;

    // Only our clock can be set.
    let (scene, ahead) = ours();
    scene.crowd("cold").await;
    ahead.fetch_add(730, Ordering::Relaxed);
    scene.crowd("due").await;
    scene.endpoint.respond(503);
    ahead.fetch_add(730, Ordering::Relaxed);
    scene.crowd("old token valid, refresh fails").await;
    for status in [503, 400] {
        let (scene, _) = ours();
        scene.endpoint.respond(status);
        scene.crowd(&format!("cold, endpoint responds {status}")).await;
        scene.endpoint.respond(200);
        tokio::time::sleep(Duration::from_millis(1_300)).await;
        scene.crowd(&format!("1.3 s after that {status}")).await;
    }
}
