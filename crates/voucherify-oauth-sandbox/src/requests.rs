//! Assertions about the recorded requests.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::RecordedRequest;

/// Recorded requests in the order of arrival. Returned by
/// [`Sandbox::requests`](crate::Sandbox::requests).
///
/// The message of a failed assertion lists the requests that arrived.
#[derive(Clone)]
pub struct Requests {
    list: Vec<Arc<RecordedRequest>>,
    /// Describes the selection in messages.
    which: String,
}

impl Requests {
    pub(crate) fn new(list: Vec<Arc<RecordedRequest>>) -> Self {
        Self { list, which: "requests".to_owned() }
    }

    /// Selects requests to this path, with any query.
    #[must_use]
    pub fn to(&self, path: &str) -> Self {
        let mut selected = self.matching(|request| request.path() == path);
        selected.which = format!("{} to {path}", self.which);
        selected
    }

    /// Selects requests for which `predicate` returns `true`.
    #[must_use]
    pub fn matching(&self, predicate: impl Fn(&RecordedRequest) -> bool) -> Self {
        let list = self.list.iter().filter(|request| predicate(request)).cloned().collect();
        Self { list, which: format!("matching {}", self.which) }
    }

    /// Asserts the number of requests.
    ///
    /// # Panics
    ///
    /// Panics if there are more or fewer.
    #[track_caller]
    pub fn assert_count(&self, count: usize) -> &Self {
        assert!(
            self.list.len() == count,
            "expected {count} {}, got {}: {self}",
            self.which,
            self.list.len()
        );
        self
    }

    /// Asserts that there is exactly one request and returns it.
    ///
    /// # Panics
    ///
    /// Panics if there are no requests or several.
    #[track_caller]
    pub fn assert_one(&self) -> &RecordedRequest {
        self.assert_count(1);
        &self.list[0]
    }
}

impl Deref for Requests {
    type Target = [Arc<RecordedRequest>];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

impl fmt::Display for Requests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.list.is_empty() {
            return f.write_str("no request arrived");
        }
        for (index, request) in self.list.iter().enumerate() {
            write!(f, "\n  {}. {request}", index + 1)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Requests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl RecordedRequest {
    /// Asserts that the request has a header with this name and value.
    ///
    /// # Panics
    ///
    /// Panics if the header is missing or has another value.
    #[track_caller]
    pub fn assert_header(&self, name: &str, value: &str) -> &Self {
        let found = self.header(name);
        assert!(found == Some(value), "expected {name}: {value:?}, got {found:?} in {self}");
        self
    }

    /// Asserts that the request has no header with this name.
    ///
    /// # Panics
    ///
    /// Panics if it has such a header.
    #[track_caller]
    pub fn assert_no_header(&self, name: &str) -> &Self {
        assert!(self.header_bytes(name).is_none(), "expected no header {name} in {self}");
        self
    }

    /// Asserts that the body is this text, byte for byte.
    ///
    /// # Panics
    ///
    /// Panics if the body differs.
    #[track_caller]
    pub fn assert_body(&self, body: &str) -> &Self {
        assert!(self.body() == body.as_bytes(), "expected the body {body:?} in {self}");
        self
    }

    /// Asserts that the form has this field with this decoded value.
    ///
    /// # Panics
    ///
    /// Panics if the field is missing or has another value.
    #[track_caller]
    pub fn assert_form(&self, name: &str, value: &str) -> &Self {
        let found = self.form(name);
        assert!(
            found.as_deref() == Some(value),
            "expected {name}={value:?} in the form, got {found:?} in {self}"
        );
        self
    }

    /// Asserts that the request carries this token.
    ///
    /// # Panics
    ///
    /// Panics if it carries another token or no token.
    #[track_caller]
    pub fn assert_bearer(&self, token: &str) -> &Self {
        self.assert_header("authorization", &format!("Bearer {token}"))
    }
}
