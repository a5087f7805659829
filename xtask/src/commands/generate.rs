//! `cargo xtask generate`: generates the types and the client from the API description.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::{EXIT_OK, EXIT_STALE, ignore_broken_pipe, root};
use crate::effective::Description;
use crate::facade;
use crate::generation::{Generation, generate};
use crate::model::Api;
use crate::plan::{Plan, State};
use crate::report::{Report, Severity};

/// Generate the effective document, the types and the client from the API description.
///
/// Exit codes: 0 up to date or written, 1 stale (with --check), 2 failed and nothing written.
#[derive(Args, Debug, Default)]
pub struct Generate {
    /// Write nothing; list the stale files, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,

    /// The folder with oauth.json and overlay.json [default: openapi in the workspace]
    #[arg(long, value_name = "DIR")]
    pub openapi: Option<PathBuf>,

    /// The folder to write to, or to compare with [default: the workspace]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Show the diff of each stale or updated file
    #[arg(short, long)]
    pub verbose: bool,
}

impl Generate {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Report> {
        let started = Instant::now();
        let root = root();
        let openapi = self.openapi.clone().unwrap_or_else(|| root.join("openapi"));
        let target = self.out.clone().unwrap_or(root);

        let mut generation = generate(&Description::from_dir(&openapi)?)?;
        generation.report.extend(facade::deprecated_calls(&generation.api, &target)?);
        let plan = Plan::compare(&generation.files, &target)?;
        if !self.check {
            Plan::apply(&[&plan])?;
        }
        ignore_broken_pipe(self.report(&generation, &plan, started.elapsed(), out, err))?;
        let stale = plan.stale().next().is_some() || !generation.mismatches.is_empty();
        Ok(if self.check && stale { EXIT_STALE } else { EXIT_OK })
    }

    fn report(
        &self,
        generation: &Generation,
        plan: &Plan,
        elapsed: Duration,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> io::Result<()> {
        // Warnings come first, so that a reader who stops early sees them.
        let mut warnings = 0;
        for warning in generation.report.of(Severity::Warning) {
            warnings += 1;
            writeln!(err, "warning: {warning}")?;
        }
        for change in &plan.changes {
            writeln!(out, "{:>9}  {}", change.state.word(self.check), change.path.display())?;
            if self.verbose && change.state != State::Unchanged {
                write!(out, "{}", change.diff())?;
            }
        }
        let (stale, mismatches) = (plan.stale().count(), generation.mismatches.len());
        let in_sync = !self.check || stale + mismatches == 0;
        writeln!(
            out,
            "{}: {}; {} files, {stale} {}; {} in {} ms",
            if in_sync { "in sync" } else { "stale" },
            contents(&generation.api),
            plan.changes.len(),
            if self.check { "stale" } else { "written" },
            counted(warnings, "warning"),
            elapsed.as_millis(),
        )?;
        if self.check && stale > 0 {
            writeln!(out, "help: run `cargo xtask generate` and commit the changes")?;
        }
        if self.check && mismatches > 0 {
            let what = counted(mismatches, "overlay action");
            writeln!(out, "help: adapt the {what}: the published value has changed")?;
        }
        out.flush()
    }
}

/// Returns a summary of each API version.
fn contents(api: &Api) -> String {
    let versions = api.versions.iter().map(|version| {
        let values: usize = version.enums().map(|(_, values)| values.values.len()).sum();
        format!(
            "{}: {}, {}, {}",
            version.name,
            counted(version.operations.len(), "operation"),
            counted(version.types.len(), "type"),
            counted(values, "enum value"),
        )
    });
    versions.collect::<Vec<_>>().join("; ")
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
