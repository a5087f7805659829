//! Which servers a token may be sent to.

use reqwest::Url;

use crate::base_url::BaseUrl;
use crate::error::Refusal;

/// Servers that were named by the caller, all of them reached by https or on this machine.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    origins: Vec<Origin>,
}

#[derive(Clone, Debug)]
struct Origin {
    scheme: &'static str,
    host: String,
    port: u16,
}

impl Origins {
    /// Reads and judges `scheme://host:port` texts. A refusal does not quote them.
    pub(crate) fn parse<T: AsRef<str>>(
        origins: impl IntoIterator<Item = T>,
    ) -> Result<Self, Refusal> {
        let origins = origins
            .into_iter()
            .map(|origin| Origin::parse(origin.as_ref()))
            .collect::<Result<_, _>>()?;
        Ok(Self { origins })
    }

    /// Whether a request with this scheme, host and port goes to one of them.
    pub(crate) fn contain(&self, scheme: &str, host: &str, port: Option<u16>) -> bool {
        self.origins.iter().any(|origin| {
            origin.scheme == scheme
                && origin.host.eq_ignore_ascii_case(host)
                && origin.port == port.unwrap_or_else(|| default_port(origin.scheme))
        })
    }
}

impl Origin {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let https = BaseUrl::parse(text)?.https;
        let url = Url::parse(text).map_err(|_| Refusal::BaseUrl("is not an absolute URL"))?;
        let (Some(host), "/") = (url.host_str(), url.path()) else {
            return Err(Refusal::BaseUrl("has a path, where only the server counts"));
        };
        let scheme = if https { "https" } else { "http" };
        Ok(Self {
            scheme,
            host: host.to_owned(),
            port: url.port().unwrap_or_else(|| default_port(scheme)),
        })
    }
}

fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_host_and_port_all_count() {
        let origins = Origins::parse(["https://api.voucherify.io", "http://[::1]:8080/"]).unwrap();
        for (scheme, host, port, contained) in [
            ("https", "api.voucherify.io", None, true),
            ("https", "API.voucherify.io", Some(443), true),
            ("http", "[::1]", Some(8080), true),
            ("http", "api.voucherify.io", None, false),
            ("http", "api.voucherify.io", Some(443), false),
            ("https", "api.voucherify.io", Some(444), false),
            ("https", "api.voucherify.io.example", None, false),
            ("https", "us1.api.voucherify.io", None, false),
            ("http", "[::1]", None, false),
        ] {
            assert_eq!(
                origins.contain(scheme, host, port),
                contained,
                "{scheme}://{host}:{port:?}"
            );
        }
    }

    #[test]
    fn what_could_be_listened_to_is_refused() {
        for unfit in
            ["http://api.voucherify.io", "ftp://localhost", "https://api.voucherify.io/v1", "api"]
        {
            assert!(Origins::parse([unfit]).is_err(), "{unfit}");
        }
    }
}
