//! Error answers are the façade's.

use serde_json::Value;

use super::Rule;

pub(super) const SUCCESS_ONLY: Rule = Rule {
    name: "success-only",
    reason: "progenitor decodes a documented error answer as JSON before anyone can see it; an HTML \
             502 would fail there and lose its status and headers, and it can't express two kinds \
             of error body at all. The façade decodes errors itself, whatever they are.",
    apply: success_only,
};

fn success_only(document: &mut Value) {
    let items = document.get_mut("paths").and_then(Value::as_object_mut);
    let operations =
        items.into_iter().flatten().filter_map(|(_, item)| item.as_object_mut()).flatten();
    for (_, operation) in operations {
        if let Some(answers) = operation.get_mut("responses").and_then(Value::as_object_mut) {
            answers.retain(|status, _| status.starts_with('2'));
        }
    }
}
