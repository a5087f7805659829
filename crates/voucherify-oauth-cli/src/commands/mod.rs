//! One module for each command, with its arguments and its `run`.

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

use std::env;
use std::sync::LazyLock;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};
use voucherify_oauth::types::DESCRIPTION_SHA256;

use crate::failure::{Exit, Failure};
use crate::output::Streams;

const AFTER_HELP: &str = "\
Exit codes:
  0  success
  1  any other failure
  2  invalid command line, environment or file; nothing was sent
  3  the service rejected the keys, or they lack a permission
  4  the service rejected a scope
  5  too many requests or active tokens: try again later
  6  the service is unreachable or failed: try again later
  7  the token is not active (introspect)
  exec and proxy exit with the code of their command: 126 if it can't be run, 127 if it does not
  exist, 128 + N if signal N ended it

Environment:
  VOUCHERIFY_APP_ID            the ID of the key
  VOUCHERIFY_APP_TOKEN         the secret of the key
  VOUCHERIFY_CREDENTIALS_FILE  a file with keys, used if the two above are not set
  VOUCHERIFY_PROFILE           the profile in that file
  VOUCHERIFY_BASE_URL          the address of the API, unless an option or the file sets another
  VOUCHERIFY_ACCESS_TOKEN      the token to introspect or revoke
  NO_COLOR                     disables colours on a terminal";

static VERSION: LazyLock<String> = LazyLock::new(|| {
    format!("{} (API description {DESCRIPTION_SHA256})", env!("CARGO_PKG_VERSION"))
});

/// Get, use, introspect and revoke Voucherify's OAuth tokens
#[derive(Debug, Parser)]
#[command(name = "voucherify-oauth", version = VERSION.as_str(), after_help = AFTER_HELP)]
#[command(subcommand_required = true, arg_required_else_help = true)]
// Argument 0 may be a path, which help texts must not show.
#[command(bin_name = "voucherify-oauth", max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Show requests and responses on standard error, with all secrets truncated
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,

    /// Hide notes; errors and warnings are still shown
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
    Man(completions::Man),
}

impl Cli {
    /// Parses the arguments. Adds a hint to the error if the `--` before a command to run is
    /// missing.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::try_parse().map_err(|mut error| {
            let words: Vec<_> = env::args_os().skip(1).collect();
            let runs = words.iter().any(|word| word == "exec" || word == "proxy");
            if error.kind() == ErrorKind::UnknownArgument && runs && !words.contains(&"--".into()) {
                let hint = "write the command to run after `--`: … --scope vouchers -- CMD…";
                error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint.into()]));
            }
            error
        })
    }

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
            Command::Man(command) => command.run(),
        }
    }
}
