//! Faults that tests inject.

mod rule;

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

pub use rule::Rule;
pub(crate) use rule::Rules;

use crate::response::{JSON, Response};

/// A fault in the handling of a request. Inject it with
/// [`Sandbox::inject`](crate::Sandbox::inject).
///
/// There are two kinds. Some faults replace the response ([`status`](Self::status),
/// [`garbage`](Self::garbage), …), as if a gateway had responded: the service does not process the
/// request. Others damage or delay the response ([`truncated`](Self::truncated),
/// [`delayed`](Self::delayed), …): the service processes the request, so a token is issued even if
/// the client never receives it.
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth_sandbox::{Fault, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// // The next request gets the error page of a gateway, the two after that are delayed.
/// let gateway = Fault::status(502).header("content-type", "text/html").body("<h1>Oops</h1>");
/// sandbox.inject(gateway);
/// sandbox.inject(Fault::delayed(Duration::from_millis(50)).times(2));
/// // Revocations always fail.
/// sandbox.inject(Fault::dropped().on("/v1/oauth/token/revoke").always());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    /// Whether the service processes the request.
    acting: bool,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Option<Bytes>,
    delay: Duration,
    delivery: Delivery,
}

/// How a response is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Whole,
    /// The connection closes without a response.
    Dropped,
    /// The connection stays open without a response.
    Withheld,
    /// The connection closes after this many bytes of the body, and before its last byte.
    Truncated(usize),
    /// The body is an endless sequence of spaces.
    Endless,
    /// Each byte of the body follows after this delay.
    Dripping(Duration),
}

impl Fault {
    fn new(acting: bool, delivery: Delivery) -> Self {
        Self {
            acting,
            status: None,
            headers: HeaderMap::new(),
            body: None,
            delay: Duration::ZERO,
            delivery,
        }
    }

    /// Serves the request without a fault. Lets requests pass before the next fault.
    pub fn none() -> Self {
        Self::new(true, Delivery::Whole)
    }

    /// Responds with this status and, by default, no body.
    ///
    /// # Panics
    ///
    /// Panics if `status` is not a final HTTP status.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let parsed = StatusCode::from_u16(status).ok();
        let status_code = parsed.filter(|status| !status.is_informational());
        assert!(status_code.is_some(), "{status} is not a final HTTP status");
        Self { status: status_code, ..Self::new(false, Delivery::Whole) }
    }

    /// Responds with 429, as the service does to too many requests. `retry_after` is rounded down
    /// to whole seconds.
    pub fn rate_limited(retry_after: Duration) -> Self {
        let error = json!({ "code": 429, "message": "Too many requests" });
        let mut fault = Self::new(false, Delivery::Whole).json(&error);
        fault.status = Some(StatusCode::TOO_MANY_REQUESTS);
        fault.headers.insert(RETRY_AFTER, retry_after.as_secs().into());
        fault
    }

    /// Responds with 200, a JSON content type and a binary body.
    pub fn garbage() -> Self {
        let mut fault = Self::new(false, Delivery::Whole);
        fault.headers.insert(CONTENT_TYPE, JSON);
        fault.body = Some(Bytes::from_static(b"\x00\xFF{\"access_token\":\xC3("));
        fault
    }

    /// Closes the connection without a response.
    pub fn dropped() -> Self {
        Self::new(false, Delivery::Dropped)
    }

    /// Closes the connection after the headers and this many bytes of the body, although
    /// `Content-Length` announces all of it. At least one byte is missing.
    pub fn truncated(bytes: usize) -> Self {
        Self::new(true, Delivery::Truncated(bytes))
    }

    /// Sends a body that never ends.
    pub fn endless() -> Self {
        Self::new(true, Delivery::Endless)
    }

    /// Sends the body byte by byte, with this delay before each byte.
    pub fn dripping(interval: Duration) -> Self {
        Self::new(true, Delivery::Dripping(interval))
    }

    /// Never responds and keeps the connection open.
    pub fn hanging() -> Self {
        Self::new(false, Delivery::Withheld)
    }

    /// Delays the response, in Tokio's time.
    pub fn delayed(delay: Duration) -> Self {
        Self::none().after(delay)
    }

    /// Sets a header of the response, replacing the service's.
    ///
    /// # Panics
    ///
    /// Panics if the name or the value is not valid in a header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => self.headers.insert(name, value),
            #[expect(clippy::panic, reason = "a mistake in a test fails it")]
            _ => panic!("`{name}: {value}` is not a valid header"),
        };
        self
    }

    /// Sets the body of the response, replacing the service's.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(Bytes::from(body.into()));
        self
    }

    /// Sets the body of the response to JSON, with its content type.
    pub fn json(mut self, body: &Value) -> Self {
        self.headers.insert(CONTENT_TYPE, JSON);
        self.body(body.to_string())
    }

    /// Adds a delay before the response, in Tokio's time.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay += delay;
        self
    }

    /// Makes the service process the request even if its response is replaced or dropped. With
    /// `Fault::dropped().acting()`, a token is issued and lost.
    pub fn acting(mut self) -> Self {
        self.acting = true;
        self
    }

    pub(crate) fn delay(&self) -> Duration {
        self.delay
    }

    pub(crate) fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Returns the response, before its delivery is damaged. `service` processes the request.
    pub(crate) fn respond(&self, service: impl FnOnce() -> Response) -> Response {
        let own = if self.acting { Some(service()) } else { None };
        let mut response = own.unwrap_or_else(|| Response::empty(StatusCode::OK));
        if let Some(status) = self.status {
            // The service's headers and body belong to its own status.
            response = Response::empty(status);
        }
        response.headers.extend(self.headers.clone());
        response.body = self.body.clone().unwrap_or(response.body);
        response
    }
}
