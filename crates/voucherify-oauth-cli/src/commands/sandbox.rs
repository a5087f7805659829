//! `voucherify-oauth sandbox`.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use tokio::sync::mpsc;
use voucherify_oauth::types::Printable;
use voucherify_oauth_sandbox::{
    Fault, Key, RateLimit, RecordedRequest, Rule, Sandbox as Server, SandboxBuilder,
};

use crate::connection::{block_on, start, time};
use crate::environment::{APP_ID, APP_TOKEN, BASE_URL};
use crate::failure::{Exit, Failure};
use crate::output::{Streams, shell_word};
use crate::process::Signals;

const EXAMPLES: &str = "\
Examples:
  voucherify-oauth sandbox             # paste the lines into another terminal
  voucherify-oauth sandbox --lifetime 10s --fail 503:3 --log
  voucherify-oauth sandbox --port 8080 --app-id demo --app-token-file token.txt

  voucherify-oauth sandbox --write sandbox.credentials  # then, in another terminal:
  voucherify-oauth token --credentials-file sandbox.credentials --scope vouchers";

/// The number of requests that are recorded for the page.
const RECORDED: usize = 50;

/// The longest app token in a file, in bytes.
const LONGEST_TOKEN: u64 = 1024;

/// Run a sandbox of the service until ctrl-C
///
/// Paste the lines that it prints into a shell to make other commands use it. Open its address in a
/// browser to see its tokens and requests. It stores no data, and is reachable only from this
/// machine.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Sandbox {
    /// Listen on this port of 127.0.0.1; 0 selects a free port
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// The lifetime of a token: seconds, or 10s, 15m, 1h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = time)]
    lifetime: Duration,

    /// The maximum number of active tokens
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    token_limit: usize,

    /// Limit the number of requests in a time, such as 100/60s
    #[arg(long, value_name = "COUNT/TIME", value_parser = rate_limit)]
    rate_limit: Option<RateLimit>,

    /// Accept this app ID instead of a random one
    #[arg(long, value_name = "ID", requires = "app_token_file")]
    app_id: Option<String>,

    /// Accept the app token in this file instead of a random one
    #[arg(long, value_name = "FILE", requires = "app_id")]
    app_token_file: Option<PathBuf>,

    /// Make requests fail: 503 (once), 503:3, 429:always, drop:2, hang, garbage, slow=2s:5; append
    /// @/v1/oauth/token to select requests by path; repeat the option for a sequence of faults
    #[arg(long, value_name = "FAULT[:TIMES][@PATH]")]
    fail: Vec<FaultRule>,

    /// Write a line for each request to standard error
    #[arg(long)]
    log: bool,

    /// Also write the address and the keys to this new file, readable only by you
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

impl Sandbox {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
        block_on(async {
            let mut signals = Signals::listen().map_err(Failure::start)?;
            let (lines, mut requests) = mpsc::unbounded_channel();
            let builder = self.builder()?.observer(move |request| {
                // The receiver outlives the server.
                let _ = lines.send(line(request));
            });
            let sandbox =
                start(builder, "choose another --port, or omit it to use a free port").await?;
            for rule in &self.fail {
                sandbox.inject(rule.rule());
            }
            let variables = [
                (BASE_URL, sandbox.base_url()),
                (APP_ID, sandbox.app_id()),
                (APP_TOKEN, sandbox.app_token()),
            ];
            let _written = self.write.as_deref().map(|path| Written::new(path, &variables));
            let _written = _written.transpose()?;
            for (name, value) in variables {
                writeln!(streams.out, "export {name}={}", shell_word(value))?;
            }
            streams.out.flush()?;
            streams.log.note(format_args!(
                "paste these lines into another terminal, or open {} in a browser; ctrl-C ends the \
                 sandbox",
                sandbox.base_url()
            ));

            loop {
                tokio::select! {
                    // Requests that arrived before the signal are logged first.
                    biased;
                    Some(line) = requests.recv() => if self.log { streams.log.line(line) },
                    _ = signals.next() => break,
                }
            }
            let tokens = sandbox.tokens();
            streams.log.note(format_args!(
                "tokens issued: {}, revoked: {}",
                tokens.issued, tokens.revoked
            ));
            Ok(Exit::OK)
        })
    }

    fn builder(&self) -> Result<SandboxBuilder, Failure> {
        let mut builder = Server::builder()
            .port(self.port)
            .lifetime(self.lifetime)
            .token_limit(self.token_limit)
            .record_last(RECORDED)
            .page();
        if let Some(limit) = &self.rate_limit {
            builder = builder.rate_limit(limit.clone());
        }
        if let (Some(app_id), Some(path)) = (&self.app_id, &self.app_token_file) {
            builder = builder.key(Key::new(app_id, app_token(path)?));
        }
        Ok(builder)
    }
}

