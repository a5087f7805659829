//! The load of a large fleet on the store and the service, on paused time.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use voucherify_oauth::token_source::{Account, LeaseRequest, SharedFetcher, TokenKey, TokenStore};
use voucherify_oauth::{Scope, ScopeSet, TokenSource};

use crate::store::{Mood, Store};
use crate::support::{Reply, Service, TestClock};

const APP: &str = "app";
const URL: &str = "https://api.voucherify.io";

/// The results of the callers of the fleet.
#[derive(Default)]
struct Calls {
    longest_micros: AtomicU64,
    failed: AtomicU64,
}

struct Fleet {
    size: u32,
    service: Service,
    store: Store,
    machines: Vec<TokenSource>,
    calls: Arc<Calls>,
    /// One caller per machine, every five seconds.
    callers: JoinSet<()>,
}

impl Fleet {
    /// Creates machines that have not started. The store takes five operations per machine and
    /// second; with 10,000 machines, that is 50,000.
    fn new(size: u32) -> Self {
        fastrand::seed(u64::from(size));
        let (service, store) = (Service::new(Reply::Token(900)), Store::with_capacity(5 * size));
        let machine = |_| {
            let account = Account::new(APP, URL);
            let fetcher = SharedFetcher::builder(service.clone(), account, store.clone()).build();
            TokenSource::builder(fetcher)
                .spawn_on(Handle::current())
                .clock(TestClock::new().reader())
                .build(Scope::Vouchers)
        };
        let machines = (0..size).map(machine).collect();
        Self { size, service, store, machines, calls: Arc::default(), callers: JoinSet::new() }
    }

    /// Starts all machines within this time.
    fn start(&mut self, within: Duration) {
        for (number, machine) in (0..self.size).zip(&self.machines) {
            let (machine, calls) = (machine.clone(), Arc::clone(&self.calls));
            let delay = within * number / self.size;
            self.callers.spawn(async move {
                sleep(delay).await;
                loop {
                    let begun = Instant::now();
                    if machine.token().await.is_err() {
                        calls.failed.fetch_add(1, Ordering::Relaxed);
                    }
                    let waited = u64::try_from(begun.elapsed().as_micros()).unwrap();
                    calls.longest_micros.fetch_max(waited, Ordering::Relaxed);
                    sleep(Duration::from_secs(5)).await;
                }
            });
        }
    }

    /// Lets the fleet run until just before the first machine refreshes the first token.
    async fn until_the_advisory_window(&mut self) {
        self.start(Duration::ZERO);
        sleep(Duration::from_secs(620)).await;
        assert_eq!(self.service.requests(), 1);
    }

    /// Waits for a token request.
    async fn until_a_request(&self) {
        let before = self.service.requests();
        while self.service.requests() == before {
            sleep(Duration::from_millis(1)).await;
        }
    }

    /// Another machine gets the lease and crashes.
    async fn a_machine_dies_with_the_lease(&self) {
        let scopes = ScopeSet::from(Scope::Vouchers);
        let lease = LeaseRequest::new(Duration::ZERO, Duration::from_secs(3)).newer_than(u64::MAX);
        self.store.read_or_lease(TokenKey::new(APP, URL, &scopes), lease).await.unwrap();
        assert!(self.store.is_leased());
    }
}

/// The cost of a scenario.
#[derive(Debug)]
struct Cost {
    scenario: &'static str,
    requests: usize,
    operations: f64,
    longest_wait: Duration,
    failed: u64,
}

/// Runs `events`, continues until `end`, and returns the cost.
async fn measure(
    scenario: &'static str,
    fleet: &mut Fleet,
    end: Duration,
    events: impl AsyncFnOnce(&mut Fleet),
) -> Cost {
    let begun = Instant::now();
    let before = (fleet.service.requests(), fleet.store.operations());
    fleet.calls.longest_micros.store(0, Ordering::Relaxed);
    fleet.calls.failed.store(0, Ordering::Relaxed);
    events(fleet).await;
    sleep_until(begun + end).await;
    let operations = u32::try_from(fleet.store.operations() - before.1).unwrap();
    Cost {
        scenario,
        requests: fleet.service.requests() - before.0,
        operations: f64::from(operations) / f64::from(fleet.size),
        longest_wait: Duration::from_micros(fleet.calls.longest_micros.load(Ordering::Relaxed)),
        failed: fleet.calls.failed.load(Ordering::Relaxed),
    }
}

