//! The settings of a client.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;
use reqwest::redirect;
use zeroize::Zeroizing;

use crate::base_url::BaseUrl;
use crate::error::{HttpError, Refusal};
use crate::http::{Inner, Transport};
use crate::{Cluster, Credentials, Error, tls};

const USER_AGENT: &str = concat!("voucherify-oauth/", env!("CARGO_PKG_VERSION"));

/// Builds a [`Client`](crate::Client) with custom settings. Returned by
/// [`Client::builder`](crate::Client::builder).
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
#[must_use = "a builder does nothing until `build` is called"]
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

/// The proxy for `https` requests.
enum Proxy {
    /// The proxy that the environment variables set, if any.
    Environment,
    None,
    /// A proxy with this URL, which may contain a password.
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
    /// Overrides an earlier [`base_url`](Self::base_url).
    pub fn cluster(self, cluster: Cluster) -> Self {
        self.base_url(cluster.base_url())
    }

    /// Sets the base URL of the API: a custom domain, a gateway, or a fake server in a test.
    /// Overrides an earlier [`cluster`](Self::cluster).
    ///
    /// The scheme must be `https`, because secrets are sent there. `http` is accepted for loopback
    /// hosts only: `localhost`, `127.0.0.0/8` and `[::1]`. A path is kept as a prefix.
    /// [`build`](Self::build) refuses a user name, a password, a query and a fragment.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets the timeout for one operation, from connecting to the last byte of the response.
    /// Defaults to 15 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the timeout for connecting, including name resolution and TLS. Defaults to 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sends requests through this HTTP proxy, such as `http://user:password@proxy.example:3128`.
    /// Defaults to the environment variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.
    ///
    /// The proxy sees only the host name, because the connection through it is encrypted. Requests
    /// to an `http` base URL, which is on this machine, do not use a proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::At(Zeroizing::new(url.into()));
        self
    }

    /// Disables all proxies, including those of the environment.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Adds trusted root certificates: one or more in PEM format, such as the content of a `.pem`
    /// file. Can be called more than once.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Appends a suffix to the user agent, such as `my-shop/1.2`. The user agent starts with the
    /// name and the version of this crate.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets a function that returns the reqwest builder, for settings that this builder does not
    /// have, such as a client certificate or a resolver.
    ///
    /// Some settings are overridden, to protect the secrets or because they are set here:
    ///
    /// - redirects are not followed, because the secrets would be sent along;
    /// - verbose logging of connections is off, because it logs the secrets;
    /// - plain `http` does not use a proxy, because the proxy would see the secrets;
    /// - the timeouts and the user agent.
    ///
    /// The function is called more than once, since a token source builds its own HTTP client.
    ///
    /// All other settings are kept, including the TLS library. If both libraries are compiled in,
    /// reqwest defaults to native-tls; `tls_backend_rustls` selects rustls.
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

    /// Builds the HTTP client and the settings of the generated clients.
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
            // Otherwise reqwest would also use the proxy of the environment.
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

/// Parses the URL of a proxy.
fn proxy(url: &str) -> Result<reqwest::Proxy, Refusal> {
    let parsed = reqwest::Url::parse(url).map_err(|_| Refusal::Proxy)?;
    if !["http", "https"].contains(&parsed.scheme()) {
        return Err(Refusal::Proxy);
    }
    reqwest::Proxy::all(parsed).map_err(|_| Refusal::Proxy)
}

/// Whether a client keeps idle connections.
#[derive(Clone, Copy)]
pub(crate) enum Pool {
    /// The default of the HTTP client.
    Default,
    /// Keeps no idle connections.
    #[cfg(feature = "token-source")]
    None,
}

/// Omits the base URL, which is not checked yet and may contain a password, and the settings of
/// the HTTP client, which may contain the password of a proxy.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
