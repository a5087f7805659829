//! `cargo xtask`: parses the command line and runs the command.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::commands::Cli;

/// The size of the stack: enough for all types that an import accepts, each within the next.
const STACK: usize = 1 << 28;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || run(&cli));
    // A panic was shown by its thread.
    thread.ok().and_then(|thread| thread.join().ok()).unwrap_or(ExitCode::FAILURE)
}

fn run(cli: &Cli) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut err = std::io::stderr().lock();
    let outcome = cli.run(&mut out, &mut err);
    // A closed pipe is not an error: the work itself is done.
    let _ = out.flush();
    ExitCode::from(outcome)
}
