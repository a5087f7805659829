//! Measures the processor time of the client for one token request on a kept-alive connection.
//!
//! It is the time of the client's thread, without that of the endpoint. In each round, the clients
//! send their requests in turn, so that other work of the machine affects all of them. The result
//! is the median of the ratios within a round.

use std::hint::black_box;
use std::time::Duration;

use oauth2::{ClientId, ClientSecret, TokenUrl, basic::BasicClient};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use voucherify_oauth::{Client, Credentials, Scope, TokenResponse};

const ROUNDS: usize = 300;
const REQUESTS: usize = 20;

/// Returns the processor time of this thread.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// A client, and the time that each round took.
struct Contestant {
    name: &'static str,
    rounds: Vec<Duration>,
    request: Box<dyn Fn(&Runtime)>,
}

impl Contestant {
    fn new<F: Future<Output = ()>>(name: &'static str, request: impl Fn() -> F + 'static) -> Self {
        let request = move |runtime: &Runtime| runtime.block_on(request());
        Self { name, rounds: Vec::new(), request: Box::new(request) }
    }
}

fn main() {
    let address = bench::endpoint("vouchers campaigns").unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut contestants = [by_hand(&address), ours(&address), oauth2(&address)];
    for contestant in &contestants {
        (contestant.request)(&runtime);
    }
    for round in 0..ROUNDS {
        let mut times = vec![Duration::ZERO; contestants.len()];
        for turn in 0..REQUESTS * contestants.len() {
            // Each round starts with another client.
            let next = (turn + round) % contestants.len();
            let begun = processor_time();
            (contestants[next].request)(&runtime);
            times[next] += processor_time() - begun;
        }
        for (contestant, time) in contestants.iter_mut().zip(times) {
            contestant.rounds.push(time);
        }
    }
    println!("{:<28} {:>12} {:>8}", "request", "CPU, median", "ratio");
    for Contestant { name, rounds, .. } in &contestants {
        let ratios = rounds.iter().zip(&contestants[0].rounds);
        let ratio = median(ratios.map(|(ours, base)| ours.as_secs_f64() / base.as_secs_f64()));
        let time = median(rounds.iter().map(|time| time.as_secs_f64() / REQUESTS as f64));
        println!("{name:<28} {:>12.1?} {ratio:>8.3}", Duration::from_secs_f64(time));
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns hand-written code with the same headers and settings that decodes the same response.
fn by_hand(address: &str) -> Contestant {
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let url = format!("{address}/v1/oauth/token");
    let key = |text| {
        let mut key = http::HeaderValue::from_static(text);
        key.set_sensitive(true);
        key
    };
    let (id, token) = (key("app-id"), key("app-token"));
    Contestant::new("hand-written reqwest", move || {
        let request = client
            .post(&url)
            .header("X-App-Id", id.clone())
            .header("X-App-Token", token.clone())
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials&scope=vouchers+campaigns");
        async move {
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), 200);
            let body = response.bytes().await.unwrap();
            black_box(serde_json::from_slice::<TokenResponse>(&body).unwrap());
        }
    })
}

fn ours(address: &str) -> Contestant {
    let credentials = Credentials::new("app-id", "app-token").unwrap();
    let client = Client::builder(credentials).base_url(address).build().unwrap();
    Contestant::new("voucherify-oauth", move || {
        let client = client.clone();
        async move {
            black_box(client.token(Scope::Vouchers | Scope::Campaigns).await.unwrap());
        }
    })
}

fn oauth2(address: &str) -> Contestant {
    let client = BasicClient::new(ClientId::new("app-id".into()))
        .set_client_secret(ClientSecret::new("app-token".into()))
        .set_token_uri(TokenUrl::new(format!("{address}/v1/oauth/token")).unwrap());
    let http = oauth2_reqwest::Client::builder()
        .redirect(oauth2_reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    Contestant::new("oauth2 with reqwest 0.12", move || {
        let (client, http) = (client.clone(), http.clone());
        async move {
            let request = client
                .exchange_client_credentials()
                .add_scope(oauth2::Scope::new("vouchers".into()))
                .add_scope(oauth2::Scope::new("campaigns".into()));
            black_box(request.request_async(&http).await.unwrap());
        }
    })
}
