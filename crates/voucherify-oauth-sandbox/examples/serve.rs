//! Runs a sandbox until it is killed. Paste its output into a shell.
//!
//! ```sh
//! cargo run --package voucherify-oauth-sandbox --example serve -- 8080
//! ```

use std::error::Error;
use std::io::Write;

use voucherify_oauth_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse())?;
    let sandbox = Sandbox::builder().port(port).start().await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "export VOUCHERIFY_BASE_URL={}", sandbox.base_url())?;
    writeln!(out, "export VOUCHERIFY_APP_ID={}", sandbox.app_id())?;
    writeln!(out, "export VOUCHERIFY_APP_TOKEN={}", sandbox.app_token())?;
    out.flush()?;
    std::future::pending().await
}
