//! `cargo xtask generate`: from the API description to types and client.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::failure::Failure;
use super::{EXIT_OK, EXIT_STALE, exit_code, told};
use crate::generation::{Previous, Totals};
use crate::plan::{Plan, State};
use crate::workspace;

/// Generate the effective document, the types and the client from the API description.
///
/// Exit codes: 0 in sync or written, 1 stale (with --check), 2 failed and nothing written.
#[derive(Args, Debug, Default)]
pub struct Generate {
    /// Write nothing; tell what is stale, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,

    /// The folder with oauth.json and overlay.json [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,

    /// The folder to write below, or to compare with [default: the workspace]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Show what changes in each stale or updated file
    #[arg(short, long)]
    pub verbose: bool,
}

impl Generate {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let outcome = self.try_run(out, err);
        exit_code(outcome, err)
    }

    fn try_run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Failure> {
        let started = Instant::now();
        let root = workspace::root();
        let openapi = self.openapi.clone().unwrap_or_else(|| root.join("openapi"));
        let target = self.out.clone().unwrap_or(root);

        let generation = Previous::from_dir(&openapi)?;
        let plan = Plan::compare(&generation, &target)?;
        if !self.check {
            plan.apply()?;
        }
        let elapsed = started.elapsed();

        told(self.report(&generation, &plan, elapsed, out, err))?;
        Ok(if self.check && plan.stale() > 0 { EXIT_STALE } else { EXIT_OK })
    }

    fn report(
        &self,
        generation: &Previous,
        plan: &Plan,
        elapsed: Duration,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<()> {
        // The warnings come first: they are what a reader that stops early must not miss.
        for warning in &generation.warnings {
            writeln!(err, "warning: {warning}")?;
        }
        for change in plan.changes() {
            writeln!(out, "{:>9}  {}", change.state.word(self.check), change.path.display())?;
            if self.verbose && change.state != State::Unchanged {
                write!(out, "{}", change.diff())?;
            }
        }
        let stale = plan.stale();
        writeln!(
            out,
            "{}: {} in {} ms",
            if self.check && stale > 0 { "stale" } else { "in sync" },
            Summary {
                totals: &generation.totals,
                warnings: generation.warnings.len(),
                files: plan.changes().len(),
                stale,
                check: self.check
            },
            elapsed.as_millis(),
        )?;
        if self.check && stale > 0 {
            writeln!(out, "run `cargo xtask generate` and commit what it writes")?;
        }
        out.flush()
    }
}

struct Summary<'a> {
    totals: &'a Totals,
    warnings: usize,
    files: usize,
    stale: usize,
    check: bool,
}

impl std::fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Totals { operations, schemas, scopes } = self.totals;
        write!(
            f,
            "{operations} operations, {schemas} schemas, {scopes} scopes; {} files, ",
            self.files
        )?;
        write!(f, "{} {}; ", self.stale, if self.check { "stale" } else { "written" })?;
        write!(f, "{} {}", self.warnings, if self.warnings == 1 { "warning" } else { "warnings" })
    }
}
