//! The settings of a client.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;
use reqwest::redirect;
use zeroize::Zeroizing;

use crate::base_url::BaseUrl;
use crate::client::Inner;
use crate::error::{HttpError, Refusal};
use crate::http::Transport;
use crate::{Client, Cluster, Credentials, Error, tls};

const USER_AGENT: &str = concat!("voucherify-oauth/", env!("CARGO_PKG_VERSION"));

/// Builds a [`Client`] with settings of its own. Returned by [`Client::builder`].
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth::{Client, Cluster, Credentials};
///
/// let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
/// let client = Client::builder(credentials)
///     .cluster(Cluster::Us1)
///     .timeout(Duration::from_secs(5))
///     .user_agent_suffix("my-shop/1.2")
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
    proxy: Proxy,
    /// In PEM.
    root_certificates: Vec<Vec<u8>>,
    user_agent_suffix: Option<String>,
    http: Box<dyn Fn() -> reqwest::ClientBuilder + Send + Sync>,
}

/// The proxy for `https`.
enum Proxy {
    /// The one that the environment names, if any.
    Environment,
    None,
    /// The one at this address, which may contain a password.
    At(Zeroizing<String>),
}

impl ClientBuilder {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            base_url: Cluster::default().base_url().to_owned(),
            timeout: Duration::from_secs(15),
            connect_timeout: Duration::from_secs(5),
            proxy: Proxy::Environment,
            root_certificates: Vec::new(),
            user_agent_suffix: None,
            http: Box::new(tls::http_builder),
        }
    }

    /// Sets the cluster of the project. Defaults to [`Cluster::Europe`].
    ///
    /// This and [`base_url`](Self::base_url) set the same thing; the later call counts.
    pub fn cluster(self, cluster: Cluster) -> Self {
        self.base_url(cluster.base_url())
    }

    /// Sets the address of the API: a project's own host, a gateway, or a fake in a test.
    ///
    /// It must be `https`, since secrets are sent there; `http` is accepted for this machine only,
    /// written as `localhost`, `127.0.0.0/8` or `[::1]`. A path is kept as a prefix.
    /// [`build`](Self::build) refuses a user name, a password, a query and a fragment.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets the timeout of one operation, from connecting to the last byte of the response.
    /// Defaults to 15 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the timeout of connecting, including name resolution and TLS. Defaults to 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends requests through this HTTP proxy, such as `http://user:password@proxy.example:3128`.
    /// Defaults to the proxy that the variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name.
    ///
    /// The proxy sees the name of the host and nothing else, since the connection through it is
    /// encrypted. A base URL with `http`, which is on this machine, is requested without a proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::At(Zeroizing::new(url.into()));
        self
    }

    /// Uses no proxy, even if the environment names one.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Also trusts these root certificates: one or more in PEM, such as the content of a `.pem`
    /// file. Can be called more than once.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Appends a text to the user agent, such as `my-shop/1.2`. Without it, the user agent is the
    /// name and the version of this crate.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets how to build the HTTP client, for what has no setting of its own here, such as a client
    /// certificate or a resolver.
    ///
    /// These are overridden, because they protect the secrets, or because they are set here:
    ///
    /// - redirects are never followed: they would get the secrets too;
    /// - verbose logging of connections is off: it logs the secrets;
    /// - no proxy is used for plain `http`: it would get the secrets from this machine;
    /// - the timeouts and the user agent.
    ///
    /// `http` is called more than once, since a token source has an HTTP client of its own.
    ///
    /// Everything else stays as it is, including the choice of the TLS library. If both are
    /// compiled in, reqwest chooses native-tls; `tls_backend_rustls` chooses the other.
    ///
    /// ```
    /// use voucherify_oauth::{Client, Credentials, reqwest};
    ///
    /// # let credentials = Credentials::new("c70a6f00-cf91-4756-9df5", "8850ca12-ba5c-4b0b")?;
    /// let client = Client::builder(credentials)
    ///     .http(|| reqwest::Client::builder().pool_max_idle_per_host(1))
    ///     # .base_url("http://127.0.0.1")
    ///     .build()?;
    /// # Ok::<(), voucherify_oauth::Error>(())
    /// ```
    #[cfg(feature = "reqwest-0-13")]
    pub fn http(
        mut self,
        http: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http = Box::new(http);
        self
    }

    /// Builds the client. Sends nothing and needs no runtime.
    ///
    /// # Errors
    ///
    /// [`Error::is_builder`] if the base URL or another setting is refused, if the base URL is
    /// `https` and no TLS feature is enabled, or if the HTTP client can't be set up, for example
    /// because rustls finds no root certificates.
    pub fn build(self) -> Result<Client, Error> {
        Client::from_settings(self)
    }

    /// Builds what the generated clients are built from.
    pub(crate) fn connect(&self, pool: Pool) -> Result<Inner, Error> {
        let base_url = BaseUrl::parse(&self.base_url)?;
        if base_url.https && !tls::available() {
            return Err(Refusal::NoTls.into());
        }
        tls::check_provider()?;
        let mut http = (self.http)()
            .redirect(redirect::Policy::none())
            .connection_verbose(false)
            .user_agent(self.user_agent()?)
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout);
        for pem in &self.root_certificates {
            http = tls::trust(http, pem)?;
        }
        http = match &self.proxy {
            Proxy::At(url) => http.no_proxy().proxy(proxy(url)?),
            Proxy::None => http.no_proxy(),
            Proxy::Environment => http,
        };
        if !base_url.https {
            // The environment's proxy would be used as well.
            http = http.no_proxy();
        }
        match pool {
            Pool::Default => {}
            #[cfg(feature = "token-source")]
            Pool::None => http = http.pool_max_idle_per_host(0),
        }
        let http = http.build().map_err(|error| Refusal::Http(HttpError(error)))?;
        let transport = Transport { credentials: self.credentials.clone() };
        Ok(Inner { base_url: base_url.text, http, transport })
    }

    fn user_agent(&self) -> Result<HeaderValue, Refusal> {
        let Some(suffix) = &self.user_agent_suffix else {
            return Ok(HeaderValue::from_static(USER_AGENT));
        };
        let visible = suffix.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let value = HeaderValue::try_from(format!("{USER_AGENT} {suffix}"));
        value.ok().filter(|_| visible && !suffix.is_empty()).ok_or(Refusal::UserAgent)
    }
}

/// Reads the address of a proxy.
fn proxy(url: &str) -> Result<reqwest::Proxy, Refusal> {
    let parsed = reqwest::Url::parse(url).map_err(|_| Refusal::Proxy)?;
    if !["http", "https"].contains(&parsed.scheme()) {
        return Err(Refusal::Proxy);
    }
    reqwest::Proxy::all(parsed).map_err(|_| Refusal::Proxy)
}

/// Which connections a client keeps for later.
#[derive(Clone, Copy)]
pub(crate) enum Pool {
    /// As the HTTP client does by default.
    Default,
    /// None.
    #[cfg(feature = "token-source")]
    None,
}

/// Leaves out the address, which is not checked yet and may contain a password, and the HTTP
/// client's settings, which may contain a proxy's.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
