//! Decides which requests the proxy forwards, based on the head of a request.

use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use subtle::ConstantTimeEq;
use voucherify_oauth::{Scope, ScopeSet};

/// Accepts requests from programs that know the address, and rejects requests of web pages.
pub(super) struct Guard {
    port: u16,
    /// 128 random bits in hexadecimal. Empty with `--open`.
    prefix: String,
    scopes: ScopeSet,
    all_paths: bool,
}

/// Why a request is not forwarded.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) reason: String,
}

fn refuse<T>(status: StatusCode, reason: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { status, reason: reason.into() })
}

impl Guard {
    pub(super) fn new(
        port: u16,
        open: bool,
        scopes: ScopeSet,
        all_paths: bool,
    ) -> Result<Self, getrandom::Error> {
        let mut prefix = String::new();
        if !open {
            let mut bits = [0; 16];
            getrandom::fill(&mut bits)?;
            prefix = format!("{:032x}", u128::from_be_bytes(bits));
        }
        Ok(Self { port, prefix, scopes, all_paths })
    }

    /// Returns the base URL for callers, without a trailing slash.
    pub(super) fn base_url(&self) -> String {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        format!("http://127.0.0.1:{}{slash}{}", self.port, self.prefix)
    }

    /// Returns the path and query to request from the API.
    pub(super) fn check<'r>(&self, head: &'r Parts) -> Result<&'r str, Refusal> {
        self.check_host(&head.headers)?;
        check_browser(&head.headers)?;
        if [Method::CONNECT, Method::TRACE].contains(&head.method) {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "this method is not forwarded");
        }
        if head.uri.authority().is_some() {
            return refuse(
                StatusCode::BAD_REQUEST,
                "this is a reverse proxy: use it as a base URL, not as http_proxy",
            );
        }
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let Some(target) = self.without_prefix(target) else {
            return refuse(
                StatusCode::NOT_FOUND,
                "the path does not begin with the prefix in VOUCHERIFY_BASE_URL",
            );
        };
        self.check_path(&head.method, target.split('?').next().unwrap_or_default())?;
        Ok(target)
    }

    /// Checks `Host`, because a web page whose name resolves to 127.0.0.1 still sends that name.
    fn check_host(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return refuse(StatusCode::BAD_REQUEST, "expected exactly one Host header");
        };
        let host = host.to_str().unwrap_or_default();
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        let is_own = ["127.0.0.1", "localhost"].iter().any(|own| name.eq_ignore_ascii_case(own));
        if is_own && port.parse() == Ok(self.port) {
            Ok(())
        } else {
            refuse(StatusCode::FORBIDDEN, "the Host header names another server")
        }
    }

    /// Returns the part of the target after the prefix, which begins with a slash.
    fn without_prefix<'t>(&self, target: &'t str) -> Option<&'t str> {
        if self.prefix.is_empty() {
            return target.starts_with('/').then_some(target);
        }
        let rest = target.strip_prefix('/')?;
        let (given, rest) = rest.split_at_checked(self.prefix.len())?;
        let is_right: bool = given.as_bytes().ct_eq(self.prefix.as_bytes()).into();
        (is_right && rest.starts_with('/')).then_some(rest)
    }

    fn check_path(&self, method: &Method, path: &str) -> Result<(), Refusal> {
        if is_ambiguous(path) {
            return refuse(
                StatusCode::BAD_REQUEST,
                "the path is ambiguous: servers interpret it in different ways",
            );
        }
        if is_oauth(path) {
            return refuse(
                StatusCode::FORBIDDEN,
                "the OAuth endpoints require keys, which the proxy does not send",
            );
        }
        if self.all_paths || self.scopes.allows(path) {
            return Ok(());
        }
        let remedy = match Scope::for_path(path) {
            Some(scope) => format!("start the proxy with --scope {scope}"),
            None => "no narrow scope covers this path; --allow-all-paths forwards it".to_owned(),
        };
        let reason = format!("`{method} {path}` is outside the scopes `{}`: {remedy}", self.scopes);
        refuse(StatusCode::FORBIDDEN, reason)
    }
}

