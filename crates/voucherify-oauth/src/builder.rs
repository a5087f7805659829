//! The settings of a client.

use std::fmt;
use std::time::Duration;

use reqwest::redirect;

use crate::base_url::BaseUrl;
use crate::error::Refusal;
use crate::http::Transport;
use crate::{Client, Cluster, Credentials, Error, generated, tls};

const USER_AGENT: &str = concat!("voucherify-oauth/", env!("CARGO_PKG_VERSION"));

/// The settings of a [`Client`] to be; [`Client::builder`] makes one.
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth::{Client, Cluster, Credentials};
///
/// let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
/// let client = Client::builder(credentials)
///     .cluster(Cluster::Us1)
///     .timeout(Duration::from_secs(5))
///     # .base_url("http://127.0.0.1")
///     .build()?;
/// # Ok::<(), voucherify_oauth::Error>(())
/// ```
#[must_use = "settings do nothing until a client is built with them"]
pub struct ClientBuilder {
    credentials: Credentials,
    base_url: String,
    timeout: Duration,
    connect_timeout: Duration,
    http: Box<dyn Fn() -> reqwest::ClientBuilder + Send + Sync>,
}

impl ClientBuilder {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            base_url: Cluster::default().base_url().to_owned(),
            timeout: Duration::from_secs(15),
            connect_timeout: Duration::from_secs(5),
            http: Box::new(tls::http_builder),
        }
    }

    /// Sets the cluster in which the project lives: [`Cluster::Api`], if nobody says otherwise.
    ///
    /// This and [`base_url`](Self::base_url) set the same thing; the later one counts.
    pub fn cluster(self, cluster: Cluster) -> Self {
        self.base_url(cluster.base_url())
    }

    /// Sets another address of the API: a project's own host, a gateway, a fake in a test.
    ///
    /// It must be `https`, since keys are sent there; `http` is taken for this machine only,
    /// written as `localhost`, `127.0.0.0/8` or `[::1]`. A path is kept as a prefix. User name,
    /// password, query and fragment are refused, by [`build`](Self::build).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets how long one operation may take in all, from connecting to the last byte of the answer:
    /// 15 seconds, if nobody says otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long connecting may take, name resolution and TLS included: 5 seconds, if nobody
    /// says otherwise.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets the HTTP client's own settings, for what this crate has none for: a proxy, root
    /// certificates, a client certificate, a resolver.
    ///
    /// These are overridden, because the safety of the keys hangs on them, or because they are set
    /// here:
    ///
    /// - redirects are never followed: the keys would travel along;
    /// - verbose logging of connections is off: it logs the keys;
    /// - no proxy is used for plain `http`: it would carry the keys off this machine;
    /// - both time-outs, and the user agent, which tells the service the name and version of this
    ///   crate.
    ///
    /// It is called more than once, since a token source makes an HTTP client of its own.
    ///
    /// Everything else stays as it is, the choice of the TLS library among it. With both compiled
    /// in, reqwest's own choice is native-tls, until told otherwise by `tls_backend_rustls`.
    ///
    /// ```
    /// use voucherify_oauth::{Client, Credentials, reqwest};
    ///
    /// # let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
    /// let client = Client::builder(credentials)
    ///     .http(|| reqwest::Client::builder().no_proxy().pool_max_idle_per_host(1))
    ///     # .base_url("http://127.0.0.1")
    ///     .build()?;
    /// # Ok::<(), voucherify_oauth::Error>(())
    /// ```
    pub fn http(
        mut self,
        http: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http = Box::new(http);
        self
    }

    /// Makes the client. Nothing is sent, and no runtime is needed yet.
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`], where the base URL is unfit, where it is `https` and no TLS feature
    /// is on, or where the HTTP client can't be set up: rustls finds no root certificates, for
    /// instance.
    pub fn build(self) -> Result<Client, Error> {
        Client::from_settings(self)
    }

    pub(crate) fn generated(&self, pool: Pool) -> Result<generated::Client, Error> {
        let base_url = BaseUrl::parse(&self.base_url)?;
        if base_url.https && !tls::available() {
            return Err(Refusal::NoTls.into());
        }
        tls::check_provider()?;
        let mut http = (self.http)()
            .redirect(redirect::Policy::none())
            .connection_verbose(false)
            .user_agent(USER_AGENT)
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout);
        if !base_url.https {
            // The environment's proxy would be used as well.
            http = http.no_proxy();
        }
        #[cfg(feature = "token-source")]
        if pool == Pool::None {
            http = http.pool_max_idle_per_host(0);
        }
        let http = http.build().map_err(Refusal::Http)?;
        let transport = Transport { credentials: self.credentials.clone() };
        Ok(generated::Client::new_with_client(&base_url.text, http, transport))
    }
}

/// Which connections a client keeps for later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pool {
    /// As the HTTP client does by itself.
    Default,
    /// None.
    #[cfg(feature = "token-source")]
    None,
}

/// Without the address, which is not checked yet and may hold a password, and without the HTTP
/// client's settings, which may hold a proxy's.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
