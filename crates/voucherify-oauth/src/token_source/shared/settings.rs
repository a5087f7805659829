//! The numbers of a shared issuer, and what they are unless the caller says otherwise.

use std::time::Duration;

#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// How long a lease lasts unless it is renewed.
    pub(super) lease: Duration,
    /// How long one operation of the store may take.
    pub(super) store_timeout: Duration,
    /// How long to wait for another machine.
    pub(super) longest_wait: Duration,
    /// How long a shared token must live on to be worth taking.
    pub(super) least_remaining: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(3),
            store_timeout: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
            least_remaining: Duration::from_secs(60),
        }
    }
}
