//! What the client sends, byte for byte, and how it tells each documented answer.
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop, and say so")]

/// Compares with a snapshot that is named after the caller's module.
macro_rules! snapshot {
    ($name:expr, $content:expr) => {{
        // Before the settings' closure, which is not async.
        let content = $content;
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($name, content) })
    }};
}

mod answers;
mod requests;

use voucherify_oauth::{Client, Credentials};
use voucherify_oauth_sandbox::Sandbox;

fn client(sandbox: &Sandbox) -> Client {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token()).unwrap();
    Client::builder(credentials).base_url(sandbox.base_url()).build().unwrap()
}