/// Rejects requests of web pages. Browsers send `Origin` with all requests except plain GET and
/// HEAD, and `Sec-Fetch-Site` with all requests: `none` means that a person typed the address.
fn check_browser(headers: &HeaderMap) -> Result<(), Refusal> {
    let site = headers.get("sec-fetch-site");
    if headers.contains_key(header::ORIGIN) || site.is_some_and(|site| site != "none") {
        return refuse(StatusCode::FORBIDDEN, "requests of web pages are not forwarded");
    }
    Ok(())
}

/// Returns whether a server or a URL parser may interpret the path as another one: it has a segment
/// `.` or `..`, a backslash, or a percent-encoded slash, backslash or control character.
fn is_ambiguous(path: &str) -> bool {
    let decoded = decoded(path);
    let dots = |name: &[u8]| [b".".as_slice(), b".."].contains(&name);
    names(&decoded).any(dots)
        || decoded.iter().any(|byte| *byte == b'\\' || byte.is_ascii_control())
        || decoded.iter().filter(|byte| **byte == b'/').count() != path.matches('/').count()
}

/// Returns whether the most lenient server would interpret the path as one below `/v1/oauth` of any
/// version: in any case, with repeated slashes and with parameters after a semicolon.
fn is_oauth(path: &str) -> bool {
    let decoded = decoded(path).to_ascii_lowercase();
    let mut names = names(&decoded).filter(|name| !name.is_empty()).take(3);
    names.any(|name| name == b"oauth")
}

/// Returns the segments of a decoded path, without the parameters and spaces that some servers
/// ignore.
fn names(decoded: &[u8]) -> impl Iterator<Item = &[u8]> {
    let segments = decoded.split(|byte| *byte == b'/');
    let names = segments.map(|segment| segment.split(|byte| *byte == b';').next());
    names.map(|name| name.unwrap_or_default().trim_ascii())
}

