//! What arrived.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use http::request::Parts;
use http::{HeaderName, Method};
use tokio::sync::watch;

/// A request that arrived, with all that was in it: secrets too, since it holds none that is worth
/// anything.
pub struct RecordedRequest {
    at: SystemTime,
    method: Method,
    target: Box<str>,
    /// Copies, since the originals would keep the whole buffer alive that they were read into.
    headers: Box<[(HeaderName, Box<[u8]>)]>,
    body: Box<[u8]>,
    body_length: u64,
    /// 0 as long as there is none.
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

    /// When it arrived, by the sandbox's clock.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        self.at
    }

    /// The method, in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path, without the query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// What stands behind the question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// The first header of that name, in whatever case; `None` also if it is not UTF-8.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_bytes(name).and_then(|value| std::str::from_utf8(value).ok())
    }

    /// Every header, in the order of arrival; names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_ref()))
    }

    pub(crate) fn header_bytes(&self, name: &str) -> Option<&[u8]> {
        let mut headers = self.headers();
        headers.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body, of which no more than the first MiB is kept.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text, with `�` for what is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The decoded value of a field of the form.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<String> {
        let mut fields = form_urlencoded::parse(&self.body);
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    }

    /// The status that it was answered with; `None` before the answer, and if there was none.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.status.load(Ordering::Relaxed)).filter(|status| *status != 0)
    }

    pub(crate) fn set_status(&self, status: u16) {
        self.status.store(status, Ordering::Relaxed);
    }

    /// Whether more of the body arrived than is kept.
    pub(crate) fn is_cut(&self) -> bool {
        self.body_length > self.body.len() as u64
    }
}

/// One line of the method, the target and the status, then the headers and the body, indented.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        match self.status() {
            Some(status) => write!(f, " -> {status}")?,
            None => f.write_str(" -> no answer")?,
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
#[derive(Debug)]
pub(crate) struct Recorder {
    kept: Mutex<VecDeque<Arc<RecordedRequest>>>,
    capacity: usize,
    /// How many arrived since the start.
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
