//! `exec`: signals, which are sent to real processes, and tokens that expire.

use std::io;
use std::process::Command;

use rustix::process::Signal;
use serde_json::json;
use voucherify_oauth_sandbox::{Fault, Sandbox};

use crate::program::{Running, at, ended, hangup_is_ignored, line, send};
use crate::support::{blocking_sandbox, builder};

/// A script that prints `ready` and waits for input that never arrives.
const WAIT: &str = "echo ready; exec cat";

/// Starts `exec` with a script.
fn start(sandbox: &Sandbox, script: &str) -> io::Result<Running> {
    Running::start(&mut at(sandbox, ["exec", "--scope", "vouchers", "--", "sh", "-c", script]))
}

fn start_ready(sandbox: &Sandbox, script: &str) -> io::Result<Running> {
    let mut running = start(sandbox, script)?;
    assert_eq!(running.line()?, "ready\n");
    Ok(running)
}

#[test]
fn every_ending_signal_reaches_the_command() -> io::Result<()> {
    for (signal, code) in [
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::USR1, 138),
        (Signal::USR2, 140),
    ] {
        if signal == Signal::HUP && hangup_is_ignored() {
            continue;
        }
        let sandbox = builder().start_on_thread()?;
        let running = start_ready(&sandbox, WAIT)?;
        sandbox.assert_active(1);
        send(&running.child, signal)?;
        assert_eq!(running.end()?, (Some(code), String::new()), "{signal:?}");
        sandbox.assert_active(0);
    }
    Ok(())
}

#[test]
fn the_command_decides_what_a_signal_means() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let running = start_ready(&sandbox, "trap 'exit 7' TERM; echo ready; read line")?;
    send(&running.child, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(7), String::new()));
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn grandchildren_get_the_signal() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    // The output ends only when the grandchild, which has it open, has exited.
    let running = start_ready(&sandbox, "exec 3<&0; sh -c 'echo ready; exec cat <&3' & wait")?;
    send(&running.child, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(143), String::new()));
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn an_ignored_hangup_stays_ignored() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let program = at(&sandbox, ["exec", "--scope", "vouchers", "--", "sh", "-c", WAIT]);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
    let mut command = wrapped(command, &program);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut running = Running::start(&mut command)?;
    assert_eq!(running.line()?, "ready\n");
    send(&running.child, Signal::HUP)?;
    send(&running.child, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(143), String::new()));
    sandbox.assert_active(0);
    Ok(())
}

/// Run it with `cargo test -p voucherify-oauth-cli --test cli -- --ignored keys_in_proc`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs setpriv if run by root"]
fn a_command_can_not_read_the_keys_in_proc() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    let script = "cat /proc/$PPID/environ > /dev/null && echo readable || echo refused";
    let program = at(&sandbox, ["exec", "--scope", "vouchers", "--", "sh", "-c", script]);
    let mut command = Command::new("env");
    if rustix::process::geteuid().is_root() {
        // Root could examine all processes. Without capabilities, it is like any other user.
        command.args(["setpriv", "--bounding-set=-all", "--inh-caps=-all"]);
    }
    let output = wrapped(command, &program).output()?;
    let (out, err, code) = ended(&output);
    assert_eq!((out, code), ("refused\n", Some(0)), "{err}");
    Ok(())
}

/// Runs `program` by another command, such as `env`, with the variables of `program`.
#[cfg(target_os = "linux")]
fn wrapped(mut command: Command, program: &Command) -> Command {
    command.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

#[test]
fn a_token_that_arrives_after_a_signal_is_revoked() -> io::Result<()> {
    let (sandbox, is_requested, go) = blocking_sandbox()?;
    let mut running = start(&sandbox, "echo run")?;
    is_requested.recv().map_err(io::Error::other)?;
    send(&running.child, Signal::TERM)?;
    assert!(line(&mut running.stderr)?.starts_with("note: waiting for the response"));
    drop(go);
    assert_eq!(running.end()?, (Some(143), String::new()));
    sandbox.assert_issued(1);
    sandbox.assert_active(0);
    Ok(())
}

#[test]
fn a_second_signal_stops_waiting() -> io::Result<()> {
    let (sandbox, is_requested, go) = blocking_sandbox()?;
    let mut running = start(&sandbox, "echo run")?;
    is_requested.recv().map_err(io::Error::other)?;
    send(&running.child, Signal::INT)?;
    line(&mut running.stderr)?;
    send(&running.child, Signal::INT)?;
    assert_eq!(running.end()?, (Some(130), String::new()));
    drop(go);
    drop(sandbox);
    Ok(())
}

#[test]
fn a_signal_ends_the_pause_before_a_retry() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    sandbox.inject(Fault::rate_limited(std::time::Duration::from_secs(20)).always());
    let mut running = start(&sandbox, "echo run")?;
    assert!(line(&mut running.stderr)?.ends_with("retry 1 of 2 in 20.0 s\n"));
    send(&running.child, Signal::TERM)?;
    let (code, output) = running.end()?;
    assert_eq!(code, Some(5), "{output}");
    assert!(output.ends_with("help: try again in 20 seconds\n"), "{output}");
    Ok(())
}

#[test]
fn a_token_that_is_not_revoked_is_reported() -> io::Result<()> {
    let sandbox = builder().start_on_thread()?;
    sandbox.inject(Fault::status(503).on("/v1/oauth/token/revoke").always());
    let arguments = ["exec", "--retry", "0", "--scope", "vouchers", "--", "sh", "-c", "exit 3"];
    let output = at(&sandbox, arguments).output()?;
    let (_, err, code) = ended(&output);
    assert_eq!(code, Some(3), "the exit code of the command");
    assert!(err.starts_with("warning: could not revoke the token: 503"), "{err}");
    assert!(err.ends_with("; it stays active for up to 15 minutes\n"), "{err}");
    Ok(())
}

#[test]
fn a_command_that_outlives_its_token_causes_a_warning() -> io::Result<()> {
    let body = json!({
        "access_token": "token", "client_id": "client", "scope": "vouchers",
        "expires_at": 1, "expires_in": 1, "token_type": "Bearer",
    });
    let sandbox = builder().start_on_thread()?;
    sandbox.inject(Fault::status(200).json(&body));
    let mut running = start_ready(&sandbox, WAIT)?;
    let warning = line(&mut running.stderr)?;
    assert!(warning.starts_with("warning: the token of the command has expired after 1 second"));
    assert!(warning.contains("`voucherify-oauth proxy`"), "{warning}");
    send(&running.child, Signal::TERM)?;
    assert_eq!(running.end()?, (Some(143), String::new()));
    Ok(())
}

/// Runs `exec` in a terminal that a Python program controls.
#[test]
#[ignore = "needs python3 and bash"]
fn the_command_can_use_the_terminal() -> io::Result<()> {
    let mut python = Command::new("python3");
    python.args(["tests/cli/terminal.py", env!("CARGO_BIN_EXE_voucherify-oauth")]);
    assert_eq!(ended(&python.output()?), ("ok\n", "", Some(0)));
    Ok(())
}
