//! One request for a token that is not cached, on a connection that is kept alive: what it costs the client's processor.
//!
//! Time of the one thread that the client runs on, so that the endpoint's does not count. The contestants take turns, and
//! the minimum of many rounds counts, so that a busy machine disturbs all of them alike and little.

use std::hint::black_box;
use std::time::Duration;

use oauth2::{ClientId, ClientSecret, TokenUrl, basic::BasicClient};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use voucherify_oauth::{Client, Credentials, Scope, TokenResponse, reqwest};

const ROUNDS: usize = 1000;
const REQUESTS: u32 = 20;

/// The time that this thread has used a processor for.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// One that sends requests, and the least time that one took it.
struct Contestant {
    name: &'static str,
    least: Duration,
    round: Box<dyn Fn(&Runtime)>,
}

impl Contestant {
    fn new<F: Future<Output = ()>>(name: &'static str, request: impl Fn() -> F + 'static) -> Self {
        let round = move |runtime: &Runtime| {
            runtime.block_on(async {
                for _ in 0..REQUESTS {
                    request().await;
                }
            });
        };
        Self { name, least: Duration::MAX, round: Box::new(round) }
    }
}

fn main() {
    let address = bench::endpoint("vouchers campaigns").unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let mut contestants = [by_hand(&address), ours(&address), oauth2(&address)];
    for contestant in &contestants {
        (contestant.round)(&runtime);
    }
    for _ in 0..ROUNDS {
        for contestant in &mut contestants {
            let begun = processor_time();
            (contestant.round)(&runtime);
            contestant.least = contestant.least.min((processor_time() - begun) / REQUESTS);
        }
    }
    let base = contestants[0].least;
    println!("{:<28} {:>12} {:>8}", "request", "CPU, least", "ratio");
    for Contestant { name, least, .. } in &contestants {
        println!("{name:<28} {least:>12?} {:>8.3}", least.as_secs_f64() / base.as_secs_f64());
    }
}

/// What a careful person writes: the same headers, both keys marked sensitive, and the same answer decoded.
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
    Contestant::new("reqwest by hand", move || {
        let request = client
            .post(&url)
            .header("X-App-Id", id.clone())
            .header("X-App-Token", token.clone())
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("grant_type=client_credentials&scope=vouchers+campaigns");
        async move {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 200);
            let body = answer.bytes().await.unwrap();
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
