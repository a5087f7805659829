//! `voucherify-oauth introspect`.

use std::io::{self, Write};

use clap::Args;
use voucherify_oauth::Introspection;
use voucherify_oauth::types::IntrospectionResponse;

use crate::connection::{Connection, block_on};
use crate::failure::{Exit, Failure};
use crate::output::{self, Format, Streams};
use crate::token_input::TokenInput;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth introspect          # the token in VOUCHERIFY_ACCESS_TOKEN
  voucherify-oauth introspect - < token.txt
  voucherify-oauth introspect > /dev/null && echo 'still active'";

/// Show whether a token is active, its scopes and when it expires
///
/// Exits with 7 if the token is not active. The token itself is not printed.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Introspect {
    #[command(flatten)]
    input: TokenInput,

    /// The output format
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,

    #[command(flatten)]
    connection: Connection,
}

impl Introspect {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let given = self.input.read("introspect")?;
            let session = self.connection.open(&streams.log).await?;
            match session.introspect(&given.token, &streams.log).await? {
                Introspection::Active(token) => {
                    active(streams.out, self.output, token)?;
                    Ok(Exit::OK)
                }
                _ => {
                    inactive(streams.out, self.output)?;
                    Ok(Exit::INACTIVE)
                }
            }
        })
    }
}

fn active(out: &mut dyn Write, format: Format, mut token: IntrospectionResponse) -> io::Result<()> {
    match format {
        Format::Text => output::fields(
            out,
            &[
                ("active", "yes"),
                ("scope", &token.scope.unwrap_or_default().to_string()),
                (
                    "expires",
                    &format!("in {}", output::seconds(token.expires_in.unwrap_or_default())),
                ),
                ("client", &token.client_id.unwrap_or_default()),
            ],
        ),
        Format::Json => {
            // The format of the service, without the token.
            token.access_token = None;
            output::json(out, &token)
        }
    }
}

fn inactive(out: &mut dyn Write, format: Format) -> io::Result<()> {
    match format {
        Format::Text => output::fields(
            out,
            &[("active", "no: unknown, expired, revoked, or its key was deleted or blocked")],
        ),
        Format::Json => output::json(out, &IntrospectionResponse::new()),
    }
}
