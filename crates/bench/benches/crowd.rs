//! A crowd: 1,000 tasks ask at once, over real connections, and the endpoint takes 50 ms. What published sources do then is
//! no matter of nanoseconds: requests that arrive, callers that are served, and how long they wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use voucherify_oauth::token_source::Moment;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_sandbox::{Fault, Sandbox};

const CALLERS: usize = 1000;
const LATENCY: Duration = Duration::from_millis(50);
const PATH: &str = "/v1/oauth/token";

/// A sandbox, a source that asks it, and how far the source's clock runs ahead.
struct Scene {
    sandbox: Sandbox,
    source: TokenSource,
    ahead: Arc<AtomicU64>,
}

impl Scene {
    async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
        let client = Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap();
        let (ahead, start) = (Arc::new(AtomicU64::new(0)), Instant::now());
        let source = TokenSource::builder(client)
            .clock({
                let ahead = Arc::clone(&ahead);
                move || {
                    let now = start.elapsed() + Duration::from_secs(ahead.load(Ordering::Relaxed));
                    Moment::new(now, now)
                }
            })
            .build(Scope::Vouchers);
        let scene = Self { sandbox, source, ahead };
        scene.answers(Fault::delayed(LATENCY));
        scene
    }

    fn answers(&self, fault: Fault) {
        self.sandbox.clear_faults();
        self.sandbox.inject(fault.on(PATH).always());
    }

    fn requests(&self) -> usize {
        self.sandbox.requests().to(PATH).len()
    }

    fn spawn(&self, callers: usize) -> JoinSet<(bool, Duration)> {
        let mut calls = JoinSet::new();
        for _ in 0..callers {
            let source = self.source.clone();
            calls.spawn(async move {
                let asked = Instant::now();
                let served = source.token().await.is_ok();
                (served, asked.elapsed())
            });
        }
        calls
    }

    /// Lets them all ask, and prints what came of it.
    async fn crowd(&self, name: &str) {
        let before = self.requests();
        let calls = self.spawn(CALLERS).join_all().await;
        tokio::time::sleep(2 * LATENCY).await;
        self.report(name, before, calls);
    }

    fn report(&self, name: &str, before: usize, calls: Vec<(bool, Duration)>) {
        let served = calls.iter().filter(|(served, _)| *served).count();
        let mut waits: Vec<Duration> = calls.iter().map(|(_, wait)| *wait).collect();
        waits.sort();
        let (median, longest) = (waits[waits.len() / 2], waits[waits.len() - 1]);
        let requests = self.requests() - before;
        println!(
            "{name:<44} {requests:>3} requests, {served:>4} served, waited {median:>9.1?} (median) {longest:>9.1?} (longest)"
        );
    }
}

#[tokio::main]
async fn main() {
    let scene = Scene::new().await;
    scene.crowd("cold").await;
    scene.ahead.fetch_add(730, Ordering::Relaxed);
    scene.crowd("due").await;

    scene.answers(Fault::status(503).after(LATENCY));
    scene.ahead.fetch_add(730, Ordering::Relaxed);
    scene.crowd("old token valid, refresh answers 503").await;

    let scene = Scene::new().await;
    scene.answers(Fault::status(503).after(LATENCY));
    scene.crowd("cold, endpoint answers 503").await;
    scene.answers(Fault::delayed(LATENCY));
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    scene.crowd("after that 503").await;

    let scene = Scene::new().await;
    scene.answers(Fault::status(400).after(LATENCY));
    scene.crowd("cold, endpoint answers 400").await;
    scene.answers(Fault::delayed(LATENCY));
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    scene.crowd("after that 400").await;

    let scene = Scene::new().await;
    let leader = scene.spawn(1);
    tokio::time::sleep(LATENCY / 2).await;
    let others = scene.spawn(CALLERS - 1);
    drop(leader);
    scene.report("leading caller cancelled", 0, others.join_all().await);
}
