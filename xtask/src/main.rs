//! `cargo xtask`: parses the command line and runs the command.

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread::Builder;

use clap::Parser;
use xtask::commands::{Cli, EXIT_FAILED};

/// The size of the stack: enough for all types that an import accepts, each within the next.
const STACK: usize = 1 << 28;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match Builder::new().stack_size(STACK).spawn(move || run(&cli)) {
        // A panic was shown by its thread.
        Ok(thread) => thread.join().unwrap_or(EXIT_FAILED),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot start a thread: {error}");
            EXIT_FAILED
        }
    };
    ExitCode::from(outcome)
}

fn run(cli: &Cli) -> u8 {
    let mut out = io::stdout().lock();
    let outcome = cli.run(&mut out, &mut io::stderr().lock());
    // A closed pipe is not an error: the work itself is done.
    let _ = out.flush();
    outcome
}
