//! Tokens for the requests of a reqwest-middleware client: `cargo run --example middleware --features middleware`. A sandbox
//! stands in for the service.

#![allow(clippy::print_stdout, reason = "an example")]

use std::error::Error;

use reqwest_middleware::ClientBuilder;
use voucherify_oauth::middleware::TokenMiddleware;
use voucherify_oauth::{Client, Credentials, TokenSources, reqwest};
use voucherify_oauth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build()?;

    // Each request gets a token with the narrowest scope that opens its path.
    let sources = TokenSources::new(client);
    let http = ClientBuilder::new(reqwest::Client::new())
        .with(TokenMiddleware::new(sources.clone(), [sandbox.base_url()])?)
        .build();

    for path in ["/v1/vouchers", "/v1/campaigns", "/v1/vouchers/abc"] {
        let answer = http.get(sandbox.url(path)).send().await?;
        println!("{path}: {}", answer.status());
    }
    sandbox.assert_issued(2);

    // Somebody revokes the tokens: the middleware gets another one, and tries once more.
    sandbox.revoke_all();
    let answer = http.get(sandbox.url("/v1/vouchers")).send().await?;
    println!("revoked, and yet: {}", answer.status());

    sources.shutdown().await?;
    Ok(())
}
