//! `voucherify-oauth`: parses the command line and runs the command.

#[cfg(unix)]
mod cache;
mod commands;
mod connection;
mod credentials;
mod environment;
mod failure;
mod output;
mod process;
mod proxy;
mod session;
mod token_input;
mod wanted;

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
#[cfg(target_os = "linux")]
use rustix::process::{DumpableBehavior, set_dumpable_behavior};

use crate::commands::Cli;
use crate::failure::{Exit, Failure};
use crate::output::{Log, Streams};

fn main() -> ExitCode {
    // Keeps the keys out of core dumps, and commands of `exec` and `proxy` from reading them in
    // `/proc`. The program also works without it.
    #[cfg(target_os = "linux")]
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    // Strips colours unless the stream is a terminal.
    let mut out = AutoStream::auto(io::stdout().lock());
    let mut err = AutoStream::auto(io::stderr().lock());
    let log = Log::new(&mut err, cli.quiet, cli.verbose);
    let outcome = cli
        .run(&mut Streams { out: &mut out, log })
        .and_then(|exit| out.flush().map(|()| exit).map_err(Failure::from));
    let exit = match outcome {
        Ok(exit) => exit,
        // The reader has what it needs, as `head` does.
        Err(Failure::ReaderGone) => Exit::OK,
        Err(Failure::Reported(report)) => {
            // Without an error stream, nothing can be reported.
            let _ = write!(err, "{report}");
            report.exit
        }
    };
    exit.into()
}
