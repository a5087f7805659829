//! The form in the body of a request to an operation.

use std::borrow::Cow;

use crate::RecordedRequest;

/// The fields of a form. As in the service, `+`, `%20` and a raw space all mean a space.
pub(crate) struct Form<'a> {
    fields: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// A field that a form may have at most once.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Field<'a> {
    Absent,
    Value(&'a str),
    Repeated,
}

impl<'a> Form<'a> {
    pub(crate) fn of(request: &'a RecordedRequest) -> Self {
        // Fields of an incomplete body could be wrong.
        let body = if request.is_cut() { &[] } else { request.body() };
        Self::parse(request.header_bytes("content-type"), body)
    }

    /// Parses the fields of `body`. There are no fields if the content type is not a form.
    pub(crate) fn parse(content_type: Option<&[u8]>, body: &'a [u8]) -> Self {
        let is_form = content_type.is_none_or(is_form);
        let body = if is_form { body } else { &[] };
        Self { fields: form_urlencoded::parse(body).collect() }
    }

    /// Returns the field. An empty field counts as absent.
    pub(crate) fn field(&self, name: &str) -> Field<'_> {
        let mut values = self.fields.iter().filter(|(field, _)| field == name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Field::Repeated,
            (Some((_, value)), None) if !value.is_empty() => Field::Value(value),
            _ => Field::Absent,
        }
    }
}

fn is_form(content_type: &[u8]) -> bool {
    let essence = content_type.split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(body: &str) -> String {
        match Form::parse(None, body.as_bytes()).field("scope") {
            Field::Value(value) => value.to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn three_encodings_of_a_space_are_accepted() {
        for body in ["scope=a+b", "scope=a%20b", "scope=a b"] {
            assert_eq!(scope(body), "a b");
        }
    }

    #[test]
    fn an_empty_field_counts_as_absent() {
        for body in ["", "scope", "scope=", "Scope=a"] {
            assert_eq!(scope(body), "Absent", "{body}");
        }
        assert_eq!(scope("scope=a&scope=b"), "Repeated");
    }

    #[test]
    fn other_content_types_have_no_fields() {
        let fields = |kind: &[u8]| Form::parse(Some(kind), b"scope=a").fields.len();
        assert_eq!(fields(b"application/json"), 0);
        assert_eq!(fields(b"\xFF"), 0);
        assert_eq!(fields(b"application/X-WWW-Form-Urlencoded ; charset=utf-8"), 1);
    }
}
