//! What arrived.

use super::Sandbox;
use crate::Requests;

impl Sandbox {
    /// The requests that arrived so far, as far as they are
    /// [kept](crate::Builder::record_last).
    #[must_use]
    pub fn requests(&self) -> Requests {
        Requests::new(self.service.recorder.kept())
    }

    /// Forgets the requests that arrived so far.
    pub fn forget_requests(&self) {
        self.service.recorder.forget();
    }

    /// Waits until this many requests have arrived since the start.
    pub async fn arrived(&self, count: usize) {
        // Fails when the sandbox is gone, which this borrow rules out.
        let _ = self.service.recorder.arrived().wait_for(|arrived| *arrived >= count).await;
    }
}
