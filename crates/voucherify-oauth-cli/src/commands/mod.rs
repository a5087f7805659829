//! One module a verb: its arguments and its `run`, which writes to the streams that it is handed.

mod completions;
mod scopes;

use clap::{Parser, Subcommand};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Streams;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed for another reason than those below
  2  bad usage: the command line, the environment or a file; nothing was sent";

/// Voucherify's OAuth tokens in the shell
#[derive(Debug, Parser)]
#[command(name = "voucherify-oauth", version, after_help = EXIT_CODES, subcommand_required = true, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scopes(scopes::Scopes),
    Completions(completions::Completions),
}

impl Cli {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        match self.command {
            Command::Scopes(command) => command.run(streams),
            Command::Completions(command) => command.run(streams),
        }
    }
}