/// Returns the path without any level of percent-encoding, in linear time.
fn decoded(path: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(path.len());
    for byte in path.bytes() {
        bytes.push(byte);
        // A decoded byte may complete another escape.
        while let [.., b'%', high, low] = *bytes {
            let digit = |byte| char::from(byte).to_digit(16);
            let Some((high, low)) = digit(high).zip(digit(low)) else { break };
            bytes.truncate(bytes.len() - 3);
            bytes.extend(u8::try_from(high * 16 + low));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    const PORT: u16 = 4711;

    fn guard(open: bool, all_paths: bool) -> Guard {
        Guard::new(PORT, open, Scope::Vouchers | Scope::Api, all_paths).unwrap()
    }

    fn status(guard: &Guard, method: &str, target: &str, headers: &[(&str, &str)]) -> u16 {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).unwrap().into_parts();
        guard.check(&head).map_or_else(|refusal| refusal.status.as_u16(), |_| 200)
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4711");

    #[test]
    fn only_its_own_host_is_accepted() {
        let guard = guard(true, false);
        for host in ["127.0.0.1:4711", "localhost:4711", "LOCALHOST:4711"] {
            assert_eq!(status(&guard, "GET", "/v1/vouchers", &[("host", host)]), 200, "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:4711",
            "127.0.0.1",
            "127.0.0.1:80",
            "[::1]:4711",
            "127.0.0.1.evil.example:4711",
            "localhost.:4711",
            "127.0.0.1:4711@evil.example",
            "",
        ] {
            assert_eq!(status(&guard, "GET", "/v1/vouchers", &[("host", host)]), 403, "{host}");
        }
        assert_eq!(status(&guard, "GET", "/v1/vouchers", &[]), 400);
        assert_eq!(status(&guard, "GET", "/v1/vouchers", &[HOST, HOST]), 400);
    }

    #[test]
    fn requests_of_web_pages_are_rejected() {
        for guard in [guard(true, true), guard(true, false)] {
            for header in [
                ("origin", "https://evil.example"),
                ("origin", "null"),
                ("origin", "http://127.0.0.1:4711"),
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-site", "same-site"),
            ] {
                assert_eq!(
                    status(&guard, "GET", "/v1/vouchers", &[HOST, header]),
                    403,
                    "{header:?}"
                );
            }
            let typed = [HOST, ("sec-fetch-site", "none"), ("sec-fetch-mode", "cors")];
            assert_eq!(status(&guard, "GET", "/v1/vouchers", &typed), 200);
        }
    }

    #[test]
    fn the_prefix_is_required() {
        let guard = guard(false, true);
        let base = guard.base_url();
        let prefix = base.rsplit_once('/').unwrap().1;
        assert_eq!(prefix.len(), 32);
        let served = |path: &str| status(&guard, "GET", path, &[HOST]);
        assert_eq!(served(&format!("/{prefix}/v1/vouchers?a=/b")), 200);
        for path in [
            "/v1/vouchers".to_owned(),
            "/".to_owned(),
            format!("/{}0/v1/vouchers", &prefix[..31].replace('0', "1")),
            format!("/{prefix}"),
            format!("/{prefix}v1/vouchers"),
            format!("//{prefix}/v1/vouchers"),
            format!("/{}/v1/vouchers", &prefix[..31]),
        ] {
            assert_eq!(served(&path), 404, "{path}");
        }
        assert_ne!(guard.base_url(), self::guard(false, true).base_url());
    }

    #[test]
    fn only_paths_of_the_scopes_are_forwarded() {
        let guard = Guard::new(PORT, true, Scope::Vouchers.into(), false).unwrap();
        let served = |path: &str| status(&guard, "DELETE", path, &[HOST]);
        assert_eq!(served("/v1/vouchers/abc?x=1"), 200);
        for path in ["/v1/campaigns", "/v1/vouchers-x", "/client/v1/vouchers", "/v1", "/", "/v3/x"]
        {
            assert_eq!(served(path), 403, "{path}");
            let all = self::guard(true, true);
            assert_eq!(status(&all, "GET", path, &[HOST]), 200, "{path}");
        }
    }

    #[test]
    fn the_oauth_endpoints_are_never_forwarded() {
        for guard in [guard(true, true), guard(true, false)] {
            for path in [
                "/v1/oauth",
                "/v1/oauth/token",
                "/v1//oauth/token",
                "//v1/oauth",
                "/V1/OAuth/token",
                "/v1/%6fauth/token",
                "/v1/%256Fauth/token",
                "/v1/oauth;x=1/token",
                "/v1;x/oauth",
                "/v1/oauth%20/token",
                "/client/v1/oauth/token",
                "/v2/oauth/token",
            ] {
                assert_eq!(status(&guard, "POST", path, &[HOST]), 403, "{path}");
            }
            assert_eq!(status(&guard, "GET", "/v1/vouchers/x/oauth", &[HOST]), 200);
        }
    }

    #[test]
    fn ambiguous_paths_are_rejected() {
        for guard in [guard(true, true), guard(true, false)] {
            for path in [
                "/v1/vouchers/../oauth/token",
                "/v1/vouchers/%2e%2e/campaigns",
                "/v1/./vouchers",
                "/v1/vouchers%2f..%2fcampaigns",
                "/v1/vouchers%5cx",
                "/v1/vouchers\\..\\x",
                "/v1/vouchers/%00",
                "/v1/vouchers/.%09.",
                "/v1/vouchers/%252e%252e/x",
                "/v1/vouchers/..;/oauth/token",
                "/v1/vouchers/.%2e%3bx=1/campaigns",
                "/v1/vouchers/..%20/campaigns",
            ] {
                assert_eq!(status(&guard, "GET", path, &[HOST]), 400, "{path}");
            }
            for path in
                ["/v1/vouchers/a..b", "/v1/vouchers/%20%", "/v1/vouchers/%+2f", "/v1/vouchers/"]
            {
                assert_eq!(status(&guard, "GET", path, &[HOST]), 200, "{path}");
            }
        }
    }

    #[test]
    fn nested_escapes_do_not_take_quadratic_time() {
        assert_eq!(decoded(&format!("/%{}2E", "25".repeat(1_000_000))), b"/.");
        for (path, expected) in [("%2%35", "%"), ("%%35%32", "R"), ("%4", "%4"), ("%%zz", "%%zz")] {
            assert_eq!(decoded(path), expected.as_bytes(), "{path}");
        }
    }

    #[test]
    fn forward_proxy_requests_are_rejected() {
        let guard = guard(true, true);
        assert_eq!(status(&guard, "CONNECT", "evil.example:443", &[HOST]), 405);
        assert_eq!(status(&guard, "TRACE", "/v1/vouchers", &[HOST]), 405);
        assert_eq!(status(&guard, "GET", "http://127.0.0.1:4711/v1/vouchers", &[HOST]), 400);
        assert_eq!(status(&guard, "OPTIONS", "*", &[HOST]), 404);
    }
}
