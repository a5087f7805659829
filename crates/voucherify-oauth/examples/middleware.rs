//! Tokens for the requests of a reqwest-middleware client, with a sandbox as the service:
//! `cargo run --example middleware --features middleware`.

#![allow(clippy::print_stdout, reason = "an example")]

use std::error::Error;

use reqwest_middleware::ClientBuilder;
use voucherify_oauth::middleware::TokenMiddleware;
use voucherify_oauth::{Client, Credentials, TokenSources};
use voucherify_oauth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build()?;

    // Each request gets a token with the narrow scope for its path.
    let sources = TokenSources::new(client);
    let http = ClientBuilder::new(reqwest::Client::new())
        .with(TokenMiddleware::by_path(sources.clone(), [sandbox.base_url()])?)
        .build();

    for path in ["/v1/vouchers", "/v1/campaigns", "/v1/vouchers/abc"] {
        let response = http.get(sandbox.url(path)).send().await?;
        println!("{path}: {}", response.status());
    }
    sandbox.assert_issued(2);

    // After a 401 response, the middleware gets another token and sends the request again.
    sandbox.revoke_all();
    let response = http.get(sandbox.url("/v1/vouchers")).send().await?;
    println!("after a revocation: {}", response.status());

    sources.shutdown().await?;
    Ok(())
}
