//! `voucherify-oauth token`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use voucherify_oauth::{ScopeSet, TokenResponse};

use crate::connection::{Connection, block_on};
use crate::environment::ACCESS_TOKEN;
use crate::failure::{Exit, Failure};
use crate::output::{self, Log, Streams, shell_word};
use crate::session::Session;
use crate::wanted::Wanted;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth token --scope vouchers,campaigns
  eval \"$(voucherify-oauth token --scope vouchers --output env)\"
  voucherify-oauth token --cache -s vouchers -o header | curl -H @- https://…/v1/vouchers";

/// Get an access token and print it
///
/// A token expires after 15 minutes and can't be renewed. A project can have at most 1000 active
/// tokens: revoke tokens that you no longer need, and use --cache in a loop.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Token {
    #[command(flatten)]
    wanted: Wanted,

    /// The output format
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    output: Format,

    /// Cache the token and reuse it while it is valid: about one request in 12 minutes
    #[cfg(unix)]
    #[arg(long, conflicts_with = "sandbox")]
    cache: bool,

    /// Replace the cached token with a new one
    #[cfg(unix)]
    #[arg(long, requires = "cache")]
    refresh: bool,

    #[command(flatten)]
    connection: Connection,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One line of JSON, as the service responds
    Json,
    /// A line for a shell: export VOUCHERIFY_ACCESS_TOKEN=…
    Env,
    /// A request header: Authorization: Bearer …
    Header,
    /// Only the token
    Token,
}

impl Token {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let session = self.connection.open(&streams.log).await?;
            let scopes = self.wanted.scopes();
            let token = self.token(&session, &scopes, &streams.log).await?;
            print(streams.out, self.output, &token)?;
            if self.connection.is_sandbox() {
                streams.log.note(
                    "the sandbox of this token has ended; `voucherify-oauth sandbox` runs until \
                     ctrl-C",
                );
            }
            Ok(Exit::OK)
        })
    }
}

impl Token {
    #[cfg(unix)]
    async fn token(
        &self,
        session: &Session,
        scopes: &ScopeSet,
        log: &Log<'_>,
    ) -> Result<TokenResponse, Failure> {
        if self.cache {
            crate::cache::token(session, scopes, self.refresh, log).await
        } else {
            session.token(scopes, log).await
        }
    }

    #[cfg(not(unix))]
    async fn token(
        &self,
        session: &Session,
        scopes: &ScopeSet,
        log: &Log<'_>,
    ) -> Result<TokenResponse, Failure> {
        session.token(scopes, log).await
    }
}

fn print(out: &mut dyn Write, format: Format, token: &TokenResponse) -> io::Result<()> {
    let secret = token.access_token.expose_secret();
    match format {
        Format::Text => output::fields(
            out,
            &[
                ("token", secret),
                ("scope", &token.scope.to_string()),
                ("expires", &format!("in {}", output::seconds(token.expires_in))),
                ("client", &token.client_id),
            ],
        ),
        Format::Json => output::json(out, token),
        Format::Env => writeln!(out, "export {ACCESS_TOKEN}={}", shell_word(secret)),
        Format::Header => writeln!(out, "Authorization: {} {secret}", token.token_type),
        Format::Token => writeln!(out, "{secret}"),
    }
}
