//! A crate that requests tokens.

use voucherify_oauth::types::ApiError;
use voucherify_oauth::{Client, Cluster, Credentials, Error, Introspection, Scope, TokenResponse};

async fn use_a_token(client: &Client) -> Result<TokenResponse, Error> {
    let token = client.token(Scope::Vouchers | Scope::Campaigns).await?;
    if let Introspection::Active(active) = client.introspect(&token.access_token).await? {
        println!("{:?}", active.scope);
    }
    client.revoke(&token.access_token).await?;
    Ok(token)
}

fn advice(error: &Error) -> String {
    let key = error.api_error().and_then(|error: &ApiError| error.key.as_deref());
    format!("{error} ({key:?}), again: {}, in {:?}", error.is_transient(), error.retry_after())
}

fn main() -> Result<(), Error> {
    let credentials = Credentials::new("made-up-id", "made-up-token")?;
    let client = Client::builder(credentials)
        .cluster(Cluster::Us1)
        .base_url("http://127.0.0.1:1")
        .build()?;
    // Never polled: the test is that it compiles.
    drop(async move { use_a_token(&client).await.map_err(|error| advice(&error)) });
    Ok(())
}
