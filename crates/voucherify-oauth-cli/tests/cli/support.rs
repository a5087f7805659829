//! Runs transcripts, with or without a sandbox.

#[cfg(unix)]
use std::io;
#[cfg(unix)]
use std::sync::mpsc;

use trycmd::TestCases;
use voucherify_oauth_sandbox::{ManualClock, Sandbox, SandboxBuilder};

/// The variables that the program reads. Tests start without those of the developer.
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

/// Returns test cases whose environment has these variables unset.
///
/// These settings take precedence over variables that a transcript sets before a command.
pub(crate) fn alone() -> TestCases {
    let cases = TestCases::new();
    for name in VARIABLES {
        cases.env(name, "");
    }
    cases.env("HOME", "/home/nobody");
    cases
}

/// Returns a builder of a sandbox with a stopped clock and reproducible tokens.
pub(crate) fn builder() -> SandboxBuilder {
    Sandbox::builder().seed(1).clock(ManualClock::new().reader())
}

/// Returns test cases with the address and the keys of `sandbox`.
pub(crate) fn at(sandbox: &Sandbox) -> TestCases {
    let cases = alone();
    cases
        .env("VOUCHERIFY_APP_ID", sandbox.app_id())
        .env("VOUCHERIFY_APP_TOKEN", sandbox.app_token())
        .env("VOUCHERIFY_BASE_URL", sandbox.base_url());
    cases
}

/// Starts a sandbox that notifies the receiver when a token is requested, and responds when the
/// sender sends or is dropped.
#[cfg(unix)]
pub(crate) fn blocking_sandbox() -> io::Result<(Sandbox, mpsc::Receiver<()>, mpsc::Sender<()>)> {
    let (requested, is_requested) = mpsc::channel();
    let (go, goes) = mpsc::channel();
    let goes = std::sync::Mutex::new(goes);
    let sandbox = builder().observer(move |request| {
        if request.path() == "/v1/oauth/token" {
            let _ = requested.send(());
            let _ = goes.lock().map(|goes| goes.recv());
        }
    });
    Ok((sandbox.start_on_thread()?, is_requested, go))
}
