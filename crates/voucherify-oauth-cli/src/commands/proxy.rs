//! `voucherify-oauth proxy`.

use std::pin::pin;

use clap::Args;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use voucherify_oauth::types::Printable;
use voucherify_oauth::{ScopeSet, TokenSource};

use crate::connection::{Connection, block_on};
use crate::environment::BASE_URL;
use crate::failure::{Exit, Failure, WithCause};
use crate::output::{Log, Streams, shell_word};
use crate::process::{CommandLine, Signals, patiently};
use crate::proxy::{self, Proxy};
use crate::wanted::Wanted;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth proxy --scope vouchers -- ./nightly-report.sh
  voucherify-oauth proxy --scope vouchers     # paste the line into another terminal
  curl \"$VOUCHERIFY_BASE_URL/v1/vouchers\"     # there: without keys and without a token";

/// Forward requests to the API with a valid token
///
/// Listens on 127.0.0.1 and adds a token to each request. With a command, runs it with
/// VOUCHERIFY_BASE_URL set to the address of the proxy, without keys and without a token, and exits
/// with the command's exit code. Otherwise, runs until ctrl-C. The token is revoked at the end.
///
/// Forwards requests only to the base URL, only for paths that the scopes cover, and never to
/// /v1/oauth. The address has a secret random prefix, and requests of web pages are rejected.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ProxyCommand {
    #[command(flatten)]
    command: CommandLine,

    #[command(flatten)]
    wanted: Wanted,

    /// Listen on this port of 127.0.0.1; 0 selects a free port
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// Omit the random prefix from the address: every user of this machine can use the token
    #[arg(long)]
    open: bool,

    /// Also forward paths that the scopes don't cover
    #[arg(long)]
    allow_all_paths: bool,

    #[command(flatten)]
    connection: Connection,
}

impl ProxyCommand {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            // Signals are caught before there is a token to revoke.
            let mut signals = Signals::listen().map_err(Failure::start)?;
            let session = self.connection.open(&streams.log).await?;
            let source = session.token_source(self.wanted.scopes());
            let first = source.token();
            let exit = match patiently(first, &session, &mut signals, &streams.log).await {
                Ok((token, None)) => {
                    let token = token?;
                    report_missing(token.missing_scopes(), &streams.log);
                    self.serve(&source, session.client.base_url(), &mut signals, streams).await
                }
                Ok((_, Some(caught))) => Ok(caught.exit()),
                Err(caught) => return Ok(caught.exit()),
            };
            let shutdown = source.shutdown();
            match patiently(shutdown, &session, &mut signals, &streams.log).await {
                Ok((Ok(()), _)) => {}
                Ok((Err(error), _)) => streams.log.warn(format_args!(
                    "a token may stay active for up to 15 minutes: {}",
                    WithCause(&error)
                )),
                Err(_) => streams.log.warn("a token may stay active for up to 15 minutes"),
            }
            exit
        })
    }

    async fn serve(
        &self,
        source: &TokenSource,
        upstream: &str,
        signals: &mut Signals,
        streams: &mut Streams<'_>,
    ) -> Result<Exit, Failure> {
        let settings = proxy::Settings {
            port: self.port,
            open: self.open,
            scopes: source.scopes().clone(),
            all_paths: self.allow_all_paths,
        };
        let (sender, lines) = mpsc::unbounded_channel();
        let proxy =
            Proxy::bind(settings, source.clone(), upstream, sender).await.map_err(|error| {
                Failure::new(
                    Exit::OTHER,
                    format_args!("could not listen on 127.0.0.1:{}: {error}", self.port),
                    "choose another --port, or omit it to use a free port",
                )
            })?;
        if self.command.is_empty() {
            writeln!(streams.out, "export {BASE_URL}={}", shell_word(&proxy.base_url()))?;
            streams.out.flush()?;
            streams.log.note("paste this line into another terminal; ctrl-C ends the proxy");
            tokio::select! {
                _ = signals.next() => Ok(Exit::OK),
                never = proxy.serve() => match never {},
                never = show(lines, &streams.log, true) => match never {},
            }
        } else {
            self.attend(&proxy, lines, signals, &streams.log).await
        }
    }

    async fn attend(
        &self,
        proxy: &Proxy,
        lines: UnboundedReceiver<String>,
        signals: &mut Signals,
        log: &Log<'_>,
    ) -> Result<Exit, Failure> {
        let (base_url, no_proxy) = (proxy.base_url(), no_proxy());
        let variables =
            [(BASE_URL, &*base_url), ("NO_PROXY", &*no_proxy), ("no_proxy", &*no_proxy)];
        let mut job = self.command.start(&variables)?;
        let mut ended = pin!(self.command.attend(&mut job, signals));
        tokio::select! {
            exit = &mut ended => exit,
            never = proxy.serve() => match never {},
            // The output of the command is on the same terminal.
            never = show(lines, log, log.is_verbose()) => match never {},
        }
    }
}

/// Logs the requests, or discards the lines.
async fn show(
    mut lines: UnboundedReceiver<String>,
    log: &Log<'_>,
    shown: bool,
) -> std::convert::Infallible {
    loop {
        match lines.recv().await {
            Some(line) if shown => log.line(line),
            Some(_) => {}
            None => std::future::pending().await,
        }
    }
}

fn report_missing(missing: &ScopeSet, log: &Log<'_>) {
    if !missing.is_empty() {
        let missing = missing.to_string();
        log.note(format_args!("requested but not granted: `{}`", Printable::new(&missing)));
    }
}

/// Returns the value of `NO_PROXY` with this proxy added, so that the command reaches it directly.
fn no_proxy() -> String {
    let present = ["NO_PROXY", "no_proxy"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let own = "127.0.0.1,localhost";
    present.map_or_else(|| own.to_owned(), |present| format!("{present},{own}"))
}
