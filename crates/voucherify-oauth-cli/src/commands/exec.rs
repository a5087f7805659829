//! `voucherify-oauth exec -- CMD…`.

use std::ffi::OsString;
use std::io;
use std::pin::pin;
use std::process::ExitStatus;

use clap::Args;
use tokio::process::Command;
use voucherify_oauth::{AccessToken, Client, TokenResponse};

use crate::connection::Connection;
use crate::environment::{ACCESS_TOKEN, APP_ID, APP_TOKEN, BASE_URL};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Streams};
use crate::service_failure::Told;
use crate::signals::{Caught, Signals};
use crate::wanted::Wanted;
use crate::{granted, runtime};

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth exec --scope vouchers -- ./import.sh
  voucherify-oauth exec --sandbox --scope vouchers -- sh -c 'echo \"$VOUCHERIFY_BASE_URL\"'";

/// Run a command with a token that is revoked when the command ends
///
/// The command gets VOUCHERIFY_ACCESS_TOKEN and VOUCHERIFY_BASE_URL, and not the keys: those can do
/// more. The token is revoked also when the command fails or is interrupted. The exit code is the
/// command's.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Exec {
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,

    #[command(flatten)]
    wanted: Wanted,

    #[command(flatten)]
    connection: Connection,
}

impl Exec {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        runtime::block_on(async {
            // Before there is a token to lose.
            let mut signals = Signals::listen().map_err(Failure::start)?;
            let session = self.connection.open().await?;
            let scopes = self.wanted.scopes();
            let request = session.client.token(&scopes);
            let (answer, interrupted) = match patiently(request, &mut signals, streams).await {
                Ok(answered) => answered,
                Err(caught) => return Ok(caught.exit()),
            };
            let token = answer?;
            let outcome = match interrupted {
                Some(caught) => Ok(caught.exit()),
                None => {
                    granted::compare(&scopes, &token, streams);
                    attend(&self.command, &session.client, &token, &mut signals).await
                }
            };
            revoke(&session.client, &token, &mut signals, streams).await;
            outcome
        })
    }
}

/// Runs the command to its end, whatever is sent to this process meanwhile.
async fn attend(
    command: &[OsString],
    client: &Client,
    token: &TokenResponse,
    signals: &mut Signals,
) -> Result<Exit, Failure> {
    granted::check(token)?;
    let mut child = to_run(command, client.base_url(), &token.access_token)
        .spawn()
        .map_err(|error| not_run(command, &error))?;
    loop {
        tokio::select! {
            // What ends the child may come to both; then it is not left over for what follows.
            biased;
            caught = signals.next() => caught.pass_on(&child),
            status = child.wait() => {
                return status.map(exit_of).map_err(|error| not_run(command, &error));
            }
        }
    }
}

fn to_run(command: &[OsString], base_url: &str, token: &AccessToken) -> Command {
    // clap sees to it that there is a first word.
    let mut words = command.iter();
    let mut command = Command::new(words.next().cloned().unwrap_or_default());
    command.args(words);
    command.env(ACCESS_TOKEN, token.expose_secret()).env(BASE_URL, base_url);
    command.env_remove(APP_ID).env_remove(APP_TOKEN);
    command
}

fn not_run(command: &[OsString], error: &io::Error) -> Failure {
    let program = command.first().map(|program| program.display().to_string()).unwrap_or_default();
    let exit =
        if error.kind() == io::ErrorKind::NotFound { Exit::NOT_FOUND } else { Exit::NOT_RUN };
    let tip = "check the command; a builtin of your shell, or a pipe, needs: sh -c '…'";
    Failure::new(exit, format_args!("could not run `{program}`: {error}"), tip)
}

/// The exit code that a shell would have for it.
fn exit_of(status: ExitStatus) -> Exit {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Exit::signal(signal);
    }
    let code = status.code().map(u8::try_from);
    code.and_then(Result::ok).map_or(Exit::OTHER, Exit)
}

/// Revokes the token. The command's outcome counts more than this one's, so this only warns.
async fn revoke(
    client: &Client,
    token: &TokenResponse,
    signals: &mut Signals,
    streams: &mut Streams<'_>,
) {
    let lives = output::seconds(token.expires_in);
    match patiently(client.revoke(&token.access_token), signals, streams).await {
        Ok((Ok(_), _)) => {}
        Ok((Err(error), _)) => {
            streams.warn(format_args!("{}; it lives for up to {lives}", Told(&error)));
        }
        Err(_) => streams.warn(format_args!("the token may live for up to {lives}")),
    }
}

/// Waits for the answer to a request even when interrupted, since the request may have done its
/// work already: a token would be left behind. A second interruption ends the wait.
async fn patiently<T>(
    request: impl Future<Output = T>,
    signals: &mut Signals,
    streams: &mut Streams<'_>,
) -> Result<(T, Option<Caught>), Caught> {
    let mut request = pin!(request);
    let mut interrupted = None;
    loop {
        tokio::select! {
            answer = &mut request => return Ok((answer, interrupted)),
            caught = signals.next() => {
                if interrupted.replace(caught).is_some() {
                    return Err(caught);
                }
                streams.note("waiting for the service, to leave no token behind; again to give up");
            }
        }
    }
}