fn app_token(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_TOKEN).read_to_string(&mut text));
    let shown = path.display();
    read.map_err(|error| {
        Failure::usage(format_args!("could not read {shown}: {error}"), "check --app-token-file")
    })?;
    match text.trim() {
        token if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Ok(token.to_owned())
        }
        _ => Err(Failure::usage(
            format_args!("{shown} does not contain an app token"),
            "write only the token into the file; it must be visible ASCII",
        )),
    }
}

/// Returns the log line of a request, without anything that could be a secret.
fn line(request: &RecordedRequest) -> String {
    let (method, path) = (request.method(), Printable::new(request.path()));
    match request.status() {
        Some(status) => format!("{status} {method} {path}"),
        None => format!("--- {method} {path}"),
    }
}

/// A credentials file that is removed when the sandbox ends, because its keys no longer work then.
struct Written<'p>(&'p Path);

impl<'p> Written<'p> {
    fn new(path: &'p Path, variables: &[(&str, &str)]) -> Result<Self, Failure> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let write = |mut file: File| -> io::Result<()> {
            variables.iter().try_for_each(|(name, value)| writeln!(file, "{name}={value}"))
        };
        options.open(path).and_then(write).map_err(|error| {
            Failure::usage(
                format_args!("could not write {}: {error}", path.display()),
                "pass a new file in an existing folder to --write",
            )
        })?;
        Ok(Self(path))
    }
}

impl Drop for Written<'_> {
    fn drop(&mut self) {
        // It may have been removed already.
        let _ = fs::remove_file(self.0);
    }
}

fn rate_limit(text: &str) -> Result<RateLimit, String> {
    let parsed = || {
        let (count, window) = text.split_once('/')?;
        Some(RateLimit::new(count.parse().ok()?, time(window).ok()?).retry_after().limit_type())
    };
    parsed().ok_or_else(|| "expected a limit such as 100/60s".to_owned())
}

/// A fault as an argument.
#[derive(Clone, Debug)]
struct FaultRule {
    fault: Fault,
    /// `None` means always.
    times: Option<usize>,
    path: Option<String>,
}

impl FaultRule {
    fn rule(&self) -> Rule {
        let rule = match self.times {
            Some(times) => self.fault.clone().times(times),
            None => self.fault.clone().always(),
        };
        match &self.path {
            Some(path) => rule.on(path),
            None => rule,
        }
    }
}

impl FromStr for FaultRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (rest, path) = match text.split_once('@') {
            Some((_, path)) if !path.starts_with('/') => {
                return Err("the path after @ must begin with a slash".to_owned());
            }
            Some((rest, path)) => (rest, Some(path.to_owned())),
            None => (text, None),
        };
        let (kind, times) = match rest.split_once(':') {
            Some((kind, "always")) => (kind, None),
            Some((kind, times)) => {
                let times =
                    times.parse().map_err(|_| "expected a number or `always` after the colon")?;
                (kind, Some(times))
            }
            None => (rest, Some(1)),
        };
        let fault = match kind.split_once('=') {
            Some(("slow", delay)) => Fault::delayed(time(delay)?),
            None if kind == "drop" => Fault::dropped(),
            None if kind == "hang" => Fault::hanging(),
            None if kind == "garbage" => Fault::garbage(),
            None if kind == "truncate" => Fault::truncated(20),
            _ => match kind.parse() {
                Ok(status @ 200..=599) => Fault::status(status),
                _ => {
                    let kinds = "a status, `drop`, `hang`, `garbage`, `truncate` or `slow=2s`";
                    return Err(format!("expected {kinds}"));
                }
            },
        };
        Ok(Self { fault, times, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_parse() {
        for text in ["503", "503:3", "429:always@/v1/oauth/token", "drop", "slow=2s:5", "hang:1"] {
            assert!(text.parse::<FaultRule>().is_ok(), "{text}");
        }
        for text in ["", "99", "600", "503:", "503:x", "503@v1", "fast", "slow", "slow=x", "drop=1"]
        {
            assert!(text.parse::<FaultRule>().is_err(), "{text}");
        }
    }
}
