//! Process groups, signals and the terminal of a command on Unix.

use std::fs::{self, File};
use std::future::poll_fn;
use std::io::{self, IsTerminal};
use std::process::ExitStatus;
use std::task::Poll;
use std::time::Duration;

use nix::sys::signal::{SigSet, Signal as BlockedSignal};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpgrp, getpid, kill_process, kill_process_group, waitid,
};
use rustix::termios::{tcgetpgrp, tcsetpgrp};
use tokio::process::{Child, Command};
use tokio::signal::unix::{self, SignalKind, signal};
use tokio::time::{sleep, timeout};

use crate::failure::Exit;

/// The signals that would end this process.
const ENDING: [Signal; 6] =
    [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP, Signal::USR1, Signal::USR2];

/// The longest time that a sent signal takes to arrive.
const DELIVERY: Duration = Duration::from_millis(200);

/// Catches the signals that would end this process, except a SIGHUP that was ignored at the start.
pub(crate) struct Signals {
    caught: Vec<(Signal, unix::Signal)>,
}

/// A signal that was caught.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caught(Signal);

impl Caught {
    /// Returns the exit code that shells use for this signal.
    pub(crate) fn exit(self) -> Exit {
        Exit::signal(self.0.as_raw())
    }
}

impl Signals {
    /// Must be called on a runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        let ignores_hangup = ignores_hangup();
        let caught = ENDING
            .into_iter()
            .filter(|signal| *signal != Signal::HUP || !ignores_hangup)
            .map(|caught| Ok((caught, signal(SignalKind::from_raw(caught.as_raw()))?)))
            .collect::<io::Result<_>>()?;
        Ok(Self { caught })
    }

    /// Waits for the next signal.
    pub(crate) async fn next(&mut self) -> Caught {
        poll_fn(|cx| {
            for (signal, stream) in &mut self.caught {
                if stream.poll_recv(cx).is_ready() {
                    return Poll::Ready(Caught(*signal));
                }
            }
            Poll::Pending
        })
        .await
    }
}

/// Returns whether SIGHUP was ignored at the start, as `nohup` does. A listener would undo that.
fn ignores_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    match mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()) {
        Some(mask) => mask & (1 << (Signal::HUP.as_raw() - 1)) != 0,
        // Without /proc, assumes it for a process without a terminal.
        None => !io::stdin().is_terminal() && !io::stderr().is_terminal(),
    }
}

/// A command and its child processes.
pub(crate) struct Job {
    child: Child,
    pid: Option<Pid>,
    place: Place,
}

/// The process group of a job.
enum Place {
    /// Its own process group, without a terminal.
    Group,
    /// Its own process group, in the foreground of the terminal.
    Foreground(Terminal),
    /// The process group of this process, which a pipeline shares and which must keep the terminal.
    Shared,
}

/// The terminal while it belongs to a job, with the signals that the job was stopped (ctrl-Z) or
/// this process was continued (`fg`).
struct Terminal {
    device: File,
    child_changed: unix::Signal,
    continued: unix::Signal,
}

impl Job {
    /// Starts the command.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        let mut place = match foreground_terminal() {
            None => Place::Group,
            Some(device) if io::stdin().is_terminal() && io::stdout().is_terminal() => {
                Place::Foreground(Terminal {
                    device,
                    child_changed: signal(SignalKind::child())?,
                    continued: signal(SignalKind::from_raw(Signal::CONT.as_raw()))?,
                })
            }
            Some(_) => Place::Shared,
        };
        if !matches!(place, Place::Shared) {
            command.process_group(0);
        }
        let child = command.spawn()?;
        let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        if let (Place::Foreground(terminal), Some(group)) = (&mut place, pid) {
            // From here on this process is in the background: changing the terminal's owner and,
            // with `stty tostop`, writing to it would stop it.
            let mut set = SigSet::empty();
            set.add(BlockedSignal::SIGTTOU);
            set.thread_block().map_err(io::Error::from)?;
            terminal.give(group);
        }
        Ok(Self { child, pid, place })
    }

    /// Waits until the command exits, and forwards the signals that arrive in the meantime.
    pub(super) async fn wait(&mut self, signals: &mut Signals) -> io::Result<ExitStatus> {
        let status = loop {
            tokio::select! {
                // First, because a signal that ends the child may also reach this process.
                biased;
                caught = signals.next() => self.pass_on(caught.0),
                () = child_changed(&mut self.place) => self.follow_stop().await,
                status = self.child.wait() => break status?,
            }
        };
        if let Place::Foreground(terminal) = &self.place {
            terminal.take_back();
            let signal = std::os::unix::process::ExitStatusExt::signal(&status);
            let typed =
                [Signal::INT, Signal::QUIT].into_iter().find(|s| Some(s.as_raw()) == signal);
            // In the terminal, ctrl-C would have reached the script that started this process.
            if let (Some(typed), true) = (typed, getpgrp() != getpid())
                && kill_process_group(getpgrp(), typed).is_ok()
            {
                let _ = timeout(DELIVERY, signals.next()).await;
            }
        }
        Ok(status)
    }

    fn pass_on(&self, signal: Signal) {
        let Some(pid) = self.pid else { return };
        // Fails only if the job has already exited.
        let _ = match self.place {
            Place::Shared if was_typed(signal) => Ok(()),
            Place::Shared => kill_process(pid, signal),
            Place::Group | Place::Foreground(_) => {
                // A stopped job must continue to handle the signal.
                let sent = kill_process_group(pid, signal);
                kill_process_group(pid, Signal::CONT).and(sent)
            }
        };
    }

    /// Stops this process if the job was stopped, as a shell expects, and continues both.
    async fn follow_stop(&mut self) {
        let (Place::Foreground(terminal), Some(group)) = (&mut self.place, self.pid) else {
            return;
        };
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOHANG;
        if !matches!(waitid(WaitId::Pid(group), options), Ok(Some(_))) {
            return;
        }
        terminal.take_back();
        let _ = kill_process_group(getpgrp(), Signal::TSTP);
        // Without a shell that could continue this process, the system ignores the stop.
        let _ = timeout(DELIVERY, terminal.continued.recv()).await;
        sleep(Duration::ZERO).await;
        if tcgetpgrp(&terminal.device) == Ok(getpgrp()) {
            terminal.give(group);
        } else {
            let _ = kill_process_group(group, Signal::CONT);
        }
    }
}

async fn child_changed(place: &mut Place) {
    match place {
        Place::Foreground(terminal) => {
            terminal.child_changed.recv().await;
        }
        Place::Group | Place::Shared => std::future::pending().await,
    }
}

impl Terminal {
    /// Makes `group` the foreground process group of the terminal.
    fn give(&self, group: Pid) {
        let _ = tcsetpgrp(&self.device, group);
        // The group may have been stopped for reading too early.
        let _ = kill_process_group(group, Signal::CONT);
    }

    fn take_back(&self) {
        let _ = tcsetpgrp(&self.device, getpgrp());
    }
}

/// Returns the terminal of this process, if this process is in its foreground.
fn foreground_terminal() -> Option<File> {
    let device = File::options().read(true).write(true).open("/dev/tty").ok()?;
    (tcgetpgrp(&device) == Ok(getpgrp())).then_some(device)
}

/// Returns whether the terminal sends this signal, to all processes in its foreground.
fn was_typed(signal: Signal) -> bool {
    [Signal::INT, Signal::QUIT].contains(&signal) && foreground_terminal().is_some()
}
