//! One module for each command: its arguments, and `run`, which writes to the given writers.

pub mod conformance;
pub mod diff;
pub mod generate;
pub mod import;
pub mod update;

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

use crate::report::{Diagnostic, Report, Severity};

/// Everything is up to date, or was updated.
pub const EXIT_OK: u8 = 0;
/// With `--check`: a file differs from what would be written.
pub const EXIT_STALE: u8 = 1;
/// The command failed, and wrote nothing.
pub const EXIT_FAILED: u8 = 2;

/// The maintainer's commands of voucherify-oauth.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Conformance(conformance::Conformance),
    Diff(diff::Diff),
    Generate(generate::Generate),
    Import(import::Import),
    Update(update::Update),
}

impl Cli {
    /// Runs the command and returns its exit code.
    pub fn run(&self, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
        let outcome = match &self.command {
            Command::Conformance(conformance) => conformance.run(out),
            Command::Diff(diff) => diff.run(out, err),
            Command::Generate(generate) => generate.run(out, err),
            Command::Import(import) => import.run(out, err),
            Command::Update(update) => update.run(out, err),
        };
        outcome.unwrap_or_else(|report| {
            for severity in [Severity::Warning, Severity::Error] {
                for diagnostic in report.of(severity) {
                    // There is no place to report an error of stderr.
                    let _ = writeln!(err, "{}: {diagnostic}", word(severity));
                }
            }
            EXIT_FAILED
        })
    }
}

impl From<io::Error> for Report {
    fn from(error: io::Error) -> Self {
        let help = "check that the files are readable, and that output and disk are writable";
        Diagnostic::error("cargo xtask", "", error.to_string(), help).into()
    }
}

/// Returns the word for a severity.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Ignores a closed pipe in the `result` of writing a report: the work itself is done.
fn ignore_broken_pipe(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Returns the workspace's root, relative to the current directory if it is below it.
///
/// Cargo sets the manifest directory of the package that it runs. Without it, the root is the
/// current directory.
pub fn root() -> PathBuf {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    match Path::new(&manifest).parent() {
        Some(root) if !env::current_dir().is_ok_and(|here| here == root) => root.to_owned(),
        _ => PathBuf::from("."),
    }
}
