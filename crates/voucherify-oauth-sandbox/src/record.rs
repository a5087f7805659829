//! The recorded requests.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use http::request::Parts;
use http::{HeaderName, Method};
use tokio::sync::watch;

/// A recorded request with all its parts. `Debug` and `Display` show its secrets, because the
/// secrets of a sandbox protect nothing.
pub struct RecordedRequest {
    at: SystemTime,
    method: Method,
    target: Box<str>,
    /// Copied, because the originals would keep their whole read buffer alive.
    headers: Box<[(HeaderName, Box<[u8]>)]>,
    body: Box<[u8]>,
    body_length: u64,
    /// 0 before the response.
    status: AtomicU16,
}

impl RecordedRequest {
    pub(crate) fn new(at: SystemTime, parts: Parts, body: Vec<u8>, body_length: u64) -> Self {
        let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
        let headers = parts.headers.iter();
        Self {
            at,
            target: target.into(),
            headers: headers.map(|(name, value)| (name.clone(), value.as_bytes().into())).collect(),
            method: parts.method,
            body: body.into_boxed_slice(),
            body_length,
            status: AtomicU16::new(0),
        }
    }

    /// Returns when the request arrived, on the sandbox's clock.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        self.at
    }

    /// Returns the method in upper case.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Returns the path without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Returns the query, without the question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// Returns the first header with this name, ignoring case. Returns `None` if there is no such
    /// header or if its value is not UTF-8.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_bytes(name).and_then(|value| std::str::from_utf8(value).ok())
    }

    /// Returns all headers in the order of arrival, with names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_ref()))
    }

    pub(crate) fn header_bytes(&self, name: &str) -> Option<&[u8]> {
        let mut headers = self.headers();
        headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns the body, of which at most the first MiB is kept.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the body as text, with `�` for invalid UTF-8.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// Returns the decoded value of a form field.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<String> {
        let mut fields = form_urlencoded::parse(&self.body);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    }

    /// Returns the status of the response, or `None` if no response was sent yet.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.status.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }

    pub(crate) fn set_status(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    /// Returns whether the body was longer than the part that is kept.
    pub(crate) fn is_cut(&self) -> bool {
        self.body_length > self.body.len() as u64
    }
}

/// Writes a line with the method, the target and the status, then the headers and the body,
/// indented.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        match self.status() {
            Some(status) => write!(f, " -> {status}")?,
            None => f.write_str(" -> no response")?,
        }
        for (name, value) in self.headers() {
            write!(f, "\n    {name}: {}", value.escape_ascii())?;
        }
        if !self.body.is_empty() {
            write!(f, "\n    {:?}", self.text())?;
        }
        if self.is_cut() {
            write!(f, "\n    … {} bytes in all", self.body_length)?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The last requests that arrived.
pub(crate) struct Recorder {
    kept: Mutex<VecDeque<Arc<RecordedRequest>>>,
    capacity: usize,
    /// The number of requests since the start.
    arrived: watch::Sender<usize>,
}

impl Recorder {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { kept: Mutex::default(), capacity, arrived: watch::Sender::new(0) }
    }

    pub(crate) fn record(&self, request: Arc<RecordedRequest>) {
        {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push_back(request);
            if kept.len() > self.capacity {
                kept.pop_front();
            }
        }
        self.arrived.send_modify(|arrived| *arrived += 1);
    }

    pub(crate) fn kept(&self) -> Vec<Arc<RecordedRequest>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().cloned().collect()
    }

    pub(crate) fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) fn arrived(&self) -> watch::Receiver<usize> {
        self.arrived.subscribe()
    }
}
