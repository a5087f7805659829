//! `voucherify-oauth sandbox`.

use clap::Args;
use tokio::sync::mpsc;
use voucherify_oauth_sandbox::{RecordedRequest, Sandbox as Server};

use crate::environment::{APP_ID, APP_TOKEN, BASE_URL};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Streams;
use crate::signals::Signals;
use crate::{embedded, runtime, shell};

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth sandbox             # paste the lines into another terminal
  voucherify-oauth sandbox --port 8080

  voucherify-oauth sandbox > sandbox.env &
  . ./sandbox.env                      # once it is there";

/// Run a sandbox of the service until ctrl-C
///
/// Its first lines lead every other command in the shell where they are pasted to it. It forgets
/// everything when it ends, and is reachable from this machine only.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sandbox {
    /// Listen on this port of 127.0.0.1; on any free one if it is 0
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
}

impl Sandbox {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        runtime::block_on(async {
            let mut signals = Signals::listen().map_err(Failure::start)?;
            let (log, mut requests) = mpsc::unbounded_channel();
            let builder =
                Server::builder().port(self.port).record_last(0).observer(move |request| {
                    // The receiver lives as long as the server.
                    let _ = log.send(line(request));
                });
            let tip = "take another --port, or none for any that is free";
            let sandbox = embedded::start(builder, tip).await?;

            for (name, value) in [
                (BASE_URL, sandbox.base_url()),
                (APP_ID, sandbox.app_id()),
                (APP_TOKEN, sandbox.app_token()),
            ] {
                writeln!(streams.out, "export {name}={}", shell::word(value))?;
            }
            streams.out.flush()?;
            streams.note("paste these lines into another terminal; ctrl-C ends the sandbox");

            loop {
                tokio::select! {
                    _ = signals.next() => break,
                    Some(line) = requests.recv() => streams.say(line),
                }
            }
            let tokens = sandbox.tokens();
            streams.note(format_args!(
                "tokens issued: {}, revoked: {}",
                tokens.issued, tokens.revoked
            ));
            Ok(Exit::OK)
        })
    }
}

/// What is told of a request: nothing that could be a secret, not even one of a sandbox.
fn line(request: &RecordedRequest) -> String {
    let (method, path) = (request.method(), request.path().escape_debug());
    match request.status() {
        Some(status) => format!("{status} {method} {path}"),
        None => format!("--- {method} {path}"),
    }
}
