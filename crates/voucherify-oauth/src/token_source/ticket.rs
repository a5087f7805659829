//! The duty to tell how a series ended.

use std::sync::Weak;

use tokio::sync::watch;

use super::core::Core;
use super::error::TokenError;
use super::state::Outcome;

/// Held by the task that runs a series. However that task ends (done, panicking, or dropped with its runtime), its callers
/// hear of it, and another series can begin.
pub(super) struct Ticket {
    core: Weak<Core>,
    outcome: watch::Sender<Option<Outcome>>,
    told: bool,
}

impl Ticket {
    pub(super) fn new(core: Weak<Core>, outcome: watch::Sender<Option<Outcome>>) -> Self {
        Self { core, outcome, told: false }
    }

    pub(super) fn finish(mut self, outcome: Outcome) {
        self.tell(outcome);
    }

    fn tell(&mut self, outcome: Outcome) {
        self.told = true;
        if let Some(core) = self.core.upgrade() {
            let outcome = core.finish(outcome);
            self.outcome.send_replace(Some(outcome));
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if self.told {
            return;
        }
        if std::thread::panicking() {
            // A failure like others: beginning anew at once would only panic again.
            self.tell(Err(TokenError::abandoned("the issuer panicked")));
        } else if let Some(core) = self.core.upgrade() {
            core.abandon();
        }
    }
}
