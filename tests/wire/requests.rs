//! The whole request of each operation.

use voucherify_oauth::{AccessToken, Scope};
use voucherify_oauth_sandbox::{RecordedRequest, Sandbox};

use crate::client;

/// The method, the path, the headers by name, and the body; without what differs from run to run
/// or from version to version, and without the keys.
fn written(request: &RecordedRequest) -> String {
    let mut headers: Vec<_> = request
        .headers()
        .map(|(name, value)| (name, String::from_utf8_lossy(value)))
        .map(|(name, value)| match name {
            "host" => format!("{name}: [address]"),
            "x-app-id" | "x-app-token" => format!("{name}: [key]"),
            "user-agent" => {
                format!("{name}: {}", value.replace(env!("CARGO_PKG_VERSION"), "[version]"))
            }
            _ => format!("{name}: {value}"),
        })
        .collect();
    headers.sort();
    let query = request.query().map(|query| format!("?{query}")).unwrap_or_default();
    let (method, path) = (request.method(), request.path());
    format!("{method} {path}{query}\n{}\n\n{}", headers.join("\n"), request.text())
}

#[tokio::test]
async fn token() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox).token(Scope::Vouchers | Scope::Campaigns).await.unwrap();
    snapshot!("token", written(sandbox.requests().assert_one()));
}

#[tokio::test]
async fn introspection() {
    let sandbox = Sandbox::start().await.unwrap();
    let _ = client(&sandbox).introspect(&AccessToken::new("a+b/c=&d e")).await.unwrap();
    snapshot!("introspection", written(sandbox.requests().assert_one()));
}

#[tokio::test]
async fn revocation() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox).revoke(&AccessToken::new("a+b/c=&d e")).await.unwrap();
    snapshot!("revocation", written(sandbox.requests().assert_one()));
}
