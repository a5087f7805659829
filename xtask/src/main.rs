//! `cargo xtask`: parses the command line and runs the command.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::commands::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr().lock();
    let outcome = cli.run(&mut out, &mut err);
    // A closed pipe is not an error: the work itself is done.
    let _ = out.flush();
    ExitCode::from(outcome)
}
