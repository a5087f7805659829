//! `cargo xtask conformance`: interoperability tests with third-party programs.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use clap::Args;

use super::{EXIT_FAILED, root};
use crate::report::{Diagnostic, Report};

/// The script that installs and runs the third-party programs.
const SCRIPT: &str = "xtask/conformance/run.sh";

/// Test the sandbox with third-party clients, and the client with third-party servers.
///
/// A check whose tools are missing reports `skipped`.
///
/// Exit codes: 0 no check failed, 1 a check failed, 2 no check has this name.
#[derive(Args, Clone, Debug, Default)]
pub struct Conformance {
    /// First install the programs from PyPI and npm, into a folder of the target directory
    #[arg(long)]
    pub install: bool,

    /// Run only the checks whose name contains this text
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
            let help = "install bash, and run this command in the workspace";
            Diagnostic::io(&script, "run", &error, help)
        })?;
        if let Some(mut printed) = child.stdout.take() {
            // A closed pipe is not an error.
            let _ = io::copy(&mut printed, out);
        }
        Ok(child.wait()?.code().map_or(EXIT_FAILED, |code| code.clamp(0, 2) as u8))
    }
}
