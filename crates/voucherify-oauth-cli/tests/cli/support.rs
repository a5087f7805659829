//! Transcripts, run against a sandbox or against nothing.

#[cfg(unix)]
use std::io;
#[cfg(unix)]
use std::sync::mpsc;

use trycmd::TestCases;
use voucherify_oauth_sandbox::{ManualClock, Sandbox, SandboxBuilder};

/// The variables that this program reads, for a test to begin without those of the developer.
const VARIABLES: [&str; 9] = [
    "VOUCHERIFY_APP_ID",
    "VOUCHERIFY_APP_TOKEN",
    "VOUCHERIFY_BASE_URL",
    "VOUCHERIFY_ACCESS_TOKEN",
    "VOUCHERIFY_CREDENTIALS_FILE",
    "VOUCHERIFY_PROFILE",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
];

/// Transcripts with an environment in which nothing is set.
///
/// What is set here takes precedence over what a transcript sets in front of its commands.
pub(crate) fn alone() -> TestCases {
    let cases = TestCases::new();
    for name in VARIABLES {
        cases.env(name, "");
    }
    cases.env("HOME", "/home/nobody");
    cases
}

/// A sandbox whose clock does not move and whose tokens are always the same.
pub(crate) fn still() -> SandboxBuilder {
    Sandbox::builder().seed(1).clock(ManualClock::new().reader())
}

/// Transcripts with the environment that leads to `sandbox`.
pub(crate) fn at(sandbox: &Sandbox) -> TestCases {
    let cases = alone();
    cases
        .env("VOUCHERIFY_APP_ID", sandbox.app_id())
        .env("VOUCHERIFY_APP_TOKEN", sandbox.app_token())
        .env("VOUCHERIFY_BASE_URL", sandbox.base_url());
    cases
}

/// A sandbox that signals when a token is requested, and responds when it gets a signal.
#[cfg(unix)]
pub(crate) fn hesitant() -> io::Result<(Sandbox, mpsc::Receiver<()>, mpsc::Sender<()>)> {
    let (requested, is_requested) = mpsc::channel();
    let (go, goes) = mpsc::channel();
    let goes = std::sync::Mutex::new(goes);
    let sandbox = still().observer(move |request| {
        if request.path() == "/v1/oauth/token" {
            let _ = requested.send(());
            let _ = goes.lock().map(|goes| goes.recv());
        }
    });
    Ok((sandbox.start_on_thread()?, is_requested, go))
}
