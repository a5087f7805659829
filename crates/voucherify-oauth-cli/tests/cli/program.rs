//! Runs the program.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Output, Stdio};

use voucherify_oauth_sandbox::Sandbox;

/// Returns the program with these arguments, without the variables and files of the developer.
pub(crate) fn program<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucherify-oauth"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("VOUCHERIFY_") {
            command.env_remove(name);
        }
    }
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env_remove(name);
    }
    command
}

/// Returns the program with the address and the keys of `sandbox`.
pub(crate) fn at<'a>(sandbox: &Sandbox, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = program(arguments);
    command
        .env("VOUCHERIFY_APP_ID", sandbox.app_id())
        .env("VOUCHERIFY_APP_TOKEN", sandbox.app_token())
        .env("VOUCHERIFY_BASE_URL", sandbox.base_url());
    command
}

/// Runs the program with this standard input until it exits.
pub(crate) fn fed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    child.wait_with_output()
}

/// Returns the output, the error output and the exit code.
pub(crate) fn ended(output: &Output) -> (&str, &str, Option<i32>) {
    let text = |bytes| str::from_utf8(bytes).unwrap_or("not UTF-8");
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// Returns whether this process ignores SIGHUP, as under `nohup`. The programs that it starts
/// inherit that and keep ignoring it.
#[cfg(unix)]
pub(crate) fn hangup_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 1 != 0)
}

/// Sends a signal to the process but not to its children.
#[cfg(unix)]
pub(crate) fn send(child: &Child, signal: rustix::process::Signal) -> io::Result<()> {
    Ok(rustix::process::kill_process(rustix::process::Pid::from_child(child), signal)?)
}

/// The running program. It is killed when this value is dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    /// Kept open, so that a command that reads it waits.
    _stdin: Option<ChildStdin>,
    pub(crate) stdout: BufReader<ChildStdout>,
    pub(crate) stderr: BufReader<ChildStderr>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).spawn()?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let (Some(out), Some(err)) = (out, err) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let _stdin = child.stdin.take();
        Ok(Self { child, _stdin, stdout: BufReader::new(out), stderr: BufReader::new(err) })
    }

    /// Returns the next line of the output.
    pub(crate) fn line(&mut self) -> io::Result<String> {
        line(&mut self.stdout)
    }

    /// Waits until the program exits. Returns the exit code and the rest of both outputs.
    pub(crate) fn end(mut self) -> io::Result<(Option<i32>, String)> {
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest)?;
        self.stderr.read_to_string(&mut rest)?;
        Ok((self.child.wait()?.code(), rest))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // In a test that passes, it has exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(line)
}
