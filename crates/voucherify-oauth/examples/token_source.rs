//! One token for many tasks, with a sandbox as the service: `cargo run --example token_source`.

#![allow(clippy::print_stdout, reason = "an example")]

use std::error::Error;
use std::time::Duration;

use tokio::task::JoinSet;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_sandbox::{Fault, Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    // The first response is a 429 with `Retry-After: 1`.
    sandbox.inject(Fault::rate_limited(Duration::from_secs(1)));

    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build()?;
    let source = TokenSource::new(client, Scope::Vouchers | Scope::Campaigns);

    let mut tasks = JoinSet::new();
    for _ in 0..1000 {
        let source = source.clone();
        tasks.spawn(async move { source.token().await });
    }
    while let Some(token) = tasks.join_next().await {
        // The header value for a request to the API.
        let authorization = token??.authorization().clone();
        assert!(authorization.is_sensitive());
    }
    sandbox.assert_issued(1);
    println!("{:#?}", source.metrics());

    // Revokes the token, so that it no longer counts towards the limit of the project.
    source.shutdown().await?;
    sandbox.assert_active(0);
    Ok(())
}
