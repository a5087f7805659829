//! Responses before they are sent, and the reasons for rejecting a request.

use std::fmt;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use voucherify_oauth_types::{ApiError, ApiErrorDetails};

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Status, headers and body, from the service or from a fault.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Response {
    /// Creates a response without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Self {
        let mut response = Self::empty(status);
        response.headers.insert(CONTENT_TYPE, JSON);
        match serde_json::to_vec(body) {
            Ok(body) => response.body = body.into(),
            // The types that are passed here always serialize.
            Err(_) => response.status = StatusCode::INTERNAL_SERVER_ERROR,
        }
        response
    }

    pub(crate) fn ok(body: &impl Serialize) -> Self {
        Self::json(StatusCode::OK, body)
    }

    pub(crate) fn allowing(mut self, methods: &'static str) -> Self {
        self.headers.insert(ALLOW, HeaderValue::from_static(methods));
        self
    }
}

/// Why a request is rejected. The README lists which statuses and keys are known or assumed.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    /// Boxed to keep results small.
    error: Box<ApiError>,
    allow: Option<&'static str>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error.message)?;
        match &self.error.details {
            Some(details) => write!(f, ". {details}"),
            None => Ok(()),
        }
    }
}

impl Problem {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let error = ApiError::new().with_code(i64::from(status.as_u16())).with_message(message);
        Self { status, error: Box::new(error), allow: None }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    fn with_details(mut self, details: impl Into<String>) -> Self {
        self.error.details = Some(details.into());
        self
    }

    pub(crate) fn bad_request(key: &str, message: String, details: impl Into<String>) -> Self {
        let more = ApiErrorDetails::new().with_message(message.clone());
        let mut problem = Self::new(StatusCode::BAD_REQUEST, message).with_details(details);
        // Sets every field of the description, so that clients see all of them.
        problem.error = Box::new(
            (*problem.error)
                .with_key(key)
                .with_error(more)
                .with_resource_id("oauth")
                .with_resource_type("oauth_token"),
        );
        problem
    }

    pub(crate) fn unauthorized(details: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized").with_details(details)
    }

    pub(crate) fn forbidden(details: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden").with_details(details)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found")
            .with_details("The API does not have this path")
    }

    pub(crate) fn method_not_allowed(allow: &'static str) -> Self {
        let mut problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
        problem.allow = Some(allow);
        problem.with_details(format!("This path accepts only {allow}"))
    }

    pub(crate) fn too_many(message: &str) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, message)
    }

    /// Returns the response with the ID of the request. A 429 has no ID.
    pub(crate) fn into_response(mut self, request_id: impl FnOnce() -> String) -> Response {
        if self.status != StatusCode::TOO_MANY_REQUESTS {
            self.error.request_id = Some(request_id());
        }
        let response = Response::json(self.status, &self.error);
        match self.allow {
            Some(allow) => response.allowing(allow),
            None => response,
        }
    }
}
