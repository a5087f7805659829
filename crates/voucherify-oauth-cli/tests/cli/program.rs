//! The program as a process: started, fed, watched and signalled.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::process::{Child, Command, Output, Stdio};

use voucherify_oauth_sandbox::Sandbox;

/// The program with these arguments, and none of the developer's variables.
pub(crate) fn program<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voucherify-oauth"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("VOUCHERIFY_") {
            command.env_remove(name);
        }
    }
    command
}

/// The program with the keys of `sandbox`.
pub(crate) fn at<'a>(sandbox: &Sandbox, arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = program(arguments);
    command
        .env("VOUCHERIFY_APP_ID", sandbox.app_id())
        .env("VOUCHERIFY_APP_TOKEN", sandbox.app_token())
        .env("VOUCHERIFY_BASE_URL", sandbox.base_url());
    command
}

/// Runs it to its end with this on its standard input.
pub(crate) fn fed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input)?;
    }
    child.wait_with_output()
}

/// What it printed, and its exit code.
pub(crate) fn ended(output: &Output) -> (&str, &str, Option<i32>) {
    let text = |bytes| str::from_utf8(bytes).unwrap_or("not UTF-8");
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// Sends a signal to it, and to none of its children.
#[cfg(unix)]
pub(crate) fn send(child: &Child, signal: rustix::process::Signal) -> io::Result<()> {
    Ok(rustix::process::kill_process(rustix::process::Pid::from_child(child), signal)?)
}

/// The same to its whole group, as ctrl-C in a terminal does.
#[cfg(unix)]
pub(crate) fn send_to_group(child: &Child, signal: rustix::process::Signal) -> io::Result<()> {
    Ok(rustix::process::kill_process_group(rustix::process::Pid::from_child(child), signal)?)
}

/// A child that does not outlive its test, should that fail.
pub(crate) struct Guard(pub(crate) Child);

impl Drop for Guard {
    fn drop(&mut self) {
        // It has ended where the test went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
