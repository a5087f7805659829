//! Why a request is refused, in the service's error shape.

use http::StatusCode;
use voucherify_oauth_types::ApiError;

use crate::answer::Answer;

/// A refusal. Which statuses and keys are known and which are assumed, the crate's documentation
/// tells.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    /// Boxed, since a result would be large otherwise.
    error: Box<ApiError>,
    allow: Option<&'static str>,
}

impl Problem {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let error = ApiError::new().with_code(status.as_u16().into()).with_message(message);
        Self { status, error: Box::new(error), allow: None }
    }

    fn with_details(mut self, details: impl Into<String>) -> Self {
        self.error.details = Some(details.into());
        self
    }

    pub(crate) fn bad_request(key: &str, message: String, details: impl Into<String>) -> Self {
        let mut problem = Self::new(StatusCode::BAD_REQUEST, message).with_details(details);
        problem.error.key = Some(key.to_owned());
        problem
    }

    pub(crate) fn unauthorized(details: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized").with_details(details)
    }

    pub(crate) fn forbidden(details: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden").with_details(details)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found").with_details("The API has no such address")
    }

    pub(crate) fn method_not_allowed(allow: &'static str) -> Self {
        let mut problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed");
        problem.allow = Some(allow);
        problem.with_details(format!("This address takes {allow} only"))
    }

    pub(crate) fn too_many(message: &str) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, message)
    }

    /// The answer, with a name for the request; one to too many requests has none.
    pub(crate) fn into_answer(mut self, request_id: impl FnOnce() -> String) -> Answer {
        if self.status != StatusCode::TOO_MANY_REQUESTS {
            self.error.request_id = Some(request_id());
        }
        let answer = Answer::json(self.status, &self.error);
        match self.allow {
            Some(allow) => answer.allowing(allow),
            None => answer,
        }
    }
}
