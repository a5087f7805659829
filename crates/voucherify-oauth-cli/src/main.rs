//! `voucherify-oauth`: parses the command line and hands over.

mod commands;
mod connection;
mod credentials_file;
mod embedded;
mod environment;
mod exit;
mod failure;
mod granted;
mod output;
mod runtime;
mod service_failure;
mod shell;
mod signals;
mod style;
mod token_input;
mod wanted;

use std::io::{self, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Parser;

use crate::commands::Cli;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Streams;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // These take the colours out, unless they go to a terminal that wants them.
    let mut out = AutoStream::auto(io::stdout().lock());
    let mut err = AutoStream::auto(io::stderr().lock());
    let outcome = cli
        .run(&mut Streams { out: &mut out, err: &mut err })
        .and_then(|exit| out.flush().map(|()| exit).map_err(Failure::from));
    let exit = match outcome {
        Ok(exit) => exit,
        // Who stops reading, as `head` does, has seen enough.
        Err(Failure::ReaderGone) => Exit::OK,
        Err(Failure::Told(report)) => {
            // Nothing is left to tell if even the error stream is gone.
            let _ = write!(err, "{report}");
            report.exit
        }
    };
    exit.into()
}
