//! `cargo xtask conformance`: ours against what others wrote.

use std::io::{self, Write};
use std::time::Instant;

use clap::Args;

use super::{EXIT_OK, EXIT_STALE, exit_code};
use crate::conformance::{CHECKS, Outcome, Totals, Workbench};

/// Try the sandbox with programs that others wrote, and the client with servers that others wrote.
///
/// What a check needs and is not there makes it say `skipped`.
///
/// Exit codes: 0 no check failed, 1 one did, 2 nothing could be tried.
#[derive(Args, Clone, Debug, Default)]
pub struct Conformance {
    /// First install what is needed from PyPI and npm, into a folder of the target directory
    #[arg(long)]
    pub install: bool,

    /// Run only the checks whose name holds this
    #[arg(value_name = "NAME")]
    pub only: Option<String>,
}

impl Conformance {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        exit_code(self.try_run(out).map_err(|error| format!("error: {error}\n")), err)
    }

    fn try_run(&self, out: &mut dyn Write) -> io::Result<u8> {
        let bench = Workbench::new()?;
        if self.install {
            bench.install(out)?;
        }
        let mut totals = Totals::default();
        let chosen = |name: &str| self.only.as_ref().is_none_or(|only| name.contains(only));
        if !CHECKS.iter().any(|check| chosen(check.name)) {
            let names: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
            let reason = format!("no check has such a name: there are {}", names.join("; "));
            return Err(io::Error::new(io::ErrorKind::NotFound, reason));
        }
        for check in CHECKS.iter().filter(|check| chosen(check.name)) {
            let started = Instant::now();
            let outcome = (check.run)(&bench).unwrap_or_else(Outcome::from);
            totals.count(&outcome);
            let took = started.elapsed().as_secs_f64();
            writeln!(out, "{} ({took:.1} s): {outcome}", check.name)?;
            out.flush()?;
        }
        writeln!(out, "conformance: {totals}")?;
        Ok(if totals.failed > 0 { EXIT_STALE } else { EXIT_OK })
    }
}
