//! How a token source behaves: the numbers, and what they are unless the caller says otherwise.

use std::time::Duration;

/// The numbers of one source.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// How long before its expiry a token is refreshed in the background while it is still served.
    pub(super) advisory_window: Duration,
    /// How long before its expiry callers wait for the next token.
    pub(super) mandatory_window: Duration,
    /// How long a caller who waits in the mandatory window puts up with it before the current token is served after all.
    pub(super) patience: Duration,
    /// How many attempts a series has at most; at least one.
    pub(super) attempts: u32,
    /// How long one attempt may take.
    pub(super) attempt_timeout: Duration,
    /// How long a series may take, pauses included.
    pub(super) series_timeout: Duration,
    /// The longest pause that the service can ask for.
    pub(super) retry_after_limit: Duration,
    /// How long shutting down may take.
    pub(super) shutdown_timeout: Duration,
    /// Whether a token with fewer scopes than asked for is an error.
    pub(super) require_all_scopes: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            advisory_window: Duration::from_secs(180),
            mandatory_window: Duration::from_secs(30),
            patience: Duration::from_secs(5),
            attempts: 3,
            attempt_timeout: Duration::from_secs(10),
            series_timeout: Duration::from_secs(25),
            retry_after_limit: Duration::from_secs(300),
            shutdown_timeout: Duration::from_secs(5),
            require_all_scopes: false,
        }
    }
}
