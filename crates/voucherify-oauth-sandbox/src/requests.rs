//! What a test asks of the requests that arrived.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::RecordedRequest;

/// Requests in the order of their arrival. Made by [`Sandbox::requests`](crate::Sandbox::requests).
///
/// Assertions panic with the list of what did arrive.
#[derive(Clone)]
pub struct Requests {
    list: Vec<Arc<RecordedRequest>>,
    /// Which ones these are, for messages.
    which: String,
}

impl Requests {
    pub(crate) fn new(list: Vec<Arc<RecordedRequest>>) -> Self {
        Self { list, which: "requests".to_owned() }
    }

    /// Those to this path, whatever the query.
    #[must_use]
    pub fn to(&self, path: &str) -> Self {
        let mut some = self.matching(|request| request.path() == path);
        some.which = format!("{} to {path}", self.which);
        some
    }

    /// Those that `is_meant` picks.
    #[must_use]
    pub fn matching(&self, is_meant: impl Fn(&RecordedRequest) -> bool) -> Self {
        let list = self.list.iter().filter(|request| is_meant(request)).cloned().collect();
        Self { list, which: format!("matching {}", self.which) }
    }

    /// That there are this many.
    ///
    /// # Panics
    ///
    /// If there are more or fewer.
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

    /// That there is one, which is returned.
    ///
    /// # Panics
    ///
    /// If there is none or more than one.
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
            return f.write_str("nothing arrived");
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
    /// That a header of this name is there, with this value.
    ///
    /// # Panics
    ///
    /// If it is not there, or has another value.
    #[track_caller]
    pub fn assert_header(&self, name: &str, value: &str) -> &Self {
        let found = self.header(name);
        assert!(found == Some(value), "expected {name}: {value:?}, got {found:?} in {self}");
        self
    }

    /// That no header has this name.
    ///
    /// # Panics
    ///
    /// If there is one.
    #[track_caller]
    pub fn assert_no_header(&self, name: &str) -> &Self {
        assert!(self.header_bytes(name).is_none(), "expected no header {name} in {self}");
        self
    }

    /// That the body is this text, byte for byte.
    ///
    /// # Panics
    ///
    /// If it is another.
    #[track_caller]
    pub fn assert_body(&self, body: &str) -> &Self {
        assert!(self.body() == body.as_bytes(), "expected the body {body:?} in {self}");
        self
    }

    /// That the form has this field, with this value once decoded.
    ///
    /// # Panics
    ///
    /// If it has not, or with another value.
    #[track_caller]
    pub fn assert_form(&self, name: &str, value: &str) -> &Self {
        let found = self.form(name);
        assert!(
            found.as_deref() == Some(value),
            "expected {name}={value:?} in the form, got {found:?} in {self}"
        );
        self
    }

    /// That the request carries this token.
    ///
    /// # Panics
    ///
    /// If it carries another, or none.
    #[track_caller]
    pub fn assert_bearer(&self, token: &str) -> &Self {
        self.assert_header("authorization", &format!("Bearer {token}"))
    }
}
