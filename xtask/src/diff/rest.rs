//! What the parts of the walk share: going through members, and what no rule knows.

use serde_json::{Map, Value};

use super::change::{At, Claims};
use super::{Comparison, Kind};

impl<'a> Comparison<'a> {
    /// Calls `visit` for each member, other than those in `apart`, that differs between two
    /// objects.
    pub(super) fn each(
        &mut self,
        old: &'a Value,
        new: &'a Value,
        at: &At,
        apart: &[&str],
        mut visit: impl FnMut(&mut Self, &str, &At, Option<&'a Value>, Option<&'a Value>),
    ) {
        for key in keys(old, new) {
            let (old, new) = (old.get(key), new.get(key));
            if old != new && !apart.contains(&key) {
                visit(self, key, &at.join(key), old, new);
            }
        }
    }

    /// A difference that no rule knows.
    pub(super) fn rest(&mut self, subject: &str, key: &str, claims: Claims) {
        let message = format!("`{key}` differs, and no rule tells what that means");
        self.push(Kind::Unclassified, subject, message, claims);
    }

    /// A difference in what is said, or in something else.
    pub(super) fn text_or_rest(&mut self, subject: &str, key: &str, claims: Claims) {
        if TEXTS.contains(&key) {
            let message = format!("its {key} changed");
            self.push(Kind::DocumentationChanged, subject, message, claims);
        } else {
            self.rest(subject, key, claims);
        }
    }
}

/// The keywords that hold texts, examples or marks for readers.
pub(super) const TEXTS: &[&str] = &[
    "summary",
    "description",
    "title",
    "tags",
    "externalDocs",
    "example",
    "examples",
    "deprecated",
];

/// What stands where nothing stands.
pub(super) static NULL: Value = Value::Null;

/// The keys of both objects: the new one's first, in their order.
pub(super) fn keys<'a>(old: &'a Value, new: &'a Value) -> Vec<&'a str> {
    let members = |value: &'a Value| value.as_object().into_iter().flat_map(Map::keys);
    let gone = members(old).filter(|key| new.get(key.as_str()).is_none());
    members(new).chain(gone).map(String::as_str).collect()
}

/// How `key` changed, for a message.
pub(super) fn turned(key: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    match (brief(old), brief(new)) {
        (Some(old), Some(new)) => format!("its `{key}` is {new} where it was {old}"),
        _ => format!("its `{key}` is another one"),
    }
}

/// How a value is shown in a message.
pub(super) fn shown(value: Option<&Value>) -> String {
    brief(value).unwrap_or_else(|| "something else".to_owned())
}

/// The value, if it is short enough for a message.
fn brief(value: Option<&Value>) -> Option<String> {
    match value {
        None => Some("nothing".to_owned()),
        Some(Value::String(text)) => Some(format!("`{text}`")),
        Some(value) => {
            Some(value.to_string()).filter(|text| text.len() <= 80).map(|text| format!("`{text}`"))
        }
    }
}
