//! `voucherify-oauth exec -- CMD…`.

use std::pin::pin;
use std::time::Duration;

use clap::Args;
use tokio::time::sleep;
use voucherify_oauth::TokenResponse;

use crate::connection::{Connection, block_on};
use crate::environment::{ACCESS_TOKEN, BASE_URL};
use crate::failure::{Exit, Failure};
use crate::output::{self, Log, Streams};
use crate::process::{CommandLine, Signals, patiently};
use crate::session::Session;
use crate::wanted::Wanted;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth exec --scope vouchers -- ./import.sh
  voucherify-oauth exec --sandbox --scope vouchers -- sh -c 'echo \"$VOUCHERIFY_BASE_URL\"'";

/// Run a short command with a token that is revoked when the command ends
///
/// The command gets VOUCHERIFY_ACCESS_TOKEN and VOUCHERIFY_BASE_URL, but not the keys, which can do
/// more. The token is also revoked if the command fails or is interrupted. The exit code is the
/// command's.
///
/// The token expires after 15 minutes and is not refreshed. For a longer command, use `proxy`.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Exec {
    #[command(flatten)]
    command: CommandLine,

    #[command(flatten)]
    wanted: Wanted,

    #[command(flatten)]
    connection: Connection,
}

impl Exec {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        let log = &streams.log;
        if self.command.is_empty() {
            return Err(Failure::usage(
                "there is no command to run",
                "write it after `--`: voucherify-oauth exec --scope vouchers -- ./import.sh",
            ));
        }
        block_on(async {
            // Signals are caught before there is a token to revoke.
            let mut signals = Signals::listen().map_err(Failure::start)?;
            let session = self.connection.open(log).await?;
            let scopes = self.wanted.scopes();
            let request = session.token(&scopes, log);
            let (token, interrupted) = match patiently(request, &session, &mut signals, log).await {
                Ok((token, interrupted)) => (token?, interrupted),
                Err(caught) => return Ok(caught.exit()),
            };
            let outcome = match interrupted {
                Some(caught) => Ok(caught.exit()),
                None => attend(&self.command, &session, &token, &mut signals, log).await,
            };
            revoke(&session, &token, &mut signals, log).await;
            outcome
        })
    }
}

/// Runs the command until it exits, and warns if its token expires first.
async fn attend(
    command: &CommandLine,
    session: &Session,
    token: &TokenResponse,
    signals: &mut Signals,
    log: &Log<'_>,
) -> Result<Exit, Failure> {
    let lifetime = Duration::from_secs(u64::try_from(token.expires_in).unwrap_or_default());
    let mut expired = pin!(sleep(lifetime));
    let mut job = command.start(&[
        (ACCESS_TOKEN, token.access_token.expose_secret()),
        (BASE_URL, session.client.base_url()),
    ])?;
    let mut ended = pin!(command.attend(&mut job, signals));
    tokio::select! {
        biased;
        exit = &mut ended => return exit,
        () = &mut expired => log.warn(format_args!(
            "the token of the command has expired after {}; `voucherify-oauth proxy` is for \
             commands that run longer",
            output::seconds(token.expires_in)
        )),
    }
    ended.await
}

/// Revokes the token. A failure is only a warning, because the exit code is the command's.
async fn revoke(session: &Session, token: &TokenResponse, signals: &mut Signals, log: &Log<'_>) {
    let lifetime = output::seconds(token.expires_in);
    let request = session.revoke(&token.access_token, log);
    match patiently(request, session, signals, log).await {
        Ok((Ok(_), _)) | Ok((Err(Failure::ReaderGone), _)) => {}
        Ok((Err(Failure::Reported(report)), _)) => {
            log.warn(format_args!("{}; it stays active for up to {lifetime}", report.message));
        }
        Err(_) => log.warn(format_args!("the token may stay active for up to {lifetime}")),
    }
}
