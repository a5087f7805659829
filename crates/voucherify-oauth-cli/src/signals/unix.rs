use std::fs::File;
use std::io::{self, IsTerminal};

use rustix::process::{Pid, Signal, getpgrp, kill_process};
use rustix::termios::tcgetpgrp;
use tokio::process::Child;
use tokio::signal::unix::{self, SignalKind, signal};

use crate::exit::Exit;

/// Catches what would end this process, as long as it lives.
pub(crate) struct Signals {
    interrupt: unix::Signal,
    quit: unix::Signal,
    terminate: unix::Signal,
    hangup: Option<unix::Signal>,
}

/// A signal that was caught.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caught(Signal);

impl Signals {
    /// Has to be called on a runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: has_terminal().then(|| signal(SignalKind::hangup())).transpose()?,
        })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) -> Caught {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => Caught(Signal::INT),
            _ = self.quit.recv() => Caught(Signal::QUIT),
            _ = self.terminate.recv() => Caught(Signal::TERM),
            _ = hangup => Caught(Signal::HUP),
        }
    }
}

impl Caught {
    /// The exit code that shells have for it.
    pub(crate) fn exit(self) -> Exit {
        Exit::signal(self.0.as_raw())
    }

    /// Gives it to the child, unless the child has it already.
    pub(crate) fn pass_on(self, child: &Child) {
        if self.was_typed() {
            return;
        }
        let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let Some(pid) = pid {
            // It can only have ended by itself meanwhile, which is what was wanted.
            let _ = kill_process(pid, self.0);
        }
    }

    /// Whether the terminal sent it, which sends it to every process in its foreground, and so to
    /// the child. Programs take a second ctrl-C as a wish to end at any price.
    fn was_typed(self) -> bool {
        let foreground = || tcgetpgrp(File::open("/dev/tty").ok()?).ok();
        [Signal::INT, Signal::QUIT].contains(&self.0) && foreground() == Some(getpgrp())
    }
}

/// Whether there is a terminal that could hang up. `nohup` leaves none: it wants the hangup
/// ignored, and a listener would undo that.
fn has_terminal() -> bool {
    io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal()
}
