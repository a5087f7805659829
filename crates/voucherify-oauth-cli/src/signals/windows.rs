use std::io;

use tokio::process::Child;
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::exit::Exit;

/// Catches what would end this process, as long as it lives.
pub(crate) struct Signals {
    interrupt: CtrlC,
}

/// A signal that was caught: ctrl-C, there is no other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caught;

impl Signals {
    /// Has to be called on a runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: ctrl_c()? })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) -> Caught {
        self.interrupt.recv().await;
        Caught
    }
}

impl Caught {
    /// The exit code that shells have for it.
    pub(crate) fn exit(self) -> Exit {
        Exit::signal(2)
    }

    /// The console has told the child already.
    pub(crate) fn pass_on(self, _: &Child) {}
}
