//! What goes wrong, when told to.

mod rule;

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

pub use rule::Rule;
pub(crate) use rule::Rules;

use crate::RecordedRequest;
use crate::answer::{Answer, JSON};
use crate::service::Service;

/// What goes wrong with a request. [`Sandbox::inject`](crate::Sandbox::inject) makes it happen.
///
/// There are two sorts. Where the answer is made up ([`status`](Self::status),
/// [`garbage`](Self::garbage) …), something before the service answered, and the service did
/// nothing. Where it only gets damaged or late ([`truncated`](Self::truncated),
/// [`delayed`](Self::delayed) …), the service has done what was asked: a token was issued, whether
/// or not anybody heard of it.
///
/// ```
/// use std::time::Duration;
/// use voucherify_oauth_sandbox::{Fault, Sandbox};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// // The next request finds a gateway without a service, the two after that wait.
/// sandbox.inject(Fault::status(502).header("content-type", "text/html").body("<h1>Bad gateway</h1>"));
/// sandbox.inject(Fault::delayed(Duration::from_millis(50)).times(2));
/// // Revoking never works.
/// sandbox.inject(Fault::dropped().on("/v1/oauth/token/revoke").always());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    /// Whether the service does what was asked.
    acting: bool,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Option<Bytes>,
    delay: Duration,
    delivery: Delivery,
}

/// How an answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    Whole,
    /// The connection ends in place of an answer.
    Dropped,
    /// The connection stays open in place of an answer.
    Withheld,
    /// The connection ends after so many bytes of the body, or one before its end.
    Truncated(usize),
    /// The body is spaces, as long as somebody reads them.
    Endless,
    /// Each byte of the body comes so long after the one before.
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

    /// Nothing: the request is served as ever. Lets requests pass before the next fault.
    pub fn none() -> Self {
        Self::new(true, Delivery::Whole)
    }

    /// An answer that is made up: this status, and no body unless one is given.
    ///
    /// # Panics
    ///
    /// If that is no status.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let parsed = StatusCode::from_u16(status).ok();
        let status_code = parsed.filter(|status| !status.is_informational());
        assert!(status_code.is_some(), "{status} is no final status");
        Self { status: status_code, ..Self::new(false, Delivery::Whole) }
    }

    /// The service's answer to too many requests.
    pub fn rate_limited(retry_after: Duration) -> Self {
        let error = json!({ "code": 429, "message": "Too many requests" });
        let mut fault = Self::new(false, Delivery::Whole).json(&error);
        fault.status = Some(StatusCode::TOO_MANY_REQUESTS);
        fault.headers.insert(RETRY_AFTER, retry_after.as_secs().into());
        fault
    }

    /// A 200 that says to be JSON and is neither that nor text.
    pub fn garbage() -> Self {
        let mut fault = Self::new(false, Delivery::Whole);
        fault.headers.insert(CONTENT_TYPE, JSON);
        fault.body = Some(Bytes::from_static(b"\x00\xFF{\"access_token\":\xC3("));
        fault
    }

    /// The connection ends without an answer.
    pub fn dropped() -> Self {
        Self::new(false, Delivery::Dropped)
    }

    /// The connection ends after the headers.
    pub fn dropped_after_headers() -> Self {
        Self::truncated(0)
    }

    /// The connection ends after so many bytes of the body, though its whole length was told. At
    /// least one byte is missing.
    pub fn truncated(bytes: usize) -> Self {
        Self::new(true, Delivery::Truncated(bytes))
    }

    /// The body never ends.
    pub fn endless() -> Self {
        Self::new(true, Delivery::Endless)
    }

    /// The body comes byte by byte, with this much time before each.
    pub fn dripping(interval: Duration) -> Self {
        Self::new(true, Delivery::Dripping(interval))
    }

    /// The answer never comes, though the connection stays.
    pub fn hanging() -> Self {
        Self::new(false, Delivery::Withheld)
    }

    /// The answer comes late, in tokio's time.
    pub fn delayed(delay: Duration) -> Self {
        Self::none().after(delay)
    }

    /// The service's own answer under another content type.
    ///
    /// # Panics
    ///
    /// If that can't be a header's value.
    #[track_caller]
    pub fn content_type(content_type: &str) -> Self {
        Self::none().header(CONTENT_TYPE.as_str(), content_type)
    }

    /// Sets a header, in place of the one that the service sends.
    ///
    /// # Panics
    ///
    /// If name or value can't be those of a header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => self.headers.insert(name, value),
            #[expect(clippy::panic, reason = "a mistake in the text of a test should fail it")]
            _ => panic!("`{name}: {value}` is no header"),
        };
        self
    }

    /// Sets the body, in place of the one that the service sends.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(Bytes::from(body.into()));
        self
    }

    /// Sets the body and its content type.
    pub fn json(mut self, body: &Value) -> Self {
        self.headers.insert(CONTENT_TYPE, JSON);
        self.body(body.to_string())
    }

    /// This much later than otherwise, in tokio's time.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay += delay;
        self
    }

    /// The service does what was asked, though nobody gets to know: `Fault::dropped().acting()`
    /// is a token that was issued and lost.
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

    /// The answer, as far as it does not depend on how it is sent.
    pub(crate) fn answer(&self, service: &Service, request: &RecordedRequest) -> Answer {
        let own = if self.acting { Some(service.answer(request)) } else { None };
        let mut answer = own.unwrap_or_else(|| Answer::empty(StatusCode::OK));
        if let Some(status) = self.status {
            // What stands in the service's answer belongs to the service's status.
            answer = Answer::empty(status);
        }
        answer.headers.extend(self.headers.clone());
        answer.body = self.body.clone().unwrap_or(answer.body);
        answer
    }
}
