//! `required: ["client_credentials"]` on a string.

use serde_json::Value;

use super::Rule;
use crate::description::grammar::{Kind, walk_mut};

pub(super) const RULE: Rule = Rule {
    name: "list-on-value",
    reason: "`required` lists properties, and what is no object has none: it says nothing here",
    apply: |excerpt, _| {
        let mut repaired = Vec::new();
        walk_mut(excerpt, Kind::Document, "", &mut |kind, at, value| {
            if kind == Kind::Schema && lists_on_value(value) {
                remove(value);
                repaired.push(at.to_owned());
            }
        });
        Ok(repaired)
    },
};

fn lists_on_value(schema: &Value) -> bool {
    let kind = schema.get("type").and_then(Value::as_str);
    schema.get("required").is_some_and(Value::is_array)
        && matches!(kind, Some("string" | "integer" | "number" | "boolean" | "array"))
}

fn remove(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut() {
        members.shift_remove("required");
    }
}
