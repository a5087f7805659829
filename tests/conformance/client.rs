//! Requests, introspects and revokes a token with our client, at a server that others wrote. Reads
//! the address and the keys from the environment.

use std::env;
use std::error::Error;
use std::io::{self, Write};

use voucherify_oauth::{Client, Credentials, Introspection, Revocation, Scope};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let credentials =
        Credentials::new(env::var("VOUCHERIFY_APP_ID")?, env::var("VOUCHERIFY_APP_TOKEN")?)?;
    let client = Client::builder(credentials).base_url(env::var("VOUCHERIFY_BASE_URL")?).build()?;
    let mut out = io::stdout();

    let token = client.token(Scope::Qualifications | Scope::Redemptions).await?;
    writeln!(out, "token: scope {}, expires_in {}", token.scope, token.expires_in)?;
    let introspection = match client.introspect(&token.access_token).await? {
        Introspection::Active(active) => {
            format!("active, scope {}", active.scope.unwrap_or_default())
        }
        _ => "inactive".to_owned(),
    };
    writeln!(out, "introspect: {introspection}")?;
    let revoked = client.revoke(&token.access_token).await? == Revocation::Revoked;
    writeln!(out, "revoke: {}", if revoked { "revoked" } else { "not active" })?;
    Ok(())
}
