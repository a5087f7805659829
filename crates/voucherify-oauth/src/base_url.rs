//! Checks the addresses that keys are sent to.

use std::net::{Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::error::Refusal;

/// A base URL that keys may be sent to.
#[derive(Debug)]
pub(crate) struct BaseUrl {
    /// Has no trailing slash, since the paths of the operations begin with one.
    pub(crate) text: String,
    pub(crate) https: bool,
}

impl BaseUrl {
    /// Parses and checks a base URL. Errors do not quote it, since it may contain a password, or a
    /// key from the wrong variable.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let url = Url::parse(text).map_err(|_| Refusal::BaseUrl("is not an absolute URL"))?;
        let https = match url.scheme() {
            "https" => true,
            "http" if is_loopback(&url) => false,
            "http" => {
                return Err(Refusal::BaseUrl(
                    "must begin with https:// (http:// is for loopback addresses only)",
                ));
            }
            _ => return Err(Refusal::BaseUrl("must begin with https://")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::BaseUrl(
                "contains a user name or a password, which the service does not accept",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Refusal::BaseUrl("contains a query or a fragment"));
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), https })
    }
}

/// Returns whether the host is a loopback address.
fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if let Some(v6) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return v6.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    host == "localhost" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valid_base_url_loses_its_trailing_slash() {
        for (given, text, https) in [
            ("https://api.voucherify.io", "https://api.voucherify.io", true),
            ("https://api.voucherify.io/", "https://api.voucherify.io", true),
            ("HTTPS://Acme.Voucherify.IO:8443/", "https://acme.voucherify.io:8443", true),
            ("https://gateway.example/voucherify/", "https://gateway.example/voucherify", true),
            ("http://localhost:8080", "http://localhost:8080", false),
            ("http://127.0.0.1:1", "http://127.0.0.1:1", false),
            ("http://127.255.0.7", "http://127.255.0.7", false),
            ("http://[::1]:9", "http://[::1]:9", false),
        ] {
            let url = BaseUrl::parse(given).unwrap();
            assert_eq!((url.text.as_str(), url.https), (text, https), "{given}");
        }
    }

    #[test]
    fn an_invalid_base_url_is_refused_and_not_quoted() {
        for unfit in [
            "",
            "s3cret",
            "/s3cret",
            "s3cret.voucherify.io",
            "ftp://s3cret.voucherify.io",
            "http://s3cret.voucherify.io",
            "http://127.0.0.1.s3cret.example",
            "http://localhost.s3cret.example",
            "http://s3cret.localhost",
            "http://128.0.0.1/s3cret",
            "http://[::ffff:127.0.0.1]/s3cret",
            "http://[::2]/s3cret",
            "http://0.0.0.0/s3cret",
            "http://127.0.0.1@s3cret.example",
            "https://s3cret@api.voucherify.io",
            "https://:s3cret@api.voucherify.io",
            "https://api.voucherify.io?s3cret",
            "https://api.voucherify.io/?",
            "https://api.voucherify.io#s3cret",
        ] {
            let refusal = BaseUrl::parse(unfit).unwrap_err();
            assert!(!format!("{refusal} {refusal:?}").contains("s3cret"), "{unfit}: {refusal}");
            let is_http = unfit.starts_with("http://");
            assert_eq!(refusal.to_string().contains("loopback"), is_http, "{unfit}: {refusal}");
        }
    }
}
