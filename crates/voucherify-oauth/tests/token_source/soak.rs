//! Days of simulated time with a service that fails in every way and 200 callers that come and go.
//! Invariants are checked at every step.

use std::collections::HashSet;
use std::future::pending;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use voucherify_oauth::token_source::{FetchRequest, TokenFetcher, async_trait};
use voucherify_oauth::types::TokenResponse;
use voucherify_oauth::{AccessToken, Error, Scope, TokenSource};

use crate::support::{TestClock, response};

const CALLERS: u64 = 200;
const HOUR: Duration = Duration::from_secs(3600);

/// A few hours, in each test run.
#[tokio::test(start_paused = true)]
async fn the_invariants_hold_for_hours() {
    for seed in 1..=4 {
        soak(seed, 6 * HOUR).await;
    }
}

/// Weeks. Run it by name:
/// `cargo test --release -p voucherify-oauth --test token_source for_weeks -- --ignored`
#[tokio::test(start_paused = true)]
#[ignore = "takes minutes"]
async fn the_invariants_hold_for_weeks() {
    for seed in 100..=107 {
        soak(seed, 21 * 24 * HOUR).await;
    }
}

/// A token as the service knows it.
struct Issued {
    secret: String,
    /// In elapsed time, including suspensions.
    expires: Duration,
}

/// The service, and the record of all events.
struct World {
    seed: u64,
    clock: TestClock,
    random: Mutex<fastrand::Rng>,
    in_flight: AtomicU64,
    issued: Mutex<Vec<Issued>>,
    revoked: Mutex<HashSet<String>>,
    /// A token that was served and not rejected.
    good: Mutex<Option<String>>,
    trouble: Mutex<Trouble>,
    served: AtomicU64,
    failed: AtomicU64,
}

/// The behaviour of the service for a period of time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    None,
    Some,
    Unavailable,
    Refusing,
    Silent,
    ShortLived,
}

impl World {
    fn random<T>(&self, draw: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        draw(&mut self.random.lock().unwrap())
    }

    fn millis(&self, most: u64) -> Duration {
        Duration::from_millis(self.random(|random| random.u64(0..=most)))
    }

    fn expiry_of(&self, secret: &str) -> Duration {
        let issued = self.issued.lock().unwrap();
        issued
            .iter()
            .rev()
            .find(|issued| issued.secret == secret)
            .expect("a token of this service")
            .expires
    }

    async fn respond(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        let arrived = self.clock.elapsed();
        let trouble = *self.trouble.lock().unwrap();
        sleep(self.millis(400)).await;
        let dice = self.random(|random| random.u8(0..10));
        let lifetime = match (trouble, dice) {
            (Trouble::Unavailable, _) | (Trouble::Some, 0..=3) => {
                let seconds = self.random(|random| random.u64(0..40));
                let retry_after = dice.is_multiple_of(2).then(|| Duration::from_secs(seconds));
                return Err(Error::transient("unavailable", retry_after));
            }
            (Trouble::Refusing, _) => return Err(Error::permanent("refused")),
            (Trouble::Silent, _) | (Trouble::Some, 4) => pending().await,
            (Trouble::Some, 5) => resume_unwind(Box::new("told to")),
            (Trouble::Some, 6) => {
                sleep(self.millis(12_000)).await;
                900
            }
            (Trouble::ShortLived, _) => self.random(|random| random.i64(-1..30)),
            _ => 900,
        };
        let mut issued = self.issued.lock().unwrap();
        let secret = format!("{}-{}", self.seed, issued.len());
        let expires = arrived + Duration::from_secs(lifetime.max(0).unsigned_abs());
        issued.push(Issued { secret: secret.clone(), expires });
        Ok(response(secret, lifetime, request.scopes))
    }

