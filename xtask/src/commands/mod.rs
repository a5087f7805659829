//! One module a verb: its arguments and its `run`, which writes to the writers that it is handed.

pub mod conformance;
pub mod diff;
pub mod failure;
pub mod generate;
pub mod import;
pub mod update;

use std::fmt::Display;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

/// Everything is as the description says it should be, or was made so.
pub const EXIT_OK: u8 = 0;
/// Under `--check`: something on the disk is not what would be written.
pub const EXIT_STALE: u8 = 1;
/// The command could not do its work, and wrote nothing.
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
        match &self.command {
            Command::Conformance(conformance) => conformance.run(out, err),
            Command::Diff(diff) => diff.run(out, err),
            Command::Generate(generate) => generate.run(out, err),
            Command::Import(import) => import.run(out, err),
            Command::Update(update) => update.run(out, err),
        }
    }
}

/// The exit code of a command, which says why if it failed.
fn exit_code(outcome: Result<u8, impl Display>, err: &mut dyn Write) -> u8 {
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            // Nothing is left to tell if even the error stream is gone.
            let _ = write!(err, "{failure}");
            EXIT_FAILED
        }
    }
}

/// What came of telling what was done. A reader that closes the pipe has seen enough: it takes
/// nothing back, and says nothing of the work.
pub(crate) fn told(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
