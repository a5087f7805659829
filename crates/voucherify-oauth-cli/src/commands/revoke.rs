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

/// Revoke a token, so that it can no longer be used
///
/// Also succeeds if the token was not active.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Revoke {
    #[command(flatten)]
    input: TokenInput,

    /// The output format
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,

    #[command(flatten)]
    connection: Connection,
}

/// The outcome in JSON.
#[derive(Serialize)]
struct Outcome {
    /// Whether the token was active.
    revoked: bool,
}

impl Revoke {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let given = self.input.read("revoke")?;
            let session = self.connection.open(&streams.log).await?;
            let revoked = session.revoke(&given.token, &streams.log).await? == Revocation::Revoked;
            match self.output {
                // There may be a token in both sources, so the output names the source that was
                // used.
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
