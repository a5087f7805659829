//! `cargo xtask conformance`: our programs against those that others wrote.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use clap::Args;

use super::{EXIT_FAILED, root};
use crate::report::{Diagnostic, Report};

/// The script with all checks. It installs and runs other programs, which a script does best.
const SCRIPT: &str = "xtask/conformance/run.sh";

/// Try the sandbox with programs that others wrote, and the client with servers that others wrote.
///
/// A check whose tools are missing says `skipped`.
///
/// Exit codes: 0 no check failed, 1 one did, 2 nothing could be tried.
#[derive(Args, Clone, Debug, Default)]
pub struct Conformance {
    /// First install what is needed from PyPI and npm, into a folder of the target directory
    #[arg(long)]
    pub install: bool,

    /// Run only the checks whose name contains this
    #[arg(value_name = "NAME")]
    pub only: Option<String>,
}

impl Conformance {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write) -> Result<u8, Report> {
        let script = root().join(SCRIPT);
        let mut command = Command::new("bash");
        command.arg(&script).args(self.install.then_some("--install")).args(&self.only);
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| {
            let help = "install bash, and run this in the workspace";
            Diagnostic::io(&script, "run", &error, help)
        })?;
        if let Some(mut printed) = child.stdout.take() {
            // A reader that closes the pipe has seen enough.
            let _ = io::copy(&mut printed, out);
        }
        Ok(child.wait()?.code().map_or(EXIT_FAILED, |code| code.clamp(0, 2) as u8))
    }
}
