//! Tokens for the requests of a tower stack, with a sandbox as the service and reqwest as the HTTP
//! client: `cargo run --example tower --features tower`.

#![allow(clippy::print_stdout, reason = "an example")]

use std::error::Error;

use http::{Request, Response};
use tower::{BoxError, ServiceBuilder, ServiceExt};
use voucherify_oauth::tower::TokenLayer;
use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let sandbox = Sandbox::start().await?;
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build()?;
    let source = TokenSource::new(client, Scope::Vouchers);

    let http = reqwest::Client::new();
    let service = ServiceBuilder::new()
        .layer(TokenLayer::new(source.clone(), [sandbox.base_url()])?)
        .service_fn(move |request: Request<String>| {
            let http = http.clone();
            async move {
                let response = http.execute(request.try_into()?).await?;
                Ok::<_, BoxError>(Response::from(response))
            }
        });

    let request = Request::get(sandbox.url("/v1/vouchers")).body(String::new())?;
    println!("{}", service.oneshot(request).await?.status());

    source.shutdown().await?;
    Ok(())
}
