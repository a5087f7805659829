//! Where the fragment is from: a small file beside it. Nothing is generated from it, and `generate`
//! never checks it, since fragments are edited by hand too.

use serde_json::{Value, json};

use super::Imported;
use crate::openapi::{canonical, text};

/// The file's name.
pub const FILE: &str = "provenance.json";

/// Returns the provenance of what was imported from `document` on the day `date`. `content` is the
/// text of its file, and `source` the file's name or address.
pub fn of(imported: &Imported, document: &Value, content: &str, source: &str, date: &str) -> Value {
    let info = document.get("info").unwrap_or(&Value::Null);
    json!({
        "title": text(info, "title"),
        "version": text(info, "version"),
        "source": source,
        "sha256": canonical::digest(content),
        "imported": date,
        "other-operations": imported.others,
    })
}

/// Whether both name the same document, whatever the date of its import.
pub fn same(one: &Value, other: &Value) -> bool {
    ["title", "version", "source", "sha256", "other-operations"]
        .iter()
        .all(|key| one.get(key) == other.get(key))
}

/// Whether `now` has operations to decide about that `before` did not have.
pub fn is_news(now: &Value, before: Option<&Value>) -> bool {
    let others = |value: &Value| value.get("other-operations").and_then(Value::as_array).cloned();
    others(now).unwrap_or_default() != before.and_then(others).unwrap_or_default()
}
