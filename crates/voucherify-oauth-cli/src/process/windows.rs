//! A command on Windows, which receives ctrl-C from the console.

use std::io;
use std::process::ExitStatus;

use tokio::process::{Child, Command};
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::failure::Exit;

/// Catches ctrl-C.
pub(crate) struct Signals {
    interrupt: CtrlC,
}

/// A caught signal. Always ctrl-C.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caught;

impl Caught {
    /// Returns the exit code that shells use for it.
    pub(crate) fn exit(self) -> Exit {
        Exit::signal(2)
    }
}

impl Signals {
    /// Must be called on a runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: ctrl_c()? })
    }

    /// Waits for the next signal.
    pub(crate) async fn next(&mut self) -> Caught {
        self.interrupt.recv().await;
        Caught
    }
}

/// A command.
pub(crate) struct Job {
    child: Child,
}

impl Job {
    /// Starts the command.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        Ok(Self { child: command.spawn()? })
    }

    /// Waits until the command exits. It receives ctrl-C from the console.
    pub(super) async fn wait(&mut self, signals: &mut Signals) -> io::Result<ExitStatus> {
        loop {
            tokio::select! {
                biased;
                _ = signals.next() => {}
                status = self.child.wait() => return status,
            }
        }
    }
}
