//! Enums of answers that would refuse a value which they do not know.

use std::collections::BTreeSet;

use serde_json::Value;

use super::effective::OPEN_ENUM;
use super::grammar::{Kind, walk};
use super::pointer::resolve;
use super::undescribed::operations;
use crate::finding::Finding;

/// A warning for each enum in the successful answers of `document` that is not open: the day that
/// the service has one value more, the answer could not be read.
pub fn warnings(document: &Value, file: &dyn Fn(&str) -> String) -> Vec<Finding> {
    let mut search = Search { document, seen: BTreeSet::new(), closed: BTreeSet::new() };
    for (at, operation) in operations(document) {
        let answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
        for (status, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
            search.all(answer, Kind::Response, &format!("{at}/responses/{status}"));
        }
    }
    let finding = |at: &String| {
        Finding::new(
            file(at),
            at,
            "is an enum in an answer, and refuses a value that it does not know",
            format!("make it a component with `{OPEN_ENUM}: {{}}` in the overlay"),
        )
    };
    search.closed.iter().map(finding).collect()
}

struct Search<'a> {
    document: &'a Value,
    seen: BTreeSet<&'a str>,
    closed: BTreeSet<String>,
}

impl<'a> Search<'a> {
    /// Looks at `value` and at what it refers to.
    fn all(&mut self, value: &'a Value, kind: Kind, at: &str) {
        let mut queue = vec![(value, kind, at.to_owned())];
        while let Some((value, kind, at)) = queue.pop() {
            walk(value, kind, &at, &mut |kind, at, inner| {
                if kind == Kind::Schema
                    && inner.get("enum").is_some()
                    && inner.get(OPEN_ENUM).is_none()
                {
                    self.closed.insert(at.to_owned());
                }
                let Some(reference) = inner.get("$ref").and_then(Value::as_str) else { return };
                if let (Some(target), Some(at)) =
                    (resolve(self.document, reference), reference.strip_prefix('#'))
                    && self.seen.insert(reference)
                {
                    queue.push((target, kind, at.to_owned()));
                }
            });
        }
    }
}
