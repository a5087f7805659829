//! `voucherify-oauth revoke`.

use clap::Args;
use serde::Serialize;
use voucherify_oauth::Revocation;

use crate::connection::{Connection, block_on};
use crate::failure::{Exit, Failure};
use crate::output::{self, Format, Streams};
use crate::token_input::TokenInput;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth revoke              # the token in VOUCHERIFY_ACCESS_TOKEN
  voucherify-oauth revoke - < token.txt";

/// Revoke a token, so that nobody can use it any longer
///
/// A token that was not active is no error: the command succeeds.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Revoke {
    #[command(flatten)]
    input: TokenInput,

    /// How to print what became of it
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,

    #[command(flatten)]
    connection: Connection,
}

/// What became of the token, in JSON.
#[derive(Serialize)]
struct Outcome {
    /// Whether it was active until now.
    revoked: bool,
}

impl Revoke {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let given = self.input.read("revoke")?;
            let session = self.connection.open(&streams.log).await?;
            let revoked = session.revoke(&given.token, &streams.log).await? == Revocation::Revoked;
            match self.output {
                // Says which token it was, in case both places had one.
                Format::Text if revoked => {
                    writeln!(streams.out, "revoked the token from {}", given.origin)?;
                }
                Format::Text => {
                    writeln!(streams.out, "the token from {} was not active", given.origin)?;
                }
                Format::Json => output::json(streams.out, &Outcome { revoked })?,
            }
            Ok(Exit::OK)
        })
    }
}
