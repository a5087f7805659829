use std::io;
use std::process::ExitStatus;

use tokio::process::{Child, Command};
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::failure::Exit;

/// Catches what would end this process.
pub(crate) struct Signals {
    interrupt: CtrlC,
}

/// A signal that was caught: ctrl-C, there is no other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caught;

impl Caught {
    /// The exit code that shells have for it.
    pub(crate) fn exit(self) -> Exit {
        Exit::signal(2)
    }
}

impl Signals {
    /// Has to be called on a runtime.
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

    /// Waits for the end of the command. The console gives it ctrl-C by itself.
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
