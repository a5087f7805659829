//! Selects the service, the keys and the time limit.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use tokio::runtime::Builder;
use voucherify_oauth::{Client, Cluster, Credentials};
use voucherify_oauth_sandbox::Sandbox;
use zeroize::Zeroizing;

use crate::credentials::Keys;
use crate::environment::{self, BASE_URL};
use crate::failure::{Exit, Failure};
use crate::output::Log;
use crate::session::Session;

/// The time limit of one attempt.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(15);

/// The arguments of all commands that use the service.
#[derive(Args, Debug)]
#[command(next_help_heading = "Service")]
pub(crate) struct Connection {
    /// Use a sandbox inside this process: it needs no keys and ends with the command
    #[arg(long, conflicts_with_all = ["cluster", "base_url", "credentials_file", "profile"])]
    sandbox: bool,

    /// The cluster of the project [default: api]
    #[arg(long, value_enum, value_name = "CLUSTER", conflicts_with = "base_url")]
    cluster: Option<ClusterName>,

    /// Use this address of the API, such as a dedicated host or a running sandbox [env:
    /// VOUCHERIFY_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Read the keys from this file [env: VOUCHERIFY_CREDENTIALS_FILE] [default:
    /// ~/.config/voucherify-oauth/credentials, if VOUCHERIFY_APP_ID and VOUCHERIFY_APP_TOKEN are
    /// not set]
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,

    /// Use this profile of the credentials file [env: VOUCHERIFY_PROFILE] [default: default]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,

    /// Give up after this time, including retries: seconds, or 10s, 5m; at most 1h
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = limit)]
    timeout: Duration,

    /// Retry a transient failure this many times
    #[arg(long, value_name = "TIMES", default_value_t = 2)]
    retry: u32,
}

/// Parses a time in seconds, minutes or hours.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    let (number, factor) = match text.strip_suffix(['s', 'm', 'h']) {
        Some(number) if text.ends_with('m') => (number, 60),
        Some(number) if text.ends_with('h') => (number, 3600),
        Some(number) => (number, 1),
        None => (text, 1),
    };
    let number = number.parse::<u32>().ok().filter(|number| *number > 0);
    let number = number.ok_or("expected a time such as 90, 90s, 15m or 1h")?;
    Ok(Duration::from_secs(u64::from(number) * factor))
}

/// Parses a time of at most an hour.
fn limit(text: &str) -> Result<Duration, String> {
    let time = time(text)?;
    let is_short = time <= Duration::from_secs(3600);
    is_short.then_some(time).ok_or_else(|| "expected at most 1h".to_owned())
}

/// The clusters, by the names of their hosts.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClusterName {
    Api,
    #[value(name = "us1.api", alias = "us1")]
    Us1,
    #[value(name = "as1.api", alias = "as1")]
    As1,
}

impl From<ClusterName> for Cluster {
    fn from(name: ClusterName) -> Self {
        match name {
            ClusterName::Api => Self::Europe,
            ClusterName::Us1 => Self::Us1,
            ClusterName::As1 => Self::As1,
        }
    }
}

impl Connection {
    /// Opens a session. Must be called on a runtime, which runs the sandbox with `--sandbox`.
    pub(crate) async fn open(&self, log: &Log<'_>) -> Result<Session, Failure> {
        if self.sandbox {
            let sandbox = start(Sandbox::builder(), "omit --sandbox").await?;
            let mut keys = keys_of(&sandbox);
            keys.base_url = Some(sandbox.base_url().to_owned());
            return self.session(keys, Some(sandbox));
        }
        let limit = self.timeout;
        let (file, profile) = (self.credentials_file.as_deref(), self.profile.as_deref());
        let mut keys = Keys::find(file, profile, limit, log)?;
        keys.base_url =
            match (self.cluster.map(Cluster::from), self.base_url.clone(), keys.base_url) {
                (Some(cluster), _, _) => Some(cluster.base_url().to_owned()),
                (None, Some(url), _) | (None, None, Some(url)) => Some(url),
                (None, None, None) => environment::variable(BASE_URL)?,
            };
        self.session(keys, None)
    }

    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox
    }

    fn session(&self, keys: Keys, sandbox: Option<Sandbox>) -> Result<Session, Failure> {
        let credentials = Credentials::new(&*keys.app_id, &**keys.app_token)
            .map_err(|error| Failure::usage(error, "copy both keys again, each without spaces"))?;
        let mut builder = Client::builder(credentials).timeout(ATTEMPT_TIMEOUT.min(self.timeout));
        if let Some(url) = &keys.base_url {
            builder = builder.base_url(url);
        }
        let client = builder.build().map_err(|error| {
            Failure::usage(error, "check --base-url and VOUCHERIFY_BASE_URL, or omit both")
        })?;
        Ok(Session::new(client, keys, self.timeout, self.retry, sandbox))
    }
}

/// Starts a sandbox on the current runtime.
pub(crate) async fn start(
    builder: voucherify_oauth_sandbox::SandboxBuilder,
    help: &str,
) -> Result<Sandbox, Failure> {
    builder.start().await.map_err(|error| {
        Failure::new(Exit::OTHER, format_args!("could not start a sandbox: {error}"), help)
    })
}

/// Returns a client of a sandbox.
pub(crate) fn client_of(sandbox: &Sandbox) -> Result<Client, voucherify_oauth::Error> {
    let credentials = Credentials::new(sandbox.app_id(), sandbox.app_token())?;
    Client::builder(credentials).base_url(sandbox.base_url()).build()
}

fn keys_of(sandbox: &Sandbox) -> Keys {
    Keys {
        app_id: sandbox.app_id().to_owned(),
        app_token: Zeroizing::new(sandbox.app_token().to_owned()),
        base_url: None,
    }
}

/// Runs a task on this thread.
pub(crate) fn block_on<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Failure::start)?;
    runtime.block_on(task)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_units_parse() {
        let seconds = |text| time(text).map(|time| time.as_secs()).ok();
        assert_eq!(["90", "90s", "15m", "1h"].map(seconds), [90, 90, 900, 3600].map(Some));
        assert_eq!(["0", "", "s", "-1", "1d", "1.5", "99999999999h"].map(seconds), [None; 7]);
    }

    #[test]
    fn a_time_limit_is_at_most_an_hour() {
        assert_eq!(limit("60m"), Ok(Duration::from_secs(3600)));
        assert_eq!(limit("3601"), Err("expected at most 1h".to_owned()));
        assert!(limit("0").is_err());
    }
}