    /// Runs one caller until it is dropped.
    async fn call(self: Arc<Self>, source: TokenSource) {
        loop {
            sleep(self.millis(120_000)).await;
            let patience = self
                .random(|random| if random.u8(0..10) == 0 { random.u64(0..500) } else { 60_000 });
            // A token was available before and after the call, so it was available throughout.
            let good = self.good.lock().unwrap().clone();
            match timeout(Duration::from_millis(patience), source.token()).await {
                // This caller is dropped before it gets a token.
                Err(_) => assert!(patience < 500, "a call took a minute"),
                Ok(Ok(token)) => {
                    let secret = token.access_token().expose_secret();
                    let left = self.expiry_of(secret).checked_sub(self.clock.elapsed());
                    assert!(left.is_some_and(|left| !left.is_zero()), "an expired token: {secret}");
                    self.served.fetch_add(1, Ordering::Relaxed);
                    *self.good.lock().unwrap() = Some(secret.to_owned());
                    if self.random(|random| random.u16(0..2000)) == 0
                        && source.invalidate(token.access_token())
                    {
                        *self.good.lock().unwrap() = None;
                    }
                }
                Ok(Err(error)) => {
                    self.failed.fetch_add(1, Ordering::Relaxed);
                    let lost = good.filter(|good| self.good.lock().unwrap().as_ref() == Some(good));
                    if let Some(good) = lost {
                        // A token expires a second early, or a twentieth of a short lifetime.
                        let left = self.expiry_of(&good).saturating_sub(self.clock.elapsed());
                        assert!(
                            left <= Duration::from_millis(1001),
                            "{error} with {left:?} left of {good}"
                        );
                    }
                }
            }
        }
    }

    /// Causes trouble for the service and the machine.
    async fn cause_trouble(&self, end: Duration) {
        while self.clock.elapsed() < end {
            let trouble = match self.random(|random| random.u8(0..12)) {
                0 => Trouble::Unavailable,
                1 => Trouble::Refusing,
                2 => Trouble::Silent,
                3 => Trouble::ShortLived,
                4..=6 => Trouble::Some,
                _ => Trouble::None,
            };
            *self.trouble.lock().unwrap() = trouble;
            sleep(self.millis(1_200_000)).await;
            if self.random(|random| random.u8(0..8)) == 0 {
                self.clock.suspend(self.random(|random| random.i64(1..3_000)));
            }
        }
    }
}

/// The fetcher of the simulation.
struct Service(Arc<World>);

#[async_trait]
impl TokenFetcher for Service {
    async fn fetch(&self, request: FetchRequest<'_>) -> Result<TokenResponse, Error> {
        struct InFlight<'a>(&'a AtomicU64);
        impl Drop for InFlight<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::SeqCst);
            }
        }
        assert_eq!(self.0.in_flight.fetch_add(1, Ordering::SeqCst), 0, "two requests at once");
        let _in_flight = InFlight(&self.0.in_flight);
        self.0.respond(request).await
    }

    async fn revoke(&self, token: &AccessToken) -> Result<(), Error> {
        self.0.revoked.lock().unwrap().insert(token.expose_secret().to_owned());
        Ok(())
    }
}

async fn soak(seed: u64, length: Duration) {
    let clock = TestClock::new();
    let world = Arc::new(World {
        seed,
        clock: clock.clone(),
        random: Mutex::new(fastrand::Rng::with_seed(seed)),
        in_flight: AtomicU64::new(0),
        issued: Mutex::default(),
        revoked: Mutex::default(),
        good: Mutex::default(),
        trouble: Mutex::new(Trouble::None),
        served: AtomicU64::new(0),
        failed: AtomicU64::new(0),
    });
    let jitter = Mutex::new(fastrand::Rng::with_seed(seed));
    let source = TokenSource::builder(Service(Arc::clone(&world)))
        .spawn_on(Handle::current())
        .clock(clock.reader())
        .random(move || jitter.lock().unwrap().f64())
        .build(Scope::Vouchers);
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        callers.spawn(Arc::clone(&world).call(source.clone()));
    }
    world.cause_trouble(length).await;
    while let Some(ended) = callers.try_join_next() {
        ended.expect("a caller saw a broken invariant");
    }
    callers.shutdown().await;

    *world.trouble.lock().unwrap() = Trouble::None;
    source.shutdown().await.unwrap();
    let revoked = world.revoked.lock().unwrap();
    let now = world.clock.elapsed();
    for issued in world.issued.lock().unwrap().iter().filter(|issued| issued.expires > now) {
        let left = issued.expires - now;
        assert!(
            revoked.contains(&issued.secret) || left <= Duration::from_millis(1001),
            "{} leaked with {left:?} left",
            issued.secret
        );
    }
    let (served, failed) =
        (world.served.load(Ordering::Relaxed), world.failed.load(Ordering::Relaxed));
    assert!(served > 2 * failed && failed > 0, "seed {seed}: {served} served, {failed} failed");
}
