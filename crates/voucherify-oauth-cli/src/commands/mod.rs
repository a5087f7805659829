//! One module a verb: its arguments and its `run`, which writes to the streams that it is handed.

mod completions;
mod demo;
mod exec;
mod introspect;
#[cfg(unix)]
mod logout;
mod proxy;
mod revoke;
mod sandbox;
mod scopes;
mod token;

use clap::{Parser, Subcommand};

use crate::failure::{Exit, Failure};
use crate::output::Streams;

const AFTER_HELP: &str = "\
Exit codes:
  0  done
  1  failed for another reason than those below
  2  bad usage: the command line, the environment or a file; nothing was sent
  3  the service did not accept the keys, or not for this
  4  the service refused a scope
  5  too many requests or tokens: try again later
  6  the service can't be reached or has a problem of its own: try again later
  7  the token is not active (introspect)
  exec passes on the code of its command; 126 and 127 if that can't be run, 128 + N for signal N

Environment:
  VOUCHERIFY_APP_ID        the key's ID
  VOUCHERIFY_APP_TOKEN     the key's secret
  VOUCHERIFY_BASE_URL      where the API is, unless --cluster or --base-url say so
  VOUCHERIFY_ACCESS_TOKEN  the token to introspect or revoke
  NO_COLOR                 no colours, not even on a terminal";

/// Voucherify's OAuth tokens in the shell
#[derive(Debug, Parser)]
#[command(name = "voucherify-oauth", version, after_help = AFTER_HELP, subcommand_required = true, arg_required_else_help = true)]
// Argument 0 may be a path, which belongs in no help text.
#[command(bin_name = "voucherify-oauth", max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Show the requests and responses on the error stream, with all secrets cut
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    /// Leave out notes; errors and warnings stay
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Token(token::Token),
    Proxy(proxy::ProxyCommand),
    Exec(exec::Exec),
    Introspect(introspect::Introspect),
    Revoke(revoke::Revoke),
    #[cfg(unix)]
    Logout(logout::Logout),
    Scopes(scopes::Scopes),
    Demo(demo::Demo),
    Sandbox(sandbox::Sandbox),
    Completions(completions::Completions),
}

impl Cli {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        match self.command {
            Command::Token(command) => command.run(streams),
            Command::Proxy(command) => command.run(streams),
            Command::Exec(command) => command.run(streams),
            Command::Introspect(command) => command.run(streams),
            Command::Revoke(command) => command.run(streams),
            #[cfg(unix)]
            Command::Logout(command) => command.run(streams),
            Command::Scopes(command) => command.run(streams),
            Command::Demo(command) => command.run(streams),
            Command::Sandbox(command) => command.run(streams),
            Command::Completions(command) => command.run(streams),
        }
    }
}
