use std::io;

use tokio::signal::windows::{CtrlC, ctrl_c};

/// Catches what would end this process, as long as it lives.
pub(crate) struct Signals {
    interrupt: CtrlC,
}

impl Signals {
    /// Has to be called on a runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: ctrl_c()? })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) {
        self.interrupt.recv().await;
    }
}
