//! RFC 6901 JSON pointers.

use serde_json::Value;

/// `pointer` extended by one step, escaped.
pub fn join(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}

/// Calls `visit` for every value below `value`, itself included, with its pointer.
pub fn walk<'a>(value: &'a Value, pointer: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    visit(pointer, value);
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                walk(member, &join(pointer, key), visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &join(pointer, &index.to_string()), visit);
            }
        }
        _ => {}
    }
}

/// The part of the document that `reference` (a `$ref` value such as `#/components/schemas/X`)
/// means, if it is local and there.
pub fn resolve<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}
