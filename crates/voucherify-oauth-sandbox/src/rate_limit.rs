//! The rate limit.

use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};

const LIMIT: HeaderName = HeaderName::from_static("x-rate-limit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-rate-limit-remaining");
const RETRY: HeaderName = HeaderName::from_static("x-rate-limit-retry");
const TYPE: HeaderName = HeaderName::from_static("x-rate-limit-type");

/// A number of requests per window of time, for all keys and paths together.
///
/// Windows follow each other without a gap on the sandbox's clock. The first one starts with the
/// first request. Every response reports the limit in `X-Rate-Limit-Limit`,
/// `X-Rate-Limit-Remaining` and `X-Rate-Limit-Retry`.
#[derive(Clone, Debug)]
pub struct RateLimit {
    requests: u64,
    window: i64,
    retry_after: bool,
    kind: Option<HeaderValue>,
}

impl RateLimit {
    /// Limits requests to this number per window. The length of the window is in whole seconds, and
    /// at least 1 s.
    #[must_use]
    pub fn new(requests: u64, window: Duration) -> Self {
        let window = i64::try_from(window.as_secs()).unwrap_or(i64::MAX).max(1);
        Self { requests, window, retry_after: false, kind: None }
    }

    /// Also sends `Retry-After` with each 429.
    #[must_use]
    pub fn retry_after(mut self) -> Self {
        self.retry_after = true;
        self
    }

    /// Also sends `X-Rate-Limit-Type: api_calls` with each 429.
    #[must_use]
    pub fn limit_type(mut self) -> Self {
        self.kind = Some(HeaderValue::from_static("api_calls"));
        self
    }
}

/// The current window.
pub(crate) struct Limiter {
    limit: RateLimit,
    started: Option<i64>,
    used: u64,
}

/// The result of counting a request.
pub(crate) struct Verdict {
    pub(crate) refused: bool,
    pub(crate) headers: HeaderMap,
}

impl Limiter {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self { limit, started: None, used: 0 }
    }

    /// Counts a request.
    pub(crate) fn count(&mut self, now: i64) -> Verdict {
        let window = self.limit.window;
        let mut started = *self.started.get_or_insert(now);
        if now >= started.saturating_add(window) {
            started += (now - started) / window * window;
            self.started = Some(started);
            self.used = 0;
        }
        let refused = self.used >= self.limit.requests;
        if !refused {
            self.used += 1;
        }
        let ends = started.saturating_add(window);
        let mut headers = HeaderMap::new();
        headers.insert(LIMIT, self.limit.requests.into());
        headers.insert(REMAINING, (self.limit.requests - self.used).into());
        headers.insert(RETRY, ends.into());
        if refused {
            if self.limit.retry_after {
                headers.insert(RETRY_AFTER, (ends - now).into());
            }
            if let Some(kind) = &self.limit.kind {
                headers.insert(TYPE, kind.clone());
            }
        }
        Verdict { refused, headers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_the_next_begins() {
        let mut limiter = Limiter::new(RateLimit::new(2, Duration::from_secs(10)));
        let refused: Vec<_> =
            [5, 14, 14, 15, 24, 24, 25].map(|now| limiter.count(now).refused).into();
        assert_eq!(refused, [false, false, true, false, false, true, false]);
    }

    #[test]
    fn a_429_contains_when_to_retry() {
        let limit = RateLimit::new(1, Duration::from_secs(60)).retry_after().limit_type();
        let mut limiter = Limiter::new(limit);
        assert!(!limiter.count(1000).headers.contains_key(RETRY_AFTER));
        let headers = limiter.count(1010).headers;
        let values = [&LIMIT, &REMAINING, &RETRY, &RETRY_AFTER, &TYPE].map(|name| &headers[name]);
        assert_eq!(values, ["1", "0", "1060", "50", "api_calls"]);
    }
}
