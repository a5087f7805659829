//! `exec`, when it is interrupted. Real signals go to real processes.

use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{ChildStderr, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc;

use rustix::process::Signal;
use voucherify_oauth_sandbox::{Fault, Sandbox};

use crate::program::{Guard, at, ended, send, send_to_group};
use crate::support::still;

/// Says that it runs, and then waits for input that never comes.
const WAIT: &str = "echo ready; exec cat";

/// A running `exec` of a script, in a group of its own: it is in no terminal's foreground.
struct Running {
    process: Guard,
    /// Open, so that who reads it waits.
    _stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
}

impl Running {
    fn start(sandbox: &Sandbox, script: &str) -> io::Result<Self> {
        let mut command = at(sandbox, ["exec", "--scope", "vouchers", "--", "sh", "-c", script]);
        let mut process = Guard(command.stdin(Stdio::piped()).process_group(0).spawn()?);
        let child = &mut process.0;
        let (stdin, out, err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(out), Some(err)) = (stdin, out, err) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (stdout, stderr) = (BufReader::new(out), BufReader::new(err));
        Ok(Self { process, _stdin: stdin, stdout, stderr })
    }

    /// Waits until the script runs.
    fn ready(&mut self) -> io::Result<()> {
        assert_eq!(line(&mut self.stdout)?, "ready\n");
        Ok(())
    }

    /// The exit code, and what else was said on the way.
    fn end(mut self) -> io::Result<(Option<i32>, String)> {
        let mut said = String::new();
        self.stdout.read_to_string(&mut said)?;
        self.stderr.read_to_string(&mut said)?;
        Ok((self.process.0.wait()?.code(), said))
    }
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(line)
}

#[test]
fn a_signal_reaches_the_command_and_the_token_is_revoked() -> io::Result<()> {
    for (signal, code) in [(Signal::INT, 130), (Signal::QUIT, 131), (Signal::TERM, 143)] {
        let sandbox = still().start_on_thread()?;
        let mut running = Running::start(&sandbox, WAIT)?;
        running.ready()?;
        sandbox.assert_living(1);
        send(&running.process.0, signal)?;
        assert_eq!(running.end()?, (Some(code), String::new()), "{signal:?}");
        sandbox.assert_living(0);
    }
    Ok(())
}

#[test]
fn the_command_decides_what_a_signal_means() -> io::Result<()> {
    let sandbox = still().start_on_thread()?;
    let mut running = Running::start(&sandbox, "trap 'exit 7' TERM; echo ready; read line")?;
    running.ready()?;
    send(&running.process.0, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(7), String::new()));
    sandbox.assert_living(0);
    Ok(())
}

#[test]
fn ctrl_c_ends_all_and_the_token_is_revoked() -> io::Result<()> {
    let sandbox = still().start_on_thread()?;
    let mut running = Running::start(&sandbox, WAIT)?;
    running.ready()?;
    send_to_group(&running.process.0, Signal::INT)?;
    assert_eq!(running.end()?.0, Some(130));
    sandbox.assert_living(0);
    Ok(())
}

/// A sandbox that tells when it is asked for a token, and answers when it is told to.
fn hesitant() -> io::Result<(Sandbox, mpsc::Receiver<()>, mpsc::Sender<()>)> {
    let (asked, is_asked) = mpsc::channel();
    let (go, goes) = mpsc::channel();
    let goes = std::sync::Mutex::new(goes);
    let sandbox = still().observer(move |request| {
        if request.path() == "/v1/oauth/token" {
            let _ = asked.send(());
            let _ = goes.lock().map(|goes| goes.recv());
        }
    });
    Ok((sandbox.start_on_thread()?, is_asked, go))
}

#[test]
fn a_token_that_comes_too_late_is_revoked_unused() -> io::Result<()> {
    let (sandbox, is_asked, go) = hesitant()?;
    let mut running = Running::start(&sandbox, "echo run")?;
    is_asked.recv().map_err(io::Error::other)?;
    sandbox.assert_living(1);
    send(&running.process.0, Signal::TERM)?;
    assert!(line(&mut running.stderr)?.starts_with("note: waiting for the service"));
    go.send(()).map_err(io::Error::other)?;
    assert_eq!(running.end()?, (Some(143), String::new()));
    sandbox.assert_living(0);
    Ok(())
}

#[test]
fn a_second_signal_gives_up() -> io::Result<()> {
    let (sandbox, is_asked, go) = hesitant()?;
    let mut running = Running::start(&sandbox, "echo run")?;
    is_asked.recv().map_err(io::Error::other)?;
    send(&running.process.0, Signal::INT)?;
    line(&mut running.stderr)?;
    send(&running.process.0, Signal::INT)?;
    assert_eq!(running.end()?, (Some(130), String::new()));
    drop(go);
    Ok(())
}

#[test]
fn a_token_that_can_t_be_revoked_is_told_of() -> io::Result<()> {
    let sandbox = still().fault(Fault::status(503).on("/v1/oauth/token/revoke").always());
    let sandbox = sandbox.start_on_thread()?;
    let arguments = ["exec", "--scope", "vouchers", "--", "sh", "-c", "exit 3"];
    let output = at(&sandbox, arguments).output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(3), "the command's");
    assert!(err.starts_with("warning: could not revoke the token: 503"), "{err}");
    assert!(err.ends_with("; it lives for up to 15 minutes\n"), "{err}");
    Ok(())
}
