//! An answer, before it is sent.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Status, headers and body, whether the service means them or a fault does.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// Without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        let mut answer = Self::empty(status);
        answer.headers.insert(CONTENT_TYPE, JSON);
        match serde_json::to_vec(body) {
            Ok(body) => answer.body = body.into(),
            // None of the types that come here can fail to become JSON.
            Err(_) => answer.status = StatusCode::INTERNAL_SERVER_ERROR,
        }
        answer
    }

    pub(crate) fn ok(body: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn allowing(mut self, methods: &'static str) -> Self {
        self.headers.insert(ALLOW, HeaderValue::from_static(methods));
        self
    }
}
