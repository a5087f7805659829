//! Which service to talk to, and with which keys.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use voucherify_oauth::{Client, Cluster, Credentials};
use voucherify_oauth_sandbox::Sandbox;

use crate::environment::{self, APP_ID, APP_TOKEN, BASE_URL};
use crate::failure::Failure;
use crate::{credentials_file, embedded};

/// The arguments of every command that talks to the service.
#[derive(Args, Debug)]
#[command(next_help_heading = "Service")]
pub(crate) struct Connection {
    /// Use a sandbox inside this command, which needs no keys and ends with it
    #[arg(long, conflicts_with_all = ["cluster", "base_url", "credentials_file"])]
    sandbox: bool,

    /// The cluster in which the project lives [default: api]
    #[arg(long, value_enum, value_name = "CLUSTER", conflicts_with = "base_url")]
    cluster: Option<ClusterName>,

    /// Another address of the API: the project's own host, a running sandbox [env: VOUCHERIFY_BASE_URL]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,

    /// Read the keys from a file that only you can read [env: VOUCHERIFY_APP_ID, VOUCHERIFY_APP_TOKEN]
    #[arg(long, value_name = "FILE")]
    credentials_file: Option<PathBuf>,
}

/// The clusters, by the names that their hosts have.
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
            ClusterName::Api => Self::Api,
            ClusterName::Us1 => Self::Us1,
            ClusterName::As1 => Self::As1,
        }
    }
}

/// A client, and what has to live as long.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// Stops when it is dropped.
    _sandbox: Option<Sandbox>,
}

impl Connection {
    /// Has to be called on a runtime, which the sandbox runs on if there is one.
    pub(crate) async fn open(&self) -> Result<Session, Failure> {
        if !self.sandbox {
            return Ok(Session { client: self.client()?, _sandbox: None });
        }
        let sandbox = embedded::start(Sandbox::builder(), "leave --sandbox out").await?;
        let client = embedded::client(&sandbox)?;
        Ok(Session { client, _sandbox: Some(sandbox) })
    }

    pub(crate) fn is_sandbox(&self) -> bool {
        self.sandbox
    }

    /// Makes a client of what the arguments, the credentials file and the environment say, in this
    /// order of precedence.
    fn client(&self) -> Result<Client, Failure> {
        let keys = match &self.credentials_file {
            Some(path) => credentials_file::read(path)?,
            None => Keys::from_environment()?,
        };
        let base_url = match (self.cluster.map(Cluster::from), &self.base_url) {
            (Some(cluster), _) => Some(cluster.base_url().to_owned()),
            (None, Some(url)) => Some(url.clone()),
            (None, None) => match keys.base_url {
                Some(url) => Some(url),
                None => environment::variable(BASE_URL)?,
            },
        };
        let credentials = Credentials::new(keys.app_id, keys.app_token)
            .map_err(|error| Failure::usage(error, "copy both keys again, each without spaces"))?;
        let mut builder = Client::builder(credentials);
        if let Some(url) = base_url {
            builder = builder.base_url(url);
        }
        builder.build().map_err(|error| {
            Failure::usage(error, "check --base-url and VOUCHERIFY_BASE_URL, or leave both out")
        })
    }
}

/// Two keys that belong together, so both from the same place, and where they are good if that is
/// said there, too.
pub(crate) struct Keys {
    pub(crate) app_id: String,
    pub(crate) app_token: String,
    pub(crate) base_url: Option<String>,
}

impl Keys {
    fn from_environment() -> Result<Self, Failure> {
        let key = |name| {
            environment::variable(name)?.ok_or_else(|| {
                Failure::usage(
                    format_args!("{name} is not set, or empty"),
                    "set VOUCHERIFY_APP_ID and VOUCHERIFY_APP_TOKEN, or give a --credentials-file",
                )
            })
        };
        Ok(Self { app_id: key(APP_ID)?, app_token: key(APP_TOKEN)?, base_url: None })
    }
}
