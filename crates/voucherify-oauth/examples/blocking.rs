//! A token for a program without async, with a sandbox as the service:
//! `cargo run --example blocking --features blocking`.

#![allow(clippy::print_stdout, reason = "an example")]

use std::error::Error;

use voucherify_oauth::{Client, Credentials, Scope, TokenSource};
use voucherify_oauth_sandbox::Sandbox;

fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().start_on_thread()?;
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    let client = Client::builder(credentials).base_url(sandbox.base_url()).build()?;

    let source = TokenSource::new(client, Scope::Vouchers).blocking();

    let token = source.token()?;
    println!("granted: {}, until {:?}", token.scopes(), token.expires_at());

    source.shutdown()?;
    sandbox.assert_active(0);
    Ok(())
}
