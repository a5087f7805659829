//! Forwards a request with a token, and returns the response.

use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use reqwest::{Body, Url, redirect};
use voucherify_oauth::{ApiError, Error, TokenSource};

use super::guard::Refusal;
use crate::failure::WithCause;

/// The longest body that is buffered to be sent again, in bytes.
const REPEATABLE: u64 = 64 * 1024;

/// The time limit for connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The time limit for each read from the API.
const SILENCE: Duration = Duration::from_secs(120);

/// Headers that belong to one connection (RFC 9110, section 7.6.1).
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A client of the API.
pub(super) struct Forwarder {
    http: reqwest::Client,
    source: TokenSource,
    /// The base URL of the API, without a trailing slash.
    upstream: String,
    /// The base URL of the proxy, without a trailing slash.
    local: String,
}

impl Forwarder {
    pub(super) fn new(source: TokenSource, upstream: &str, local: String) -> reqwest::Result<Self> {
        let mut http = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            .connection_verbose(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE);
        if upstream.starts_with("http://") {
            // Plain HTTP is only for this machine, so do not use an HTTP proxy.
            http = http.no_proxy();
        }
        Ok(Self { http: http.build()?, source, upstream: upstream.to_owned(), local })
    }

    /// Requests `target` from the API. If the API rejects the token, repeats the request once with
    /// a new token, unless the body is too long to be sent again.
    pub(super) async fn forward(
        &self,
        head: Parts,
        body: Incoming,
        target: &str,
    ) -> Result<Response<Body>, Problem> {
        let url = self.url(target)?;
        let headers = request_headers(head.headers);
        let (body, copy) = match body.size_hint().exact() {
            Some(length) if length <= REPEATABLE => {
                let bytes = body.collect().await.map_err(|_| Problem::body())?.to_bytes();
                (whole(&bytes), Some(bytes))
            }
            _ => (Some(Body::wrap(body)), None),
        };
        let send = async |token: &voucherify_oauth::Token, body: Option<Body>| {
            let mut request = reqwest::Request::new(head.method.clone(), url.clone());
            request.headers_mut().extend(headers.clone());
            request.headers_mut().insert(header::AUTHORIZATION, token.authorization().clone());
            *request.body_mut() = body;
            self.http.execute(request).await.map_err(Problem::unreachable)
        };
        let token = self.source.token().await.map_err(Problem::token)?;
        let mut response = send(&token, body).await?;
        if response.status() == StatusCode::UNAUTHORIZED
            && self.source.invalidate(token.access_token())
            && let Some(bytes) = copy
            && let Ok(token) = self.source.token().await
        {
            response = send(&token, whole(&bytes)).await?;
        }
        Ok(self.response(&url, response.into()))
    }

    /// Returns the URL of the target. Rejects a target that parsing changes, so that the checked
    /// path is the requested path.
    fn url(&self, target: &str) -> Result<Url, Problem> {
        let refused = || {
            Problem::from(Refusal {
                status: StatusCode::BAD_REQUEST,
                reason: "the path has characters that must be percent-encoded".to_owned(),
            })
        };
        let url = Url::parse(&format!("{}{target}", self.upstream)).map_err(|_| refused())?;
        let path = target.split('?').next().unwrap_or_default();
        let base = Url::parse(&self.upstream).map_err(|_| refused())?;
        let expected = format!("{}{path}", base.path().trim_end_matches('/'));
        if url.path() == expected { Ok(url) } else { Err(refused()) }
    }

    fn response(&self, url: &Url, mut response: Response<Body>) -> Response<Body> {
        let headers = response.headers_mut();
        drop_hop_by_hop(headers);
        // Web pages must not read responses, and no alternative service exists.
        drop_where(headers, |name| name.starts_with("access-control-") || name == "alt-svc");
        if let Some(location) = headers.get(header::LOCATION)
            && let Some(local) = self.local_location(url, location)
        {
            headers.insert(header::LOCATION, local);
        }
        response
    }

    /// Rewrites a `Location` below the base URL of the API to the proxy.
    fn local_location(&self, url: &Url, location: &HeaderValue) -> Option<HeaderValue> {
        let target = url.join(location.to_str().ok()?).ok()?;
        let rest = target.as_str().strip_prefix(&self.upstream)?;
        if !rest.is_empty() && !rest.starts_with(['/', '?', '#']) {
            return None;
        }
        HeaderValue::try_from(format!("{}{rest}", self.local)).ok()
    }
}

fn whole(bytes: &Bytes) -> Option<Body> {
    (!bytes.is_empty()).then(|| bytes.clone().into())
}

/// Returns the headers to forward, without the caller's credentials.
fn request_headers(mut headers: HeaderMap) -> HeaderMap {
    drop_hop_by_hop(&mut headers);
    drop_where(&mut headers, |name| {
        name.starts_with("x-app-") || ["authorization", "host", "expect"].contains(&name)
    });
    headers
}

/// Removes hop-by-hop headers, including the ones that `Connection` lists.
fn drop_hop_by_hop(headers: &mut HeaderMap) {
    if headers.contains_key(header::TRANSFER_ENCODING) {
        // A chunked body may have another length (RFC 9112, section 6.3).
        headers.remove(header::CONTENT_LENGTH);
    }
    let named: Vec<String> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    drop_where(headers, |name| HOP_BY_HOP.contains(&name) || named.iter().any(|n| n == name));
}

fn drop_where(headers: &mut HeaderMap, dropped: impl Fn(&str) -> bool) {
    let names: Vec<HeaderName> =
        headers.keys().filter(|name| dropped(name.as_str())).cloned().collect();
    for name in names {
        headers.remove(name);
    }
}

/// An error of the proxy itself, in the format of the service.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    reason: String,
    retry_after: Option<Duration>,
}

impl Problem {
    fn new(status: StatusCode, reason: String) -> Self {
        Self { status, reason, retry_after: None }
    }

    fn body() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "the body ended early".to_owned())
    }

    fn unreachable(error: reqwest::Error) -> Self {
        let status =
            if error.is_timeout() { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_GATEWAY };
        let error = error.without_url();
        Self::new(status, format!("could not reach the API: {}", WithCause(&error)))
    }

    fn token(error: Error) -> Self {
        let retry_after = error.retry_after();
        let status = match retry_after {
            Some(_) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::BAD_GATEWAY,
        };
        Self { retry_after, ..Self::new(status, WithCause(&error).to_string()) }
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let message = format!("voucherify-oauth proxy: {}", self.reason);
        let error =
            ApiError::new().with_code(i64::from(self.status.as_u16())).with_message(message);
        let body = serde_json::to_vec(&error).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, wait.as_secs().max(1).into());
        }
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.status, refusal.reason)
    }
}
