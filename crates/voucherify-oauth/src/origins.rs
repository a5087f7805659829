//! The servers that tokens are sent to.

use reqwest::Url;

use crate::base_url::BaseUrl;
use crate::error::Refusal;

/// The base URLs of the caller. Each is `https` or a loopback address.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    origins: Vec<Origin>,
}

#[derive(Clone, Debug)]
struct Origin {
    scheme: &'static str,
    host: String,
    port: u16,
    /// The prefix of all paths of the API, without a trailing slash.
    prefix: String,
}

impl Origins {
    /// Parses base URLs. An error does not quote them.
    pub(crate) fn parse<T: AsRef<str>>(
        origins: impl IntoIterator<Item = T>,
    ) -> Result<Self, Refusal> {
        let origins = origins
            .into_iter()
            .map(|origin| Origin::parse(origin.as_ref()))
            .collect::<Result<_, _>>()?;
        Ok(Self { origins })
    }

    /// Returns the path within the API, or `None` if a request to this URL gets no token.
    pub(crate) fn api_path<'p>(
        &self,
        scheme: &str,
        host: &str,
        port: Option<u16>,
        path: &'p str,
    ) -> Option<&'p str> {
        let mut origins = self.origins.iter().filter(|origin| {
            origin.scheme == scheme
                && origin.host.eq_ignore_ascii_case(host)
                && origin.port == port.unwrap_or_else(|| default_port(origin.scheme))
        });
        origins.find_map(|origin| {
            let rest = path.strip_prefix(&origin.prefix)?;
            let is_below = rest.is_empty() || rest.starts_with(['/', '?']);
            let may_leave = !origin.prefix.is_empty() && has_parent_segment(rest);
            (is_below && !may_leave).then_some(rest)
        })
    }
}

impl Origin {
    fn parse(text: &str) -> Result<Self, Refusal> {
        let base_url = BaseUrl::parse(text)?;
        let problem = Refusal::BaseUrl("is not an absolute URL");
        let Ok(url) = Url::parse(&base_url.text) else { return Err(problem) };
        let Some(host) = url.host_str() else { return Err(problem) };
        let scheme = if base_url.https { "https" } else { "http" };
        Ok(Self {
            scheme,
            host: host.to_owned(),
            port: url.port().unwrap_or_else(|| default_port(scheme)),
            prefix: url.path().trim_end_matches('/').to_owned(),
        })
    }
}

/// Returns whether a gateway may resolve the path to one outside of the prefix, which can belong to
/// another service.
fn has_parent_segment(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let path = path.replace("%2e", ".").replace("%2f", "/").replace("%5c", "\\");
    path.split(['/', '\\', ';']).any(|segment| segment == "..")
}

fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scheme_host_and_port_must_match() {
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
            let path = origins.api_path(scheme, host, port, "/v1");
            assert_eq!(path, contained.then_some("/v1"), "{scheme}://{host}:{port:?}");
        }
    }

    #[test]
    fn a_prefix_matches_whole_segments() {
        let origins = Origins::parse(["https://gateway.example/voucherify/"]).unwrap();
        for (path, expected) in [
            ("/voucherify/v1/vouchers", Some("/v1/vouchers")),
            ("/voucherify", Some("")),
            ("/voucherify?page=1", Some("?page=1")),
            ("/voucherify-other/v1", None),
            ("/voucherify/v1/a..b/.c", Some("/v1/a..b/.c")),
            ("/voucherify/../other/v1", None),
            ("/voucherify/v1/%2E./..;x/other", None),
            ("/voucherify/v1/..", None),
            ("/voucherify/v1/a%2Fb", Some("/v1/a%2Fb")),
            ("/voucherify/v1/..%2F..%5cother", None),
            ("/v1/vouchers", None),
        ] {
            assert_eq!(origins.api_path("https", "gateway.example", None, path), expected);
        }
    }

    #[test]
    fn plain_http_is_refused() {
        for unfit in ["http://api.voucherify.io", "ftp://localhost", "api"] {
            assert!(Origins::parse([unfit]).is_err(), "{unfit}");
        }
    }
}