const MINUTE: Duration = Duration::from_secs(60);

async fn scenarios(size: u32) -> Vec<Cost> {
    let mut costs = Vec::new();
    let fleet = &mut Fleet::new(size);
    costs.push(
        measure("cold start at once", fleet, MINUTE, async |f| f.start(Duration::ZERO)).await,
    );

    let fleet = &mut Fleet::new(size);
    costs.push(measure("rolling start, 60 s", fleet, 2 * MINUTE, async |f| f.start(MINUTE)).await);

    // From here on, all machines have the same token, and refresh it at the same time.
    let cycle = 4 * MINUTE;
    let fleet = &mut Fleet::new(size);
    fleet.until_the_advisory_window().await;
    costs.push(measure("steady refresh", fleet, cycle, async |_| {}).await);

    let fleet = &mut Fleet::new(size);
    fleet.until_the_advisory_window().await;
    let dies = async |f: &mut Fleet| {
        sleep(Duration::from_secs(9)).await;
        f.a_machine_dies_with_the_lease().await;
    };
    costs.push(measure("lease holder dies", fleet, cycle, dies).await);

    for (scenario, seconds) in [("store gone for 2 s", 2), ("store gone for 60 s", 60)] {
        let fleet = &mut Fleet::new(size);
        fleet.until_the_advisory_window().await;
        // The worst moment: a machine is fetching and can't store its token.
        let outage = async |f: &mut Fleet| {
            f.until_a_request().await;
            f.store.set(Mood::Down);
            sleep(Duration::from_secs(seconds)).await;
            f.store.set(Mood::Well);
        };
        costs.push(measure(scenario, fleet, cycle, outage).await);
    }

    // Not bounded: without a store, each machine needs its own token.
    let fleet = &mut Fleet::new(size);
    fleet.store.set(Mood::Down);
    let start = async |f: &mut Fleet| f.start(Duration::ZERO);
    costs.push(measure("cold start without a store", fleet, MINUTE, start).await);
    costs
}

fn table(size: u32, costs: &[Cost]) -> String {
    let mut table =
        format!("{size} machines | requests | store operations per machine | longest wait\n");
    for Cost { scenario, requests, operations, longest_wait, failed } in costs {
        let _ = writeln!(
            table,
            "{scenario:<28} | {requests:>6} | {operations:>6.2} | {longest_wait:>9.1?} \
             | {failed} failed"
        );
    }
    table
}

async fn check(size: u32) {
    let costs = scenarios(size).await;
    let table = table(size, &costs);
    // Written without `eprintln`, whose output is captured in a test that passes.
    std::io::stderr().lock().write_all(table.as_bytes()).unwrap();
    let [cold, rolling, steady, dies, two, sixty, without] = &costs[..] else { panic!("{table}") };
    for cost in [cold, rolling, steady, dies] {
        assert_eq!(cost.requests, 1, "{table}");
    }
    assert!(two.requests <= 5 && sixty.requests <= 5, "{table}");
    assert!(steady.operations <= 4.0, "{table}");
    assert!(costs.iter().all(|cost| cost.failed == 0), "{table}");
    for cost in [steady, dies, two, sixty] {
        assert_eq!(cost.longest_wait, Duration::ZERO, "{table}");
    }
    assert_eq!(without.requests, usize::try_from(size).unwrap(), "{table}");
}

#[tokio::test(start_paused = true)]
async fn three_hundred_machines_cause_little_load() {
    check(300).await;
}

/// Run it by name:
/// `cargo test --release -p voucherify-oauth --test token_source ten_thousand -- --ignored`
#[tokio::test(start_paused = true)]
#[ignore = "takes minutes"]
async fn ten_thousand_machines_cause_little_load() {
    check(10_000).await;
}
